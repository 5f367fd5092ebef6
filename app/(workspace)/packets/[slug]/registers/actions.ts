"use server";

import { act } from "@/app/_acts/act";
import { group, json, number, orNull, text } from "@/app/_acts/form-input";
import type { ActionState } from "@/components/ui/action-form";
import {
  addRegisterRow,
  addRegisterRows,
  editRegisterRow,
  retireRegisterRow,
} from "@/lib/workflows/write-register-row";

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

/** Adds several rows, all or none. Their ids come from the request's, so that sending twice adds them once. */
export async function addRowsAction(_: ActionState, form: FormData): Promise<ActionState> {
  const rows = json(form, "rows");
  const requestId = text(form, "requestId");
  const input = {
    packetId: text(form, "packetId"),
    annexId: orNull(form, "annexId"),
    register: text(form, "register"),
    rows: Array.isArray(rows) ? rows.map((columns, i) => ({ id: rowId(requestId, i), columns })) : rows,
  };
  return act((actor) => addRegisterRows(actor, input));
}

/** The id of the row at `i` of a request: the request's own, its last group counted on. What is no id stays as it is. */
function rowId(requestId: string, i: number): string {
  const last = requestId.slice(-12);
  if (!/^[0-9a-f]{12}$/.test(last)) return requestId;
  const counted = (BigInt(`0x${last}`) + BigInt(i)) % 2n ** 48n;
  return requestId.slice(0, -12) + counted.toString(16).padStart(12, "0");
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
