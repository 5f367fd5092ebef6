import { refresh } from "next/cache";
import type { ActionState } from "@/components/ui/action-form";
import type { Actor } from "@/lib/auth/actor";
import { requestActor } from "@/lib/auth/session";
import { actionSite } from "@/lib/auth/session-cookie";
import type { Outcome } from "@/lib/refusals/refusal";
import { presentRefusal } from "../_refusals/present-refusal";

/** What a form is told of an accepted act: a sentence, and whatever it wants back. */
export interface Done<V> {
  readonly message?: string;
  readonly value?: V;
}

/**
 * The body of every server action: from where it comes, who acts, one workflow, and its outcome as a form understands it. The page is
 * read again after an accepted act. Workflows parse and decide; nothing is decided here.
 */
export async function act<T, V = undefined>(
  run: (actor: Actor) => Promise<Outcome<T>>,
  done: (value: T) => Done<V> = () => ({}),
): Promise<ActionState<V>> {
  const site = await actionSite();
  if (!site.ok) return refused(site.error);
  const actor = await requestActor();
  if (!actor.ok) return refused(actor.error);
  const outcome = await run(actor.value);
  if (!outcome.ok) return refused(outcome.error);
  refresh();
  return { kind: "done", ...done(outcome.value) };
}

function refused(refusal: Parameters<typeof presentRefusal>[0]): ActionState<never> {
  const { message, detail, fields } = presentRefusal(refusal);
  return { kind: "refused", message, detail, fields };
}
