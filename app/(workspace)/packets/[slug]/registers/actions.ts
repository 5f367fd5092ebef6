"use server";

import { act } from "@/app/_acts/act";
import { group, number, orNull, text } from "@/app/_acts/form-input";
import type { ActionState } from "@/components/ui/action-form";
import { addRegisterRow, editRegisterRow, retireRegisterRow } from "@/lib/workflows/write-register-row";

/** Adds a row to a register. */
export async function addRowAction(_: ActionState, form: FormData): Promise<ActionState> {
  const input = {
    id: text(form, "requestId"),
    packetId: text(form, "packetId"),
    annexId: orNull(form, "annexId"),
    register: text(form, "register"),
    columns: group(form, "columns."),
    ownerId: orNull(form, "ownerId"),
  };
  return act((actor) => addRegisterRow(actor, input));
}

/** Writes the next version of a row. */
export async function amendRowAction(_: ActionState, form: FormData): Promise<ActionState> {
  const input = {
    packetId: text(form, "packetId"),
    rowId: text(form, "rowId"),
    version: number(form, "version"),
    columns: group(form, "columns."),
  };
  return act((actor) => editRegisterRow(actor, input));
}

/** Retires a row, or brings it back. */
export async function retireRowAction(_: ActionState, form: FormData): Promise<ActionState> {
  const input = {
    packetId: text(form, "packetId"),
    rowId: text(form, "rowId"),
    version: number(form, "version"),
    retired: text(form, "retired") === "true",
  };
  return act((actor) => retireRegisterRow(actor, input));
}
