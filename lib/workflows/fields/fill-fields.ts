import type { PacketAccess } from "../../auth/access.ts";
import type { Actor } from "../../auth/actor.ts";
import type { Tx } from "../../db/client.ts";
import type { FieldEntry, FieldState } from "../../fields/field-entry.ts";
import { nextEntry } from "../../fields/settle-field.ts";
import { ok } from "../../kernel/result.ts";
import { type Outcome, refuse } from "../../refusals/refusal.ts";
import { onPacket } from "../on-packet.ts";
import { parseInput } from "../parse-input.ts";
import { type FieldRow, maySettle, readDesk, writeException, writeField } from "./field-rows.ts";
import { fillFieldsSchema } from "./fields.schema.ts";

/** What a filling did, and what it left for people. */
export interface FilledFields {
  /** Rows of `fields` that say something else now. */
  readonly changed: number;
  /** Rows of `exceptions` that were written. */
  readonly exceptions: number;
  readonly resolved: number;
  readonly withheld: number;
  /** Held fields, and required ones that are still open. */
  readonly unresolved: readonly {
    readonly key: string;
    readonly title: string;
    readonly state: FieldState;
    readonly reason: string | null;
  }[];
}

/**
 * Fills every field of a packet from the newest evidence of its body, and keeps an exception for each field that
 * stays held. Rows that would say the same are not written, so that sending it again has no second effect. One
 * `register row` leaf a row. Input: `fillFieldsSchema`. Refuses `not-found` for whoever may not write fields.
 */
export async function fillFieldsFromEvidence(actor: Actor, input: unknown): Promise<Outcome<FilledFields>> {
  const parsed = parseInput(fillFieldsSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId } = parsed.value;
  return onPacket(actor, { packetId, action: "register.write" }, fill);
}

async function fill(tx: Tx, access: PacketAccess): Promise<Outcome<FilledFields>> {
  if (!maySettle(access)) return refuse("not-found");
  const desk = await readDesk(tx, access);
  const after: FieldEntry[] = [];
  let changed = 0;
  let exceptions = 0;
  for (const one of desk.rows) {
    const next = nextOf(one, desk.filled.get(one.field.key));
    const entry = next ?? one.entry;
    if (next) {
      await writeField(tx, access, one.row, next);
      changed++;
    }
    if (await writeException(tx, access, desk, { field: one.field, entry })) exceptions++;
    after.push(entry);
  }
  const settled = (state: FieldState) => after.filter((entry) => entry.state === state).length;
  const required = new Set(access.kind.fields.flatMap((field) => (field.required ? [field.key] : [])));
  const unresolved = after.filter(
    ({ key, state }) => state === "held" || (state === "open" && required.has(key)),
  );
  return ok({
    changed,
    exceptions,
    resolved: settled("resolved"),
    withheld: settled("placeholder"),
    unresolved: unresolved.map(({ key, title, state, reason }) => ({ key, title, state, reason })),
  });
}

function nextOf({ entry }: FieldRow, filled: FieldEntry | undefined): FieldEntry | null {
  return filled ? nextEntry(entry, filled) : null;
}
