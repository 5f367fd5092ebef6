import { groupBy } from "../kernel/group-by.ts";
import type { Kind } from "../kinds/kind.schema.ts";
import type { RowContent } from "../packet/content.ts";
import { type Columns, seededRows } from "../packet/registers.ts";
import type { Tx } from "./client.ts";
import { type ContentReader, contentPlace, contentReader, sealContent } from "./content.ts";
import type { RegisterRow } from "./generated/client.ts";

/** One version of a register row to write. `actorId` null is the kind. */
export interface RowVersionInput {
  readonly rowId: string;
  readonly annexId: string | null;
  readonly version: number;
  readonly actorId: string | null;
  readonly state: "active" | "retired";
  readonly columns: Columns;
  readonly at: Date;
}

/** Appends a version to a row's history. */
export async function addRowVersion(tx: Tx, input: RowVersionInput): Promise<void> {
  const { rowId, annexId, version, actorId, state, columns, at } = input;
  const place = contentPlace("register_row_versions", rowId, version);
  const content = await sealContent(tx, annexId, place, { columns } satisfies RowContent);
  await tx.registerRowVersion.create({ data: { rowId, version, actorId, state, at, ...content } });
}

/** The number and state of a row's newest version; a row always has one. */
export async function newestRowVersion(
  tx: Tx,
  rowId: string,
): Promise<{ version: number; state: "active" | "retired" }> {
  const row = await tx.registerRowVersion.findFirstOrThrow({
    where: { rowId },
    orderBy: { version: "desc" },
    select: { version: true, state: true },
  });
  return { version: row.version, state: row.state === "retired" ? "retired" : "active" };
}

/** A register row with its whole history, newest version first. */
export interface ReadRow extends RegisterRow {
  readonly versions: readonly {
    readonly version: number;
    readonly actorId: string | null;
    readonly state: "active" | "retired";
    readonly columns: Columns;
    readonly at: Date;
  }[];
}

/** Every register row of the packet in the given scopes (null is the body), in order of register and ordinal. */
export async function readRows(
  tx: Tx,
  packetId: string,
  scopes: readonly (string | null)[],
  reader: ContentReader,
): Promise<readonly ReadRow[]> {
  const rows = await tx.registerRow.findMany({
    where: { packetId, ...inScopes(scopes) },
    orderBy: [{ register: "asc" }, { ordinal: "asc" }, { key: "asc" }],
  });
  const versions = await tx.registerRowVersion.findMany({
    where: { rowId: { in: rows.map((row) => row.id) } },
    orderBy: { version: "desc" },
  });
  const byRow = groupBy(versions, (version) => version.rowId);
  return rows.map((row) => ({
    ...row,
    versions: (byRow.get(row.id) ?? []).map((found) => {
      const place = contentPlace("register_row_versions", row.id, found.version);
      const { columns } = reader.open(row.annexId, place, found) as unknown as RowContent;
      const { version, actorId, at } = found;
      return { version, actorId, at, columns, state: found.state === "retired" ? "retired" : "active" };
    }),
  }));
}

/** A filter on `annexId`: the body where null is among the scopes, and the named annexes. */
export function inScopes(scopes: readonly (string | null)[]): {
  OR: ({ annexId: null } | { annexId: { in: string[] } })[];
} {
  const annexIds = scopes.filter((scope) => scope !== null);
  return { OR: [...(scopes.includes(null) ? [{ annexId: null }] : []), { annexId: { in: annexIds } }] };
}

/** Writes the rows that a kind brings along, as version 1 of nobody in particular. */
export async function seedRegisters(tx: Tx, packetId: string, kind: Kind, at: Date): Promise<void> {
  for (const { columns, ...row } of seededRows(kind)) {
    const { id } = await tx.registerRow.create({
      data: { ...row, packetId, fromKind: true, createdAt: at },
      select: { id: true },
    });
    await addRowVersion(tx, {
      rowId: id,
      annexId: null,
      version: 1,
      actorId: null,
      state: "active",
      columns,
      at,
    });
  }
}

/** The columns of one version of a row. */
export async function readRow(
  tx: Tx,
  row: { readonly id: string; readonly annexId: string | null },
  version: number,
  reader: ContentReader,
): Promise<RowContent> {
  const found = await tx.registerRowVersion.findUniqueOrThrow({
    where: { rowId_version: { rowId: row.id, version } },
  });
  const place = contentPlace("register_row_versions", row.id, version);
  return reader.open(row.annexId, place, found) as unknown as RowContent;
}

/** The values of a packet's fields, by the field's key; empty for a kind without fields. */
export async function fieldValues(
  tx: Tx,
  packetId: string,
  kind: Pick<Kind, "fields">,
): Promise<ReadonlyMap<string, string>> {
  if (kind.fields.length === 0) return new Map();
  const rows = await tx.registerRow.findMany({ where: { packetId, register: "fields", annexId: null } });
  const newest = await tx.registerRowVersion.findMany({
    where: { rowId: { in: rows.map((row) => row.id) } },
    orderBy: [{ rowId: "asc" }, { version: "desc" }],
    distinct: ["rowId"],
  });
  const reader = await contentReader(tx, []);
  return new Map(
    rows.flatMap((row) => {
      const version = newest.find((found) => found.rowId === row.id);
      if (version?.state !== "active") return [];
      const place = contentPlace("register_row_versions", row.id, version.version);
      const { columns } = reader.open(null, place, version) as unknown as RowContent;
      return typeof columns.value === "string" ? [[row.key, columns.value] as const] : [];
    }),
  );
}
