"use server";

import { act } from "@/app/_acts/act";
import { number, text, texts } from "@/app/_acts/form-input";
import type { ActionState } from "@/components/ui/action-form";
import { changeLane } from "@/lib/workflows/change-lane";
import { createLane } from "@/lib/workflows/create-lane";

type Saved = { readonly key: string };

function rules(form: FormData) {
  return {
    title: text(form, "title"),
    purpose: text(form, "purpose"),
    maxWindowHours: number(form, "maxWindowHours"),
    exportPolicy: text(form, "exportPolicy"),
    methods: texts(form, "methods"),
    recipientIds: texts(form, "recipientIds"),
  };
}

/** Makes a lane with its first rules. */
export async function createLaneAction(_: ActionState<Saved>, form: FormData): Promise<ActionState<Saved>> {
  const key = text(form, "key");
  const input = { id: text(form, "requestId"), key, ownerId: text(form, "ownerId"), ...rules(form) };
  return act(
    (actor) => createLane(actor, input),
    () => ({ value: { key } }),
  );
}

/** Writes the next version of a lane's rules. */
export async function changeLaneAction(_: ActionState<Saved>, form: FormData): Promise<ActionState<Saved>> {
  const input = { laneId: text(form, "laneId"), version: number(form, "version"), ...rules(form) };
  return act((actor) => changeLane(actor, input));
}
