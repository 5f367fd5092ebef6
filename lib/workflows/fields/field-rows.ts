// The rows of `fields` and of their exceptions, as one act reads and writes them.

import type { PacketAccess } from "../../auth/access.ts";
import type { Tx } from "../../db/client.ts";
import { contentReader } from "../../db/content.ts";
import { fieldSources } from "../../db/field-evidence.ts";
import { addRowVersion, type ReadRow, readRows } from "../../db/register-store.ts";
import { exceptionColumns, exceptionKey } from "../../fields/exceptions.ts";
import { type FieldEntry, fieldColumns, readEntry } from "../../fields/field-entry.ts";
import { type FieldSource, fillFields } from "../../fields/fill-fields.ts";
import { canonicalText } from "../../kernel/canonical.ts";
import type { KindField } from "../../kinds/kind.schema.ts";
import { type Columns, registersOf } from "../../packet/registers.ts";
import { holdsKindRole } from "../../packet/seats.ts";
import { recordBound } from "../record-bound.ts";

/** A field of the kind with its row and what the row says. */
export interface FieldRow {
  readonly field: KindField;
  readonly row: ReadRow;
  readonly entry: FieldEntry;
}

/** Everything that filling and settling look at, read under the packet's lock. */
export interface FieldDesk {
  readonly rows: readonly FieldRow[];
  readonly exceptions: readonly ReadRow[];
  readonly sources: readonly FieldSource[];
  /** What evidence makes of the fields now, by key. */
  readonly filled: ReadonlyMap<string, FieldEntry>;
}

/** True where the actor may fill and settle fields: the roles that the register names. */
export function maySettle(access: Pick<PacketAccess, "kind" | "roles" | "kindRoles">): boolean {
  const definition = registersOf(access.kind).find((entry) => entry.key === "fields");
  const roles = definition?.editBy ?? [];
  return definition !== undefined && roles.some((role) => holdsKindRole(access.kind, access, role));
}

/** Reads fields, exceptions and evidence of the body. */
export async function readDesk(tx: Tx, { packet, kind, now }: PacketAccess): Promise<FieldDesk> {
  const reader = await contentReader(tx, []);
  const all = await readRows(tx, packet.id, [null], reader);
  const rows = kind.fields.flatMap((field) => {
    const row = all.find((one) => one.register === "fields" && one.key === field.key);
    const newest = row?.versions[0];
    return row && newest ? [{ field, row, entry: readEntry(field.key, newest.columns) }] : [];
  });
  const sources = await fieldSources(tx, { packetId: packet.id, kind, now }, reader);
  const annexes = await tx.annex.findMany({ where: { packetId: packet.id }, select: { slotKey: true } });
  const filled = fillFields(kind, sources, new Set(annexes.map((annex) => annex.slotKey)));
  return {
    rows,
    exceptions: all.filter((row) => row.register === "exceptions"),
    sources,
    filled: new Map(filled.map((entry) => [entry.key, entry])),
  };
}

/** Writes the next version of a field's row, with its leaf. */
export async function writeField(
  tx: Tx,
  access: PacketAccess,
  row: ReadRow,
  entry: FieldEntry,
): Promise<number> {
  const version = (row.versions[0]?.version ?? 0) + 1;
  await writeVersion(tx, access, row, version, fieldColumns(entry));
  return version;
}

/** Writes what a field's exception has to say now; false where it says so already, or the kind keeps none. */
export async function writeException(
  tx: Tx,
  access: PacketAccess,
  desk: FieldDesk,
  of: { readonly field: KindField; readonly entry: FieldEntry },
): Promise<boolean> {
  const definition = registersOf(access.kind).find((entry) => entry.key === "exceptions");
  if (!definition) return false;
  const key = exceptionKey(of.field);
  const row = desk.exceptions.find((one) => one.key === key);
  const before = row?.versions[0]?.columns ?? null;
  const names = new Map(desk.sources.map((source) => [source.id, `S${source.number}`]));
  const wanted = exceptionColumns(access.kind, of.field, of.entry, before, names);
  if (wanted === null) return false;
  const known = new Set(definition.columns.map((column) => column.key));
  const columns = Object.fromEntries(Object.entries(wanted).filter(([column]) => known.has(column)));
  if (before !== null && canonicalText(before) === canonicalText(columns)) return false;
  const at = row ?? (await addRow(tx, access, key));
  await writeVersion(tx, access, at, (row?.versions[0]?.version ?? 0) + 1, columns);
  return true;
}

async function addRow(tx: Tx, { packet, now }: PacketAccess, key: string): Promise<RowAt> {
  const register = "exceptions";
  const where = { packetId: packet.id, register, annexId: null };
  const ordinal = 1 + (await tx.registerRow.count({ where }));
  return tx.registerRow.create({ data: { packetId: packet.id, register, key, ordinal, createdAt: now } });
}

type RowAt = Pick<ReadRow, "id" | "register" | "key">;

async function writeVersion(
  tx: Tx,
  access: PacketAccess,
  row: RowAt,
  version: number,
  columns: Columns,
): Promise<void> {
  const { actor, packet, now } = access;
  const next = { version, state: "active" } as const;
  await addRowVersion(tx, { ...next, rowId: row.id, annexId: null, actorId: actor.id, columns, at: now });
  await recordBound(tx, {
    actor,
    packetId: packet.id,
    annexId: null,
    reason: `A row of “${row.register}” changed.`,
    type: "register row",
    text: { register: row.register, key: row.key, ...next, columns },
  });
}
