"use server";

import { act } from "@/app/_acts/act";
import { json, orNull, text } from "@/app/_acts/form-input";
import type { ActionState } from "@/components/ui/action-form";
import { makeClaim, retractClaim } from "@/lib/workflows/make-claim";
import { traceClaim, untraceClaim } from "@/lib/workflows/trace-claim";

type State = ActionState;

/** Makes the row of a claim; the editor then marks the span with its id. */
export async function makeClaimAction(input: {
  readonly id: string;
  readonly packetId: string;
  readonly annexId: string | null;
  readonly quote: string;
  readonly blockId: string | null;
  readonly assertion: unknown;
}): Promise<ActionState<{ readonly claimId: string; readonly number: number }>> {
  return act(
    (actor) => makeClaim(actor, input),
    (value) => ({ value }),
  );
}

/** Takes a claim back. */
export async function retractClaimAction(_: State, form: FormData): Promise<State> {
  const input = { packetId: text(form, "packetId"), claimId: text(form, "claimId") };
  return act((actor) => retractClaim(actor, input));
}

/** Traces a claim to a place in a source version. */
export async function traceClaimAction(_: State, form: FormData): Promise<State> {
  const input = {
    id: text(form, "requestId"),
    packetId: text(form, "packetId"),
    claimId: orNull(form, "claimId") ?? "",
    sourceVersionId: text(form, "sourceVersionId"),
    locator: json(form, "locator"),
  };
  return act(
    (actor) => traceClaim(actor, input),
    () => ({ message: "The claim is traced to this place." }),
  );
}

/** Takes a trace away. */
export async function untraceClaimAction(_: State, form: FormData): Promise<State> {
  const input = { packetId: text(form, "packetId"), linkId: text(form, "linkId") };
  return act((actor) => untraceClaim(actor, input));
}
