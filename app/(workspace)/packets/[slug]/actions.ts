"use server";

import { act } from "@/app/_acts/act";
import { orNull, text } from "@/app/_acts/form-input";
import type { ActionState } from "@/components/ui/action-form";
import { askApproval } from "@/lib/workflows/ask-approval";
import { closeHold, openHold } from "@/lib/workflows/change-hold";
import { closePacket } from "@/lib/workflows/close-packet";
import { cutRevision } from "@/lib/workflows/cut-revision";
import { reopenPacket } from "@/lib/workflows/reopen-packet";
import { liftReleaseHold, reportFinding } from "@/lib/workflows/report-finding";
import { withdrawRelease } from "@/lib/workflows/withdraw-release";

type After = { readonly href?: string; readonly says?: string };
type State = ActionState<After>;

/** Cuts a revision. */
export async function cutAction(_: State, form: FormData): Promise<State> {
  return act(
    (actor) => cutRevision(actor, { packetId: text(form, "packetId") }),
    ({ number, made }) => ({
      value: {
        href: `/packets/${text(form, "slug")}/revisions/${number}`,
        says: made ? `Revision r${number} is cut.` : `Nothing moved since r${number}: it is still the head.`,
      },
    }),
  );
}

/** Cuts where anything moved, then asks for approval of the head, which freezes the text. */
export async function askAction(_: State, form: FormData): Promise<State> {
  const input = { packetId: text(form, "packetId") };
  return act(
    async (actor) => {
      const cut = await cutRevision(actor, input);
      return cut.ok ? askApproval(actor, input) : cut;
    },
    ({ revisionNumber }) => ({
      value: { says: `Approval of r${revisionNumber} is asked. The text is frozen until it is decided.` },
    }),
  );
}

/** Reopens the text for editing. */
export async function reopenAction(_: State, form: FormData): Promise<State> {
  return act(
    (actor) => reopenPacket(actor, { packetId: text(form, "packetId") }),
    () => ({ value: { says: "The text can be edited again." } }),
  );
}

/** Opens a hold on the packet. */
export async function openHoldAction(_: State, form: FormData): Promise<State> {
  const input = {
    id: text(form, "requestId"),
    packetId: text(form, "packetId"),
    annexId: orNull(form, "annexId"),
    sinkKey: orNull(form, "sinkKey"),
    reason: text(form, "reason"),
  };
  return act(
    (actor) => openHold(actor, input),
    ({ number }) => ({ value: { says: `Hold H${number} is open.` } }),
  );
}

/** Closes a hold with a reason. */
export async function closeHoldAction(_: ActionState, form: FormData): Promise<ActionState> {
  const input = {
    packetId: text(form, "packetId"),
    holdId: text(form, "holdId"),
    reason: text(form, "reason"),
  };
  return act((actor) => closeHold(actor, input));
}

/** Closes the packet for good. */
export async function closePacketAction(_: State, form: FormData): Promise<State> {
  const input = { packetId: text(form, "packetId"), reason: text(form, "reason") };
  return act((actor) => closePacket(actor, input));
}

/** Records what somebody found wrong with a release; it is on hold from then on. */
export async function reportFindingAction(_: State, form: FormData): Promise<State> {
  const input = {
    id: text(form, "requestId"),
    releaseId: text(form, "releaseId"),
    type: text(form, "type"),
    part: orNull(form, "part"),
    text: text(form, "text"),
  };
  return act(
    (actor) => reportFinding(actor, input),
    () => ({ value: { says: "Recorded. The release is on hold, and its lane reads why." } }),
  );
}

/** Lifts the hold of an open release. */
export async function liftReleaseAction(_: State, form: FormData): Promise<State> {
  const input = { releaseId: text(form, "releaseId"), reason: text(form, "reason") };
  return act(
    (actor) => liftReleaseHold(actor, input),
    () => ({ value: { says: "The hold is lifted." } }),
  );
}

/** Withdraws the open release with a reason that its lane reads. */
export async function withdrawAction(_: State, form: FormData): Promise<State> {
  const input = { releaseId: text(form, "releaseId"), reason: text(form, "reason") };
  return act(
    (actor) => withdrawRelease(actor, input),
    () => ({ value: { says: "The release is withdrawn, and its lane says so." } }),
  );
}
