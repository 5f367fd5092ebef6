"use server";

import { act } from "@/app/_acts/act";
import { orUndefined, text } from "@/app/_acts/form-input";
import type { ActionState } from "@/components/ui/action-form";
import { endClearance, grantClearance } from "@/lib/workflows/change-clearance";
import { makeAnnex } from "@/lib/workflows/make-annex";

type Made = { readonly number: number };

/** Makes an annex of one of the kind's slots. */
export async function makeAnnexAction(_: ActionState<Made>, form: FormData): Promise<ActionState<Made>> {
  const input = {
    id: text(form, "requestId"),
    packetId: text(form, "packetId"),
    slotKey: text(form, "slotKey"),
    title: text(form, "title"),
    holds: orUndefined(form, "holds"),
    because: orUndefined(form, "because"),
    ownerId: orUndefined(form, "ownerId"),
  };
  return act(
    (actor) => makeAnnex(actor, input),
    ({ number }) => ({ value: { number } }),
  );
}

function clearance(form: FormData) {
  return {
    packetId: text(form, "packetId"),
    annexId: text(form, "annexId"),
    accountId: text(form, "accountId"),
  };
}

/** Clears somebody for an annex. */
export async function grantClearanceAction(_: ActionState, form: FormData): Promise<ActionState> {
  return act((actor) => grantClearance(actor, clearance(form)));
}

/** Ends a clearance. */
export async function endClearanceAction(_: ActionState, form: FormData): Promise<ActionState> {
  return act((actor) => endClearance(actor, clearance(form)));
}
