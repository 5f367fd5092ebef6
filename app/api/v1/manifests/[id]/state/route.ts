import { jsonResponse } from "@/app/_http/send-bytes";
import { refusalResponse } from "@/app/_refusals/present-refusal";
import { requestActor } from "@/lib/auth/session";
import { loadManifestState } from "@/lib/queries/load-approval-sheet";

export const dynamic = "force-dynamic";

interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

/** Where a manifest stands now, with a fresh state token. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const actor = await requestActor("api");
  if (!actor.ok) return refusalResponse(actor.error);
  const state = await loadManifestState(actor.value, (await params).id);
  return state.ok ? jsonResponse(state.value) : refusalResponse(state.error);
}
