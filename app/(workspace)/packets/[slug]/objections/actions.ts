"use server";

import { act } from "@/app/_acts/act";
import { json, orNull, orUndefined, text } from "@/app/_acts/form-input";
import type { ActionState } from "@/components/ui/action-form";
import {
  acceptResidual,
  answerObjection,
  maintainObjection,
  resolveObjection,
  withdrawObjection,
} from "@/lib/workflows/act-on-objection";
import { raiseObjection } from "@/lib/workflows/raise-objection";
import { markRemark, writeRemark } from "@/lib/workflows/write-remark";

type State = ActionState;

function on(form: FormData) {
  return { packetId: text(form, "packetId"), objectionId: text(form, "objectionId") };
}

/** Raises an objection. */
export async function raiseAction(_: State, form: FormData): Promise<State> {
  const input = {
    id: text(form, "requestId"),
    packetId: text(form, "packetId"),
    annexId: orNull(form, "annexId"),
    class: text(form, "class"),
    anchor: json(form, "place"),
    text: text(form, "text"),
    fromRemarkId: orNull(form, "fromRemarkId"),
  };
  return act(
    (actor) => raiseObjection(actor, input),
    ({ number }) => ({ message: `O${number} is raised.` }),
  );
}

/** Answers an objection. */
export async function answerAction(_: State, form: FormData): Promise<State> {
  return act((actor) => answerObjection(actor, { ...on(form), text: text(form, "text") }));
}

/** Maintains an objection against its answer. */
export async function maintainAction(_: State, form: FormData): Promise<State> {
  return act((actor) => maintainObjection(actor, { ...on(form), text: text(form, "text") }));
}

/** Resolves an objection. */
export async function resolveAction(_: State, form: FormData): Promise<State> {
  return act((actor) => resolveObjection(actor, { ...on(form), text: orUndefined(form, "text") }));
}

/** Takes an objection back. */
export async function withdrawObjectionAction(_: State, form: FormData): Promise<State> {
  return act((actor) => withdrawObjection(actor, { ...on(form), text: orUndefined(form, "text") }));
}

/** Accepts an objection as a residual. */
export async function acceptResidualAction(_: State, form: FormData): Promise<State> {
  const input = {
    ...on(form),
    rationale: text(form, "rationale"),
    ownerId: text(form, "ownerId"),
    expiresOn: text(form, "expiresOn"),
    compensatingControl: text(form, "compensatingControl"),
  };
  return act((actor) => acceptResidual(actor, input));
}

/** Writes a remark, or a reply to one. */
export async function writeRemarkAction(_: State, form: FormData): Promise<State> {
  const input = {
    id: text(form, "requestId"),
    packetId: text(form, "packetId"),
    annexId: orNull(form, "annexId"),
    parentId: orNull(form, "parentId"),
    anchor: form.has("place") ? json(form, "place") : null,
    text: text(form, "text"),
  };
  return act((actor) => writeRemark(actor, input));
}

/** Marks a remark as done, or open again. */
export async function markRemarkAction(_: State, form: FormData): Promise<State> {
  const input = {
    packetId: text(form, "packetId"),
    remarkId: text(form, "remarkId"),
    done: text(form, "done") === "true",
  };
  return act((actor) => markRemark(actor, input));
}
