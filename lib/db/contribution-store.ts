import type { Tx } from "./client.ts";

/** One person's hand in one scope. */
export interface Contribution {
  readonly accountId: string;
  readonly kind: "edits" | "rows" | "links" | "suggestions";
  readonly count: number;
}

/** Who has a hand in which scope of a packet; rows that the kind seeded are nobody's. Ended trace links count. */
export async function readContributions(
  tx: Tx,
  packetId: string,
): Promise<(Contribution & { annexId: string | null })[]> {
  const rows = await tx.$queryRaw<
    { accountId: string; annexId: string | null; kind: Contribution["kind"]; count: number }[]
  >`
    SELECT u."accountId"::text, d."annexId"::text, 'edits' AS "kind", count(*)::int AS "count"
      FROM "document_updates" u JOIN "documents" d ON d."id" = u."documentId"
      WHERE d."packetId" = ${packetId}::uuid AND u."accountId" IS NOT NULL GROUP BY 1, 2
    UNION ALL
    SELECT v."actorId"::text, r."annexId"::text, 'rows', count(*)::int
      FROM "register_row_versions" v JOIN "register_rows" r ON r."id" = v."rowId"
      WHERE r."packetId" = ${packetId}::uuid AND v."actorId" IS NOT NULL GROUP BY 1, 2
    UNION ALL
    SELECT t."createdById"::text, t."annexId"::text, 'links', count(*)::int
      FROM "trace_links" t WHERE t."packetId" = ${packetId}::uuid GROUP BY 1, 2
    UNION ALL
    SELECT s."authorId"::text, s."annexId"::text, 'suggestions', count(*)::int
      FROM "suggestions" s WHERE s."packetId" = ${packetId}::uuid AND s."state" = 'accepted' GROUP BY 1, 2`;
  return rows;
}
