import { bytesResponse } from "@/app/_http/send-bytes";
import { refusalResponse } from "@/app/_refusals/present-refusal";
import { requestActor } from "@/lib/auth/session";
import { loadRevisionBytes } from "@/lib/queries/load-revisions";

export const dynamic = "force-dynamic";

interface Context {
  readonly params: Promise<{ readonly id: string; readonly number: string }>;
}

/** The exact canonical bytes of a revision. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const actor = await requestActor("api");
  if (!actor.ok) return refusalResponse(actor.error);
  const { id, number } = await params;
  const revision = await loadRevisionBytes(actor.value, id, /^\d{1,9}$/.test(number) ? Number(number) : 0);
  if (!revision.ok) return refusalResponse(revision.error);
  return bytesResponse(revision.value.bytes, { type: "application/json", digest: revision.value.digest });
}
