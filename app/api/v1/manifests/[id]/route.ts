import { bytesResponse } from "@/app/_http/send-bytes";
import { refusalResponse } from "@/app/_refusals/present-refusal";
import { requestActor } from "@/lib/auth/session";
import { loadManifestBytes } from "@/lib/queries/load-approval-sheet";

export const dynamic = "force-dynamic";

interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

/** The exact canonical bytes of a manifest: an in-toto Statement. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const actor = await requestActor("api");
  if (!actor.ok) return refusalResponse(actor.error);
  const manifest = await loadManifestBytes(actor.value, (await params).id);
  if (!manifest.ok) return refusalResponse(manifest.error);
  return bytesResponse(manifest.value.bytes, { type: "application/json", digest: manifest.value.digest });
}
