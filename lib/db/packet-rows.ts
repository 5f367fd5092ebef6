// Everything that a revision, a manifest or a check is a function of, read in the caller's transaction and put in
// the order of its scope: the body, or one annex. Opened with the workspace's keys, because a cut and a check see
// the whole packet; what a person may see of it is decided by whoever shows it.

import type { Digest } from "../kernel/brand.ts";
import type { Json } from "../kernel/canonical.ts";
import { fieldOf, recordOf, textOf, textOrNull } from "../kernel/json-field.ts";
import type { Kind } from "../kinds/kind.schema.ts";
import { registersOf } from "../packet/registers.ts";
import {
  type ClaimBody,
  digestOfJson,
  type HoldBody,
  type ObjectionBody,
  type RegisterBody,
  type RowBody,
  type SourceBody,
  type TraceBody,
} from "../revision/revision.ts";
import type { Tx } from "./client.ts";
import { type ContentReader, contentPlace, contentReader } from "./content.ts";
import { type Contribution, readContributions } from "./contribution-store.ts";
import { holdsIn, objectionsIn } from "./objection-rows.ts";

/** A fact that an extractor read out of a source version. */
export interface RowFact {
  readonly key: string;
  readonly value: string | number | boolean;
  readonly locator: Json;
}

/** A source with all its versions' facts, newest version last. */
export interface SourceRow {
  readonly id: string;
  readonly retired: boolean;
  readonly body: SourceBody;
  readonly versions: readonly {
    readonly id: string;
    readonly number: number;
    readonly digest: string;
    readonly status: string;
    readonly format: string;
    readonly effectiveAt: string | null;
    readonly receivedAt: string;
    readonly facts: readonly RowFact[];
    /** By trace link: the digest of what stands at its place in these bytes, null where it leads nowhere. */
    readonly places: Readonly<Record<string, string | null>>;
  }[];
}

/** A trace link with what stood at its place when it was traced. */
export interface TraceRow extends TraceBody {
  readonly sourceVersionId: string;
  readonly place: string | null;
}

/** The rows of one scope. `annex` null is the body. */
export interface ScopeRows {
  readonly annex: { readonly id: string; readonly number: number; readonly title: string } | null;
  readonly registers: readonly RegisterBody[];
  readonly claims: readonly ClaimBody[];
  readonly trace: readonly TraceRow[];
  readonly sources: readonly SourceRow[];
  readonly objections: readonly ObjectionBody[];
  readonly holds: readonly HoldBody[];
  readonly openSuggestions: number;
  readonly contributions: readonly Contribution[];
}

/** An annex as the body shows it, without its commitment. */
export interface AnnexRow {
  readonly id: string;
  readonly number: number;
  readonly slot: string;
  readonly holds: string;
  readonly because: string;
  readonly liftedBy: string;
  readonly documentId: string;
}

export interface PacketRows {
  readonly bodyDocumentId: string;
  readonly annexes: readonly AnnexRow[];
  readonly scopes: readonly ScopeRows[];
}

/** Reads every scope of a packet: the body first, then the annexes by number. */
export async function loadPacketRows(tx: Tx, packetId: string, kind: Kind): Promise<PacketRows> {
  const annexes = await tx.annex.findMany({
    where: { packetId, declassifiedAt: null },
    orderBy: { number: "asc" },
  });
  const documents = await tx.document.findMany({ where: { packetId }, select: { id: true, annexId: true } });
  const documentOf = (annexId: string | null) =>
    documents.find((found) => found.annexId === annexId)?.id ?? "";
  const reader = await contentReader(
    tx,
    annexes.map((annex) => annex.id),
  );
  const tables = await readTables(tx, packetId);
  const contributions = await readContributions(tx, packetId);
  const scopeOf = (annexId: string | null, annex: ScopeRows["annex"]): ScopeRows => ({
    annex,
    registers: registersIn(tables, annexId, reader, kind),
    claims: claimsIn(tables, annexId, reader),
    ...evidenceIn(tables, annexId, reader, kind),
    objections: objectionsIn(tables, annexId, reader),
    holds: holdsIn(tables, annexId, reader),
    openSuggestions: tables.suggestions.filter((row) => row.annexId === annexId).length,
    contributions: contributions.filter((row) => row.annexId === annexId),
  });
  return {
    bodyDocumentId: documentOf(null),
    annexes: annexes.map((annex) => ({
      id: annex.id,
      number: annex.number,
      slot: annex.slotKey,
      holds: annex.holds,
      because: annex.because,
      liftedBy: annex.liftedBy,
      documentId: documentOf(annex.id),
    })),
    scopes: [
      scopeOf(null, null),
      ...annexes.map((annex) => {
        const content = reader.open(annex.id, contentPlace("annexes", annex.id), { ...annex, sealed: true });
        return scopeOf(annex.id, { id: annex.id, number: annex.number, title: textOf(content, "title") });
      }),
    ],
  };
}

async function readTables(tx: Tx, packetId: string) {
  const live = { packetId };
  const registerRows = await tx.registerRow.findMany({ where: live });
  const rowVersions = await tx.$queryRaw<
    { rowId: string; version: number; state: string; content: Uint8Array; sealed: boolean }[]
  >`
    SELECT DISTINCT ON (v."rowId") v."rowId"::text AS "rowId", v."version", v."state", v."content", v."sealed"
    FROM "register_row_versions" v JOIN "register_rows" r ON r."id" = v."rowId"
    WHERE r."packetId" = ${packetId}::uuid ORDER BY v."rowId", v."version" DESC`;
  return {
    registerRows,
    rowVersions: new Map(rowVersions.map((row) => [row.rowId, row])),
    claims: await tx.claim.findMany({ where: { ...live, retractedAt: null } }),
    links: await tx.traceLink.findMany({ where: { ...live, endedAt: null } }),
    sources: await tx.source.findMany({
      where: live,
      include: { versions: { orderBy: { version: "asc" } } },
    }),
    objections: await tx.objection.findMany({
      where: live,
      include: { events: { orderBy: { seq: "asc" } } },
    }),
    holds: await tx.hold.findMany({ where: { ...live, closedAt: null } }),
    suggestions: await tx.suggestion.findMany({
      where: { ...live, state: "open" },
      select: { annexId: true },
    }),
  };
}

type Tables = Awaited<ReturnType<typeof readTables>>;

function registersIn(
  tables: Tables,
  annexId: string | null,
  reader: ContentReader,
  kind: Kind,
): RegisterBody[] {
  const unbound = new Set(
    kind.registers.filter((register) => !register.bound).map((register) => register.key),
  );
  const registers = new Map<string, RowBody[]>();
  for (const row of tables.registerRows) {
    const version = tables.rowVersions.get(row.id);
    if (row.annexId !== annexId || unbound.has(row.register) || !version) continue;
    const content = reader.open(
      annexId,
      contentPlace("register_row_versions", row.id, version.version),
      version,
    );
    const rows = registers.get(row.register) ?? [];
    rows.push({
      key: row.key,
      ordinal: row.ordinal,
      state: version.state === "retired" ? "retired" : "active",
      ownerId: row.ownerId,
      columns: recordOf(fieldOf(content, "columns")),
    });
    registers.set(row.register, rows);
  }
  return registersOf(kind).flatMap(({ key, title, columns }) => {
    const rows = registers.get(key);
    const named = columns.map((column) => ({ key: column.key, title: column.title, type: column.type }));
    return rows ? [{ key, title, columns: named, rows }] : [];
  });
}

function claimsIn(tables: Tables, annexId: string | null, reader: ContentReader): ClaimBody[] {
  return tables.claims
    .filter((row) => row.annexId === annexId)
    .map((row) => {
      const content = reader.open(annexId, contentPlace("claims", row.id), row);
      return {
        id: row.id,
        number: row.number,
        quote: textOf(content, "quote"),
        blockId: textOrNull(fieldOf(content, "blockId")),
        assertion: fieldOf(content, "assertion"),
      };
    });
}

function evidenceIn(
  tables: Tables,
  annexId: string | null,
  reader: ContentReader,
  kind: Kind,
): Pick<ScopeRows, "sources" | "trace"> {
  // From an annex one may point at evidence of the body; never the other way.
  const reachable = tables.sources.filter((row) => row.annexId === annexId || row.annexId === null);
  const opened = reachable.map((row) => ({ annexId: row.annexId, source: sourceRow(row, reader, kind) }));
  const all = opened.filter((found) => found.annexId === annexId).map((found) => found.source);
  const versions = new Map(
    opened.flatMap(({ source }) =>
      source.versions.map((version) => [version.id, { source, version }] as const),
    ),
  );
  const trace = tables.links
    .filter((row) => row.annexId === annexId)
    .map((row) => {
      const at = versions.get(row.sourceVersionId);
      const content = reader.open(annexId, contentPlace("trace_links", row.id), row);
      return {
        id: row.id,
        claimId: row.claimId,
        sourceVersionId: row.sourceVersionId,
        sourceNumber: at?.source.body.number ?? 0,
        version: at?.version.number ?? 0,
        digest: at?.version.digest ?? "",
        locator: fieldOf(content, "locator"),
        excerpt: fieldOf(content, "excerpt"),
        place: textOrNull(fieldOf(content, "digest")),
      };
    });
  const leanedOn = new Set(trace.map((link) => link.sourceNumber));
  return { trace, sources: all.filter((source) => !source.retired || leanedOn.has(source.body.number)) };
}

function sourceRow(row: Tables["sources"][number], reader: ContentReader, kind: Kind): SourceRow {
  const named = reader.open(row.annexId, contentPlace("sources", row.id), row);
  const versions = row.versions.map((version) => {
    const content = reader.open(row.annexId, contentPlace("source_versions", version.id), version);
    const facts = fieldOf(content, "facts");
    return {
      id: version.id,
      number: version.version,
      digest: textOf(content, "digest"),
      size: Number(fieldOf(content, "size") ?? 0),
      status: textOf(content, "status"),
      format: textOf(content, "format"),
      formatVersion: textOrNull(fieldOf(content, "formatVersion")),
      effectiveAt: textOrNull(fieldOf(content, "effectiveAt")),
      receivedAt: version.receivedAt.toISOString(),
      facts: (Array.isArray(facts) ? facts : []) as unknown as readonly RowFact[],
      places: recordOf(fieldOf(content, "places")) as Readonly<Record<string, string | null>>,
    };
  });
  const newest = versions.at(-1);
  return {
    id: row.id,
    retired: row.retiredAt !== null,
    versions,
    body: {
      id: row.id,
      number: row.number,
      slot: row.slotKey,
      name: textOf(named, "name"),
      authority: fieldOf(named, "authority"),
      rank: row.rank,
      retired: row.retiredAt !== null,
      freshness: (kind.sources.find((slot) => slot.key === row.slotKey)?.freshness ?? null) as Json,
      version: newest
        ? {
            number: newest.number,
            digest: newest.digest,
            size: newest.size,
            format: newest.format,
            formatVersion: newest.formatVersion,
            status: newest.status,
            effectiveAt: newest.effectiveAt,
            receivedAt: newest.receivedAt,
            facts: digestOfJson(newest.facts) as Digest,
          }
        : null,
    },
  };
}
