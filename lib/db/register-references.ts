import type { KindRegister } from "../kinds/kind.schema.ts";
import type { Columns } from "../packet/registers.ts";
import type { Tx } from "./client.ts";

/**
 * Sentences for the columns of a row that point at a source or claim which is not this packet's, or which lies in an
 * annex that the row does not: a row of the body points at nothing restricted.
 */
export async function referencesAstray(
  tx: Tx,
  at: { readonly packetId: string; readonly annexId: string | null },
  definition: KindRegister,
  columns: Columns,
): Promise<Readonly<Record<string, string>>> {
  const named = (type: "source" | "claim") =>
    definition.columns.flatMap(({ key, type: own }) => {
      const value = columns[key];
      return own === type && typeof value === "string" ? [{ key, id: value }] : [];
    });
  const scope = { packetId: at.packetId, OR: [{ annexId: null }, { annexId: at.annexId }] };
  const sources = named("source");
  const claims = named("claim");
  const known = new Set<string>();
  if (sources.length > 0) {
    const where = { ...scope, id: { in: sources.map(({ id }) => id) } };
    for (const { id } of await tx.source.findMany({ where, select: { id: true } })) known.add(id);
  }
  if (claims.length > 0) {
    const where = { ...scope, id: { in: claims.map(({ id }) => id) } };
    for (const { id } of await tx.claim.findMany({ where, select: { id: true } })) known.add(id);
  }
  const astray = (list: typeof sources, says: string) =>
    list.flatMap(({ key, id }) => (known.has(id) ? [] : [[`columns.${key}`, says] as const]));
  return Object.fromEntries([
    ...astray(sources, "a source of this packet"),
    ...astray(claims, "a claim of this packet"),
  ]);
}
