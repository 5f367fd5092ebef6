"use server";

import { act } from "@/app/_acts/act";
import { number, orNull, text } from "@/app/_acts/form-input";
import type { ActionState } from "@/components/ui/action-form";
import { membershipOf } from "@/lib/packet/seat-choices";
import { addMember, endMember } from "@/lib/workflows/change-member";
import { changeOwner } from "@/lib/workflows/change-owner";
import { grantDelegation, revokeDelegation } from "@/lib/workflows/grant-delegation";
import { setLane } from "@/lib/workflows/set-lane";

type State = ActionState;

function seat(form: FormData) {
  return {
    packetId: text(form, "packetId"),
    accountId: text(form, "accountId"),
    role: text(form, "role"),
  };
}

/** Adds a member in a role. */
export async function addMemberAction(_: State, form: FormData): Promise<State> {
  return act((actor) => addMember(actor, { ...seat(form), ...membershipOf(text(form, "role")) }));
}

/** Ends a member's role. */
export async function endMemberAction(_: State, form: FormData): Promise<State> {
  return act((actor) => endMember(actor, seat(form)));
}

/** Names another owner. */
export async function changeOwnerAction(_: State, form: FormData): Promise<State> {
  return act((actor) => changeOwner(actor, { ...seat(form), accountId: orNull(form, "accountId") }));
}

/** Sets lane and window. */
export async function setLaneAction(_: State, form: FormData): Promise<State> {
  const input = {
    packetId: text(form, "packetId"),
    laneId: orNull(form, "laneId"),
    windowHours: number(form, "windowHours"),
  };
  return act((actor) => setLane(actor, input));
}

/** Lends an act to somebody until a moment. */
export async function grantDelegationAction(_: State, form: FormData): Promise<State> {
  const input = {
    id: text(form, "requestId"),
    packetId: text(form, "packetId"),
    fromId: text(form, "fromId"),
    toId: text(form, "toId"),
    act: text(form, "act"),
    notAfter: text(form, "notAfter"),
  };
  return act((actor) => grantDelegation(actor, input));
}

/** Ends a delegation at once. */
export async function revokeDelegationAction(_: State, form: FormData): Promise<State> {
  const input = { packetId: text(form, "packetId"), delegationId: text(form, "delegationId") };
  return act((actor) => revokeDelegation(actor, input));
}
