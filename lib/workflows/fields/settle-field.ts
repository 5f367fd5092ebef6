import type { PacketAccess } from "../../auth/access.ts";
import type { Actor } from "../../auth/actor.ts";
import { type FieldEntry, fieldColumns, openEntry, readEntry } from "../../fields/field-entry.ts";
import type { FieldSource } from "../../fields/fill-fields.ts";
import { type RenderingTable, renderField, tableOf } from "../../fields/render-field.ts";
import { choiceFault, chosen, withheldByPerson } from "../../fields/settle-field.ts";
import { statedUnder } from "../../fields/stated.ts";
import { canonicalText } from "../../kernel/canonical.ts";
import { err, ok } from "../../kernel/result.ts";
import type { Columns } from "../../packet/registers.ts";
import { type Outcome, refuse } from "../../refusals/refusal.ts";
import { onPacket } from "../on-packet.ts";
import { parseInput } from "../parse-input.ts";
import {
  type FieldDesk,
  type FieldRow,
  maySettle,
  readDesk,
  writeException,
  writeField,
} from "./field-rows.ts";
import { resolveFieldSchema, withholdFieldSchema } from "./fields.schema.ts";

/** A field's row as a person left it. */
export interface SettledField {
  readonly rowId: string;
  readonly version: number;
}

/**
 * Settles a field by a person's value: raw value and candidates stay beside it, and the row says that a person chose
 * and why. A value that the kind's table does not give is kept, and `rendered-from-table` holds. Input:
 * `resolveFieldSchema`. Refuses a value that the field does not take, and a row that moved since it was seen.
 */
export async function resolveField(actor: Actor, input: unknown): Promise<Outcome<SettledField>> {
  const parsed = parseInput(resolveFieldSchema, input);
  if (!parsed.ok) return parsed;
  const { value, reason, from } = parsed.value;
  return onField(actor, parsed.value, (one, { kind }, desk) => {
    const fault = choiceFault(one.field, value);
    if (fault !== null) return err({ code: "invalid-input", fields: { value: fault } });
    const based = from === null ? ok(one.entry) : onFact(one, tableOf(kind, one.field), desk.sources, from);
    return based.ok ? ok(chosen(kind, one.field, based.value, { value, reason })) : based;
  });
}

/**
 * Withholds a field from the body, or gives it back to evidence. A placeholder keeps its lineage and shows nothing
 * else; its exception is emptied too. Input: `withholdFieldSchema`.
 */
export async function withholdField(actor: Actor, input: unknown): Promise<Outcome<SettledField>> {
  const parsed = parseInput(withholdFieldSchema, input);
  if (!parsed.ok) return parsed;
  const { reason, withheld } = parsed.value;
  return onField(actor, parsed.value, ({ field, entry }, { kind }, desk) => {
    if (withheld) return ok(withheldByPerson(kind, field, entry, reason));
    if (entry.state !== "placeholder") return refuse("state-conflict", "This field is not withheld.");
    if (field.annex !== null)
      return refuse("state-conflict", "The value of this field belongs in its annex.");
    const filled = desk.filled.get(field.key) ?? openEntry(field);
    return ok({
      ...filled,
      reason: [filled.reason, `No longer withheld: ${reason}`].filter(Boolean).join(" "),
    });
  });
}

/** The entry with the lineage of a fact that a person points to. */
function onFact(
  { field, entry }: FieldRow,
  table: RenderingTable | null,
  sources: readonly FieldSource[],
  from: { readonly sourceId: string; readonly fact: string },
): Outcome<FieldEntry> {
  if (field.fact !== null) return refuse("invalid-input", "The kind says which fact this field comes from.");
  const source = sources.find((one) => one.id === from.sourceId);
  const [stated] = source ? statedUnder(source.facts, from.fact) : [];
  if (!source || !stated)
    return err({ code: "invalid-input", fields: { "from.fact": "no such fact in that source" } });
  const at = { source: source.id, version: source.versionId, locator: stated.locator };
  const raw = field.keepRaw ? stated.raw : null;
  const { value } = renderField(field, table, stated.raw);
  return ok({ ...entry, ...at, raw, candidates: [{ ...at, raw, value }] });
}

type Settle = (one: FieldRow, access: PacketAccess, desk: FieldDesk) => Outcome<FieldEntry>;

async function onField(
  actor: Actor,
  on: { readonly packetId: string; readonly rowId: string; readonly version: number },
  settle: Settle,
): Promise<Outcome<SettledField>> {
  const { packetId, rowId } = on;
  return onPacket(actor, { packetId, action: "register.write" }, async (tx, access) => {
    const desk = await readDesk(tx, access);
    const one = desk.rows.find(({ row }) => row.id === rowId);
    if (!one || !maySettle(access)) return refuse("not-found");
    const seen = one.row.versions.find(({ version }) => version === on.version);
    if (!seen) return refuse("stale-state");
    const settled = settle({ ...one, entry: readEntry(one.field.key, seen.columns) }, access, desk);
    if (!settled.ok) return settled;
    const columns = fieldColumns(settled.value);
    if (seen !== one.row.versions[0]) return repeated(actor, one, on.version, columns);
    const version = await writeField(tx, access, one.row, settled.value);
    await writeException(tx, access, desk, { field: one.field, entry: settled.value });
    return ok({ rowId, version });
  });
}

/** The same sending again gets its first result; anything else meets a row that moved. */
function repeated(actor: Actor, { row }: FieldRow, seen: number, columns: Columns): Outcome<SettledField> {
  const newest = row.versions[0];
  const same =
    newest?.version === seen + 1 &&
    newest.actorId === actor.id &&
    canonicalText(newest.columns) === canonicalText(columns);
  return same ? ok({ rowId: row.id, version: newest.version }) : refuse("stale-state");
}
