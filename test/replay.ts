import { PrismaPg } from "@prisma/adapter-pg";
import type { BoundNumbers } from "../lib/db/bound-numbers.ts";
import type { Tx } from "../lib/db/client.ts";
import { predicateNow, readForGates } from "../lib/db/gate-input.ts";
import { PrismaClient } from "../lib/db/generated/client.ts";
import { kindByDigest } from "../lib/db/kind-store.ts";
import { manifestById, type StoredManifest } from "../lib/db/manifest-store.ts";
import type { ReleasePredicate } from "../lib/manifest/statement.schema.ts";
import type { TestDatabase } from "./database.ts";

// Every row that any transaction writes is kept with the transaction that wrote it, and so with that transaction's
// leaves: a packet can be taken back to exactly what was committed below an index of the ledger.
const RECORDER = `
CREATE TABLE "committed_changes" (
  "id" bigserial PRIMARY KEY, "xact" text NOT NULL DEFAULT pg_current_xact_id()::text,
  "table" text NOT NULL, "op" text NOT NULL, "before" jsonb, "after" jsonb);
CREATE INDEX ON "committed_changes" ("xact");
CREATE FUNCTION "note_change"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO "committed_changes" ("table", "op", "before", "after") VALUES (TG_TABLE_NAME, TG_OP,
    CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END, CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END);
  RETURN NULL;
END $$;
CREATE FUNCTION "take_back"("xacts" text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE c record; same text; columns text;
BEGIN
  FOR c IN SELECT * FROM "committed_changes" WHERE "xact" = ANY("xacts") ORDER BY "id" DESC LOOP
    SELECT string_agg(format('t.%1$I = k.%1$I', a.attname), ' AND ') INTO same
      FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
      WHERE i.indrelid = format('%I', c."table")::regclass AND i.indisprimary;
    SELECT string_agg(format('%I', a.attname), ', ') INTO columns FROM pg_attribute a
      WHERE a.attrelid = format('%I', c."table")::regclass AND a.attnum > 0 AND NOT a.attisdropped;
    IF c."op" = 'INSERT' THEN
      EXECUTE format('DELETE FROM %1$I t USING jsonb_populate_record(NULL::%1$I, $1) k WHERE %2$s', c."table", same)
        USING c."after";
    ELSIF c."op" = 'UPDATE' THEN
      EXECUTE format('UPDATE %1$I t SET (%3$s) = (SELECT %3$s FROM jsonb_populate_record(NULL::%1$I, $2))
        FROM jsonb_populate_record(NULL::%1$I, $1) k WHERE %2$s', c."table", same, columns)
        USING c."after", c."before";
    ELSE
      EXECUTE format('INSERT INTO %1$I SELECT * FROM jsonb_populate_record(NULL::%1$I, $1)', c."table")
        USING c."before";
    END IF;
  END LOOP;
END $$;
DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public'
      AND tablename NOT IN ('committed_changes', '_prisma_migrations') LOOP
    EXECUTE format('CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON %I
      FOR EACH ROW EXECUTE FUNCTION note_change()', name);
  END LOOP;
END $$;`;

/** What a revision or a manifest binds and an act with a leaf writes. */
const BOUND = [
  ...[
    "objections",
    "objection_events",
    "sources",
    "source_versions",
    "register_rows",
    "register_row_versions",
  ],
  ...["trace_links", "holds", "annexes", "clearances", "members", "lane_versions"],
];
/** What no transaction without a leaf may write. Text and claim rows have none of their own. */
const GOVERNED = [
  ...BOUND,
  ...["delegations", "revisions", "manifests", "manifest_states", "approvals", "releases", "release_states"],
];

/** A packet as its committed rows were when a leaf was about to be appended. */
export interface Committed {
  /** The packet projected from those rows. */
  readonly digest: string;
  readonly numbers: BoundNumbers;
  /** The manifest as it stood then. */
  readonly manifest: StoredManifest;
  /** What a manifest over those rows says. */
  readonly predicate: ReleasePredicate;
  /** Who could approve. */
  readonly approverIds: readonly string[];
  /** Tables that a transaction wrote between asking and this leaf, of those that a manifest binds. */
  readonly boundSinceAsked: readonly string[];
}

/** Takes a packet back to an index of the ledger by its committed rows. Nothing of this is kept. */
export interface Replay {
  /** A point in the record of changes: what is taken back came after it. */
  now(): Promise<bigint>;
  before(
    index: bigint,
    on: { manifestId: string; asked: bigint; since: bigint; at: Date },
  ): Promise<Committed>;
  /** Governed tables that a transaction without a leaf wrote: none. */
  withoutLeaf(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/**
 * Records from now on, as the owner of the tables, who alone may take rows away, and only inside what is rolled back.
 * Once a database.
 */
export async function recordChanges(db: TestDatabase): Promise<Replay> {
  await db.query("owner", RECORDER);
  const client = new PrismaClient({ adapter: new PrismaPg({ connectionString: db.ownerUrl }) });
  return {
    close: () => client.$disconnect(),
    now: async () => {
      const rows = await client.$queryRaw<{ id: bigint }[]>`
        SELECT COALESCE(max("id"), 0) AS "id" FROM "committed_changes"`;
      return rows[0]?.id ?? 0n;
    },
    withoutLeaf: async () => {
      const rows = await client.$queryRaw<{ table: string }[]>`
        SELECT DISTINCT c."table" FROM "committed_changes" c WHERE c."table" = ANY(${GOVERNED})
          AND NOT EXISTS (SELECT FROM "committed_changes" l WHERE l."xact" = c."xact" AND l."table" = 'ledger_leaves')`;
      return rows.map((row) => row.table);
    },
    before: (index, on) =>
      rolledBack(client, async (tx) => {
        const boundSinceAsked = await boundBetween(tx, on.asked, index);
        await takeBack(tx, await committedFrom(tx, index, on.since));
        const manifest = await manifestById(tx, on.manifestId);
        if (!manifest) throw new Error("the manifest was asked for after this leaf");
        const packet = await tx.packet.findUniqueOrThrow({ where: { id: manifest.packetId } });
        const reading = await readForGates(tx, packet, await kindByDigest(tx, packet.kindDigest), on.at);
        const { number, askedBy } = manifest.predicate;
        const asking = { ...manifest, number, askedBy };
        return {
          digest: reading.candidate.digest,
          numbers: reading.numbers,
          manifest,
          predicate: await predicateNow(tx, reading, asking),
          approverIds: reading.approverIds,
          boundSinceAsked,
        };
      }),
  };
}

// A transaction's leaves stand next to each other, so that it comes wholly before an index or not. One without a leaf
// (text) is ordered by when it wrote: approvals and writers of text take the same locks.
async function committedFrom(tx: Tx, index: bigint, since: bigint): Promise<readonly string[]> {
  const rows = await tx.$queryRaw<{ xact: string }[]>`
    WITH "leaves" AS (
      SELECT "xact", min(("after" ->> 'index')::bigint) AS "first", max(("after" ->> 'index')::bigint) AS "last",
        min("id") AS "id"
      FROM "committed_changes" WHERE "table" = 'ledger_leaves' AND "id" > ${since} GROUP BY "xact"),
    "at" AS (SELECT * FROM "leaves" WHERE ${index} BETWEEN "first" AND "last")
    SELECT c."xact" FROM "committed_changes" c LEFT JOIN "leaves" l ON l."xact" = c."xact" CROSS JOIN "at"
    WHERE c."id" > ${since} GROUP BY c."xact", l."first", "at"."first", "at"."id"
    HAVING CASE WHEN l."first" IS NULL THEN max(c."id") > "at"."id" ELSE l."first" >= "at"."first" END`;
  return rows.map((row) => row.xact);
}

async function takeBack(tx: Tx, xacts: readonly string[]): Promise<void> {
  const guarded = await tx.$queryRaw<{ name: string }[]>`
    SELECT DISTINCT c."table" AS "name" FROM "committed_changes" c
      JOIN pg_trigger t ON t.tgrelid = format('%I', c."table")::regclass AND t.tgname = 'insert_only'
    WHERE c."xact" = ANY(${xacts})`;
  for (const { name } of guarded) {
    await tx.$executeRawUnsafe(`ALTER TABLE "${name}" DISABLE TRIGGER "insert_only"`);
  }
  await tx.$queryRaw`SELECT "take_back"(${xacts})::text`;
}

async function boundBetween(tx: Tx, after: bigint, before: bigint): Promise<readonly string[]> {
  const rows = await tx.$queryRaw<{ table: string }[]>`
    WITH "between" AS (
      SELECT DISTINCT "xact" FROM "committed_changes" WHERE "table" = 'ledger_leaves'
        AND ("after" ->> 'index')::bigint > ${after} AND ("after" ->> 'index')::bigint < ${before})
    SELECT DISTINCT c."table" FROM "committed_changes" c JOIN "between" USING ("xact")
    WHERE c."table" = ANY(${BOUND}) OR (c."table" = 'packets' AND c."before" -> 'stateNumber' <> c."after" -> 'stateNumber')`;
  return rows.map((row) => row.table);
}

const ROLLED_BACK = new Error("rolled back");

async function rolledBack<T>(client: PrismaClient, read: (tx: Tx) => Promise<T>): Promise<T> {
  let found: { readonly value: T } | null = null;
  const undone = client.$transaction(
    async (tx) => {
      found = { value: await read(tx) };
      throw ROLLED_BACK;
    },
    { timeout: 60_000, maxWait: 60_000 },
  );
  await undone.catch((cause: unknown) => {
    if (cause !== ROLLED_BACK) throw cause;
  });
  if (found === null) throw new Error("nothing was read");
  return (found as { readonly value: T }).value;
}
