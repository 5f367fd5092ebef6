// Rows that the workspace itself writes as its flow goes on. They are nobody's contribution, so that whoever takes a
// gate may still approve.

import { randomUUID } from "node:crypto";
import type { PacketAccess } from "../../auth/access.ts";
import type { Tx } from "../../db/client.ts";
import { contentReader } from "../../db/content.ts";
import { nextNumber } from "../../db/packet-store.ts";
import { addRowVersion, type ReadRow, readRows } from "../../db/register-store.ts";
import { canonicalText, type Json } from "../../kernel/canonical.ts";
import { clipped } from "../../kernel/clipped.ts";
import type { KindRegister } from "../../kinds/kind.schema.ts";
import { type Columns, registersOf } from "../../packet/registers.ts";
import { recordBound } from "../record-bound.ts";

/** What to write where. `id` is the row's, where the sending has one; `ownerId` whoever it concerns. */
export interface WorkspaceRow {
  readonly register: string;
  readonly columns: Columns;
  readonly id?: string | undefined;
  readonly ownerId?: string | null | undefined;
}

/**
 * Adds a row to a register of the body, unless one with the same words stands already. A kind that does not keep the
 * register gets none. True where something was written.
 */
export async function addWorkspaceRow(tx: Tx, access: PacketAccess, row: WorkspaceRow): Promise<boolean> {
  const definition = registersOf(access.kind).find((entry) => entry.key === row.register);
  if (!definition) return false;
  const columns = fitted(definition, row.columns);
  const rows = await standing(tx, access, row.register);
  if (rows.some((one) => sameColumns(one, columns))) return false;
  await create(tx, access, { ...row, columns }, rows.length + 1);
  return true;
}

/** Writes the one row of a register that has one: its next version, or the row where there is none yet. */
export async function putWorkspaceRow(tx: Tx, access: PacketAccess, row: WorkspaceRow): Promise<boolean> {
  const definition = registersOf(access.kind).find((entry) => entry.key === row.register);
  if (!definition) return false;
  const columns = fitted(definition, row.columns);
  const rows = await standing(tx, access, row.register);
  const one = rows.find((found) => found.versions[0]?.state === "active") ?? rows[0];
  if (!one) {
    await create(tx, access, { ...row, columns }, 1);
    return true;
  }
  if (sameColumns(one, columns)) return false;
  await write(tx, access, one, (one.versions[0]?.version ?? 0) + 1, columns);
  return true;
}

async function standing(tx: Tx, { packet }: PacketAccess, register: string): Promise<readonly ReadRow[]> {
  const rows = await readRows(tx, packet.id, [null], await contentReader(tx, []));
  return rows.filter((row) => row.register === register);
}

function sameColumns(row: ReadRow, columns: Columns): boolean {
  const newest = row.versions[0];
  return newest?.state === "active" && canonicalText(newest.columns) === canonicalText(columns);
}

async function create(tx: Tx, access: PacketAccess, row: WorkspaceRow, ordinal: number): Promise<void> {
  const packetId = access.packet.id;
  const id = row.id ?? randomUUID();
  const key = `row-${await nextNumber(tx, packetId, "row")}`;
  const { register, ownerId = null } = row;
  await tx.registerRow.create({
    data: { id, packetId, register, key, ordinal, ownerId, createdAt: access.now },
  });
  await write(tx, access, { id, register, key }, 1, row.columns);
}

async function write(
  tx: Tx,
  access: PacketAccess,
  row: { readonly id: string; readonly register: string; readonly key: string },
  version: number,
  columns: Columns,
): Promise<void> {
  const { actor, packet, now } = access;
  const state = "active";
  await addRowVersion(tx, { rowId: row.id, annexId: null, version, actorId: null, state, columns, at: now });
  await recordBound(tx, {
    actor,
    packetId: packet.id,
    annexId: null,
    reason: `A row of “${row.register.replaceAll("-", " ")}” changed.`,
    type: "register row",
    text: { register: row.register, key: row.key, version, state, columns },
  });
}

/** The columns that the register has, each within its length: a kind may give a register a shape of its own. */
function fitted(definition: KindRegister, columns: Columns): Columns {
  const known = new Map(definition.columns.map((column) => [column.key, column]));
  const entries = Object.entries(columns).flatMap(([key, value]): [string, Json][] => {
    const column = known.get(key);
    if (!column || value === null || value === "") return [];
    const most = column.type === "long-text" ? 10_000 : 500;
    return [[key, typeof value === "string" ? clipped(value, most) : value]];
  });
  return Object.fromEntries(entries);
}
