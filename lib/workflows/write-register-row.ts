import type { PacketAccess } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { type Tx, transaction } from "../db/client.ts";
import { contentReader } from "../db/content.ts";
import type { RegisterRow } from "../db/generated/client.ts";
import { nextNumber } from "../db/packet-store.ts";
import { referencesAstray } from "../db/register-references.ts";
import { addRowVersion, newestRowVersion, type RowVersionInput, readRow } from "../db/register-store.ts";
import { err, ok } from "../kernel/result.ts";
import type { KindRegister } from "../kinds/kind.schema.ts";
import { type Columns, registersOf, validateColumns, writersOf } from "../packet/registers.ts";
import { holdsKindRole } from "../packet/seats.ts";
import { NEVER_WITHDRAWN, WRITTEN_BY_WORKSPACE } from "../packet/standard-registers.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { onPacket } from "./on-packet.ts";
import { parseInput } from "./parse-input.ts";
import { recordBound } from "./record-bound.ts";
import {
  addRegisterRowSchema,
  addRegisterRowsSchema,
  editRegisterRowSchema,
  retireRegisterRowSchema,
} from "./write-register-row.schema.ts";

/** A row as it stands after a write. */
export interface WrittenRow {
  readonly rowId: string;
  readonly version: number;
}

/** Adds a row to a register, where the kind lets the writer. Input: `addRegisterRowSchema`. */
export async function addRegisterRow(actor: Actor, input: unknown): Promise<Outcome<WrittenRow>> {
  const parsed = parseInput(addRegisterRowSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId, annexId } = parsed.value;
  return onPacket(actor, { packetId, action: "register.write", at: { annexId } }, (tx, access) =>
    add(tx, access, parsed.value),
  );
}

async function add(
  tx: Tx,
  access: PacketAccess,
  input: ReturnType<typeof addRegisterRowSchema.parse>,
): Promise<Outcome<WrittenRow>> {
  const { id, packetId, annexId, register, ownerId } = input;
  const first = await tx.registerRow.findUnique({ where: { id } });
  if (first) return repeated(tx, access, first, packetId);
  const definition = registersOf(access.kind).find((entry) => entry.key === register);
  if (!definition) return refuse("invalid-input", "This kind has no such register.");
  if (!mayWrite(access, definition, definition.addBy)) return refuse("not-found");
  const columns = await fitting(tx, input, definition);
  if (!columns.ok) return columns;
  const ordinal = 1 + (await tx.registerRow.count({ where: { packetId, register, annexId } }));
  const number = await nextNumber(tx, packetId, "row", annexId);
  const key = annexId === null ? `row-${number}` : `row-${id}`;
  const owner = definition.rowOwner ? (ownerId ?? access.actor.id) : ownerId;
  await tx.registerRow.create({
    data: { id, packetId, annexId, register, key, ordinal, ownerId: owner, createdAt: access.now },
  });
  await write(
    tx,
    access,
    { id, packetId, annexId, register, key },
    { version: 1, state: "active" },
    columns.value,
  );
  return ok({ rowId: id, version: 1 });
}

/** Adds several rows, all or none; a fault names its row: `rows.3.columns.step`. Input: `addRegisterRowsSchema`. */
export async function addRegisterRows(actor: Actor, input: unknown): Promise<Outcome<readonly WrittenRow[]>> {
  const parsed = parseInput(addRegisterRowsSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId, annexId, register, rows } = parsed.value;
  return onPacket(actor, { packetId, action: "register.write", at: { annexId } }, async (tx, access) => {
    const written: WrittenRow[] = [];
    for (const [i, row] of rows.entries()) {
      const added = await add(tx, access, { ...row, packetId, annexId, register, ownerId: null });
      if (!added.ok) return inRow(added, i);
      written.push(added.value);
    }
    return ok(written);
  });
}

function inRow(refused: Extract<Outcome<WrittenRow>, { ok: false }>, i: number): Outcome<never> {
  const { fields } = refused.error;
  if (!fields) return refused;
  const named = Object.entries(fields).map(([name, says]) => [`rows.${i}.${name}`, says]);
  return err({ ...refused.error, fields: Object.fromEntries(named) });
}

async function repeated(
  tx: Tx,
  access: PacketAccess,
  first: RegisterRow,
  packetId: string,
): Promise<Outcome<WrittenRow>> {
  const version = await tx.registerRowVersion.findUniqueOrThrow({
    where: { rowId_version: { rowId: first.id, version: 1 } },
  });
  const same = first.packetId === packetId && version.actorId === access.actor.id;
  return same ? ok({ rowId: first.id, version: 1 }) : refuse("duplicate");
}

/** Writes the next version of a row; a row that moved since it was seen is `stale-state`. Input: `editRegisterRowSchema`. */
export async function editRegisterRow(actor: Actor, input: unknown): Promise<Outcome<WrittenRow>> {
  const parsed = parseInput(editRegisterRowSchema, input);
  if (!parsed.ok) return parsed;
  return onRow(actor, parsed.value, async (tx, access, { row, definition, newest }) => {
    const at = { packetId: row.packetId, annexId: row.annexId, columns: parsed.value.columns };
    const columns = await fitting(tx, at, definition);
    if (!columns.ok) return columns;
    const next = { version: newest.version + 1, state: newest.state };
    await write(tx, access, row, next, columns.value);
    return ok({ rowId: row.id, version: next.version });
  });
}

/** Retires a row or brings it back; its words stay as they are. Input: `retireRegisterRowSchema`. */
export async function retireRegisterRow(actor: Actor, input: unknown): Promise<Outcome<WrittenRow>> {
  const parsed = parseInput(retireRegisterRowSchema, input);
  if (!parsed.ok) return parsed;
  const state = parsed.value.retired ? "retired" : "active";
  return onRow(actor, parsed.value, async (tx, access, { row, newest }) => {
    if (newest.state === state) return ok({ rowId: row.id, version: newest.version });
    if (state === "retired" && NEVER_WITHDRAWN.has(row.register)) {
      return refuse(
        "state-conflict",
        "What was reported stands until evidence clears it. Name that evidence.",
      );
    }
    const reader = await contentReader(tx, row.annexId === null ? [] : [row.annexId]);
    const { columns } = await readRow(tx, row, newest.version, reader);
    const next = { version: newest.version + 1, state } as const;
    await write(tx, access, row, next, columns);
    return ok({ rowId: row.id, version: next.version });
  });
}

interface FoundRow {
  readonly row: RegisterRow;
  readonly definition: KindRegister;
  readonly newest: { readonly version: number; readonly state: "active" | "retired" };
}

async function onRow(
  actor: Actor,
  input: { readonly packetId: string; readonly rowId: string; readonly version?: number | undefined },
  act: (tx: Tx, access: PacketAccess, found: FoundRow) => Promise<Outcome<WrittenRow>>,
): Promise<Outcome<WrittenRow>> {
  const { packetId, rowId } = input;
  // A row's packet and scope never change, so that they may be read before the lock.
  const row = await transaction((tx) => tx.registerRow.findUnique({ where: { id: rowId } }));
  if (row?.packetId !== packetId) return refuse("not-found");
  const { annexId } = row;
  return onPacket(actor, { packetId, action: "register.write", at: { annexId } }, async (tx, access) => {
    const definition = registersOf(access.kind).find((entry) => entry.key === row.register);
    if (!definition || !mayChange(access, definition, row.ownerId)) return refuse("not-found");
    const newest = await newestRowVersion(tx, row.id);
    if (input.version !== undefined && input.version !== newest.version) return refuse("stale-state");
    return act(tx, access, { row, definition, newest });
  });
}

/** The columns as they are stored: of the register's types, and pointing only at what this scope may lean on. */
async function fitting(
  tx: Tx,
  input: {
    readonly packetId: string;
    readonly annexId: string | null;
    readonly columns: Parameters<typeof validateColumns>[1];
  },
  definition: KindRegister,
): Promise<Outcome<Columns>> {
  const columns = validateColumns(definition, input.columns);
  if (!columns.ok) return err({ code: "invalid-input", fields: columns.error });
  const astray = await referencesAstray(tx, input, definition, columns.value);
  return Object.keys(astray).length > 0 ? err({ code: "invalid-input", fields: astray }) : columns;
}

function mayChange(access: PacketAccess, definition: KindRegister, ownerId: string | null): boolean {
  if (WRITTEN_BY_WORKSPACE.has(definition.key)) return false;
  return ownerId === access.actor.id || mayWrite(access, definition, definition.editBy);
}

function mayWrite(access: PacketAccess, definition: KindRegister, kindRoles: readonly string[]): boolean {
  if (WRITTEN_BY_WORKSPACE.has(definition.key)) return false;
  return writersOf(kindRoles).some((role) => holdsKindRole(access.kind, access, role));
}

async function write(
  tx: Tx,
  access: PacketAccess,
  row: Pick<RegisterRow, "id" | "packetId" | "annexId" | "register" | "key">,
  next: Pick<RowVersionInput, "version" | "state">,
  columns: Columns,
): Promise<void> {
  const { annexId, packetId } = row;
  await addRowVersion(tx, {
    ...next,
    rowId: row.id,
    annexId,
    actorId: access.actor.id,
    columns,
    at: access.now,
  });
  await recordBound(tx, {
    actor: access.actor,
    packetId,
    annexId,
    reason: `A row of “${row.register.replaceAll("-", " ")}” changed.`,
    type: "register row",
    text: { register: row.register, key: row.key, ...next, columns },
  });
}
