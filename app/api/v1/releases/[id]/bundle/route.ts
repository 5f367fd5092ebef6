import { bytesResponse } from "@/app/_http/send-bytes";
import { refusalResponse } from "@/app/_refusals/present-refusal";
import { requestActor } from "@/lib/auth/session";
import { exportBundle } from "@/lib/workflows/export-bundle";

export const dynamic = "force-dynamic";

interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

/** The release bundle as a download. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const actor = await requestActor("api");
  if (!actor.ok) return refusalResponse(actor.error);
  const bundle = await exportBundle(actor.value, (await params).id);
  if (!bundle.ok) return refusalResponse(bundle.error);
  return bytesResponse(bundle.value.bytes, { type: "application/json", fileName: bundle.value.fileName });
}
