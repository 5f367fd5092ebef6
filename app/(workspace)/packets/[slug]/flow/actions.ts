"use server";

import { act } from "@/app/_acts/act";
import { number, orNull, orUndefined, text } from "@/app/_acts/form-input";
import type { ActionState } from "@/components/ui/action-form";
import { liftSink } from "@/lib/workflows/flow/lift-sink";
import { requestAction } from "@/lib/workflows/flow/request-action";
import { startFlow } from "@/lib/workflows/flow/start-flow";
import { takeGate } from "@/lib/workflows/flow/take-gate";

/** Begins a run. Fields: packetId, requestId, start, triggerVersionId. */
export async function startFlowAction(_: ActionState, form: FormData): Promise<ActionState> {
  const input = {
    packetId: text(form, "packetId"),
    requestId: text(form, "requestId"),
    start: number(form, "start"),
    triggerVersionId: orNull(form, "triggerVersionId"),
  };
  return act((actor) => startFlow(actor, input));
}

/** Answers the gate where the flow rests. Fields: packetId, requestId, gate, exit, reason, seenSeq, stateToken. */
export async function takeGateAction(_: ActionState, form: FormData): Promise<ActionState> {
  const input = {
    packetId: text(form, "packetId"),
    requestId: text(form, "requestId"),
    gate: text(form, "gate"),
    exit: orNull(form, "exit"),
    reason: orNull(form, "reason"),
    seenSeq: number(form, "seenSeq"),
    stateToken: orUndefined(form, "stateToken"),
  };
  return act((actor) => takeGate(actor, input));
}

/** Lifts the hold where the flow rests. Fields: packetId, requestId, reason, seenSeq. */
export async function liftSinkAction(_: ActionState, form: FormData): Promise<ActionState> {
  const input = {
    packetId: text(form, "packetId"),
    requestId: text(form, "requestId"),
    reason: text(form, "reason"),
    seenSeq: number(form, "seenSeq"),
  };
  return act((actor) => liftSink(actor, input));
}

/** Asks the packet for an action. It is refused, and that it was asked for is recorded. Fields: packetId, requestId, action, note. */
export async function requestActionAction(_: ActionState, form: FormData): Promise<ActionState> {
  const input = {
    packetId: text(form, "packetId"),
    requestId: text(form, "requestId"),
    action: text(form, "action"),
    note: orNull(form, "note"),
  };
  return act((actor) => requestAction(actor, input));
}
