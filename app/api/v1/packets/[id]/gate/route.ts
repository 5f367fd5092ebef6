import { jsonResponse } from "@/app/_http/send-bytes";
import { refusalResponse } from "@/app/_refusals/present-refusal";
import { requestActor } from "@/lib/auth/session";
import { loadReadiness } from "@/lib/queries/load-readiness";

export const dynamic = "force-dynamic";

interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

/** Every gate with every check, as readiness shows it; `id` is the packet's id or slug. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const actor = await requestActor("api");
  if (!actor.ok) return refusalResponse(actor.error);
  const readiness = await loadReadiness(actor.value, (await params).id);
  return readiness.ok ? jsonResponse(readiness.value) : refusalResponse(readiness.error);
}
