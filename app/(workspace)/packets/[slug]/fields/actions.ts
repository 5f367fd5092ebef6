"use server";

import { act } from "@/app/_acts/act";
import { number, orNull, text } from "@/app/_acts/form-input";
import type { FillReport } from "@/components/fields/fill-fields";
import type { ActionState } from "@/components/ui/action-form";
import { type FilledFields, fillFieldsFromEvidence } from "@/lib/workflows/fields/fill-fields";
import { resolveField, withholdField } from "@/lib/workflows/fields/settle-field";

/** Fills the fields of a packet from its evidence. */
export async function fillAction(
  _: ActionState<FillReport>,
  form: FormData,
): Promise<ActionState<FillReport>> {
  const input = { packetId: text(form, "packetId"), requestId: text(form, "requestId") };
  return act<FilledFields, FillReport>(
    (actor) => fillFieldsFromEvidence(actor, input),
    (done) => ({ value: { says: says(done), unresolved: done.unresolved } }),
  );
}

function says({ changed, exceptions, resolved }: FilledFields): string {
  const rows = changed === 0 ? "Nothing changed" : `${changed} ${changed === 1 ? "field" : "fields"} changed`;
  const held = exceptions === 0 ? "" : `, ${exceptions} in the exception queue written`;
  return `${rows}${held}; ${resolved} stated in all.`;
}

/** Settles a field by a person's value. */
export async function resolveFieldAction(_: ActionState, form: FormData): Promise<ActionState> {
  const sourceId = orNull(form, "from.sourceId");
  const input = {
    packetId: text(form, "packetId"),
    rowId: text(form, "rowId"),
    version: number(form, "version"),
    value: text(form, "value"),
    reason: text(form, "reason"),
    from: sourceId === null ? null : { sourceId, fact: text(form, "from.fact") },
  };
  return act((actor) => resolveField(actor, input));
}

/** Withholds a field, or gives it back to evidence. */
export async function withholdFieldAction(_: ActionState, form: FormData): Promise<ActionState> {
  const input = {
    packetId: text(form, "packetId"),
    rowId: text(form, "rowId"),
    version: number(form, "version"),
    reason: text(form, "reason"),
    withheld: text(form, "withheld") !== "false",
  };
  return act((actor) => withholdField(actor, input));
}
