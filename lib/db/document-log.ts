// The collab server's way to the database: a keystroke is one statement on a small pool of its own, so that a page
// under load does not make writers wait for a connection. Rules CO18 to CO22 in docs/spec/collab.md.

import pg from "pg";
import { FaultError } from "../kernel/invariant.ts";
import { settings } from "../settings/settings.ts";
import { type AnnexKey, openAnnexKey, seal, unseal } from "../signing/annex-keys.ts";
import { snapshotPlace, updatePlace } from "./document-store.ts";

/** A document's identity and the open key of its annex; `key` null for the body. */
export interface DocumentHandle {
  readonly id: string;
  readonly packetId: string;
  readonly key: AnnexKey | null;
}

/** One update to append and who sent it. */
export interface NewUpdate {
  readonly accountId: string;
  readonly bytes: Uint8Array;
}

/** What an account's right was judged by; see the SQL function `document_authority`. */
export interface JudgedAuthority {
  readonly accountId: string;
  readonly authority: string;
}

/** `moved`: other rows came first. `changed`: somebody's authority is not what it was judged by. Nothing was kept. */
export type AppendOutcome =
  | { readonly outcome: "appended"; readonly head: bigint }
  | { readonly outcome: "moved" | "changed"; readonly head: bigint }
  | { readonly outcome: "gone" };

const POOL_SIZE = 6;
const STATEMENT_TIMEOUT_MS = 10_000;
const REGISTRY = Symbol.for("countersign.document-log");
type Registry = typeof globalThis & { [REGISTRY]?: { readonly url: string; readonly pool: pg.Pool } };

function pool(): pg.Pool {
  const registry: Registry = globalThis;
  const url = settings().databaseUrl;
  const held = registry[REGISTRY];
  if (held?.url === url) return held.pool;
  const made = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    connectionTimeoutMillis: STATEMENT_TIMEOUT_MS,
    application_name: "countersign-collab",
    keepAlive: true,
  });
  // An idle connection that broke is replaced at the next use; there is nothing else to do about it.
  made.on("error", () => undefined);
  registry[REGISTRY] = { url, pool: made };
  return made;
}

/** Closes the pool; the next use opens another. */
export async function closeDocumentLog(): Promise<void> {
  const registry: Registry = globalThis;
  const held = registry[REGISTRY];
  delete registry[REGISTRY];
  await held?.pool.end();
}

async function rowsOf<T extends pg.QueryResultRow>(
  name: string,
  text: string,
  values: unknown[],
): Promise<T[]> {
  try {
    return (await pool().query<T>({ name, text, values })).rows;
  } catch (cause) {
    throw new FaultError("storage-unavailable", { cause });
  }
}

/** The document with its annex's key open, or null where there is none. */
export async function findDocument(
  documentId: string,
): Promise<(DocumentHandle & { readonly annexId: string | null }) | null> {
  const [row] = await rowsOf<{
    packetId: string;
    annexId: string | null;
    wrappedKey: Buffer | null;
    keyId: string | null;
  }>(
    "find_document",
    `SELECT d."packetId", d."annexId", x."wrappedKey", x."keyId"
       FROM "documents" d LEFT JOIN "annexes" x ON x."id" = d."annexId" WHERE d."id" = $1`,
    [documentId],
  );
  if (!row) return null;
  const { packetId, annexId, wrappedKey, keyId } = row;
  const key = annexId && wrappedKey && keyId ? openAnnexKey({ id: annexId, wrappedKey, keyId }) : null;
  return { id: documentId, packetId, annexId, key };
}

/** Rows after `after`, in order, and the sequence that they lead to; with the snapshot where it is newer. */
export async function readUpdates(
  document: DocumentHandle,
  after: bigint,
): Promise<{ readonly seq: bigint; readonly updates: readonly Uint8Array[] }> {
  const [head] = await rowsOf<{ snapshotSeq: string; snapshot: Buffer | null }>(
    "read_snapshot",
    `SELECT "snapshotSeq", CASE WHEN "snapshotSeq" > $2 THEN "snapshot" END AS "snapshot"
       FROM "documents" WHERE "id" = $1`,
    [document.id, after],
  );
  if (!head) throw new FaultError("integrity-failed", { cause: "no such document" });
  const updates: Uint8Array[] = [];
  let seq = after;
  if (head.snapshot) {
    seq = BigInt(head.snapshotSeq);
    updates.push(opened(document, snapshotPlace(document.id, seq), head.snapshot));
  }
  const rows = await rowsOf<{ seq: string; bytes: Buffer }>(
    "read_updates",
    `SELECT "seq", "bytes" FROM "document_updates" WHERE "documentId" = $1 AND "seq" > $2 ORDER BY "seq"`,
    [document.id, seq],
  );
  for (const row of rows) {
    if (BigInt(row.seq) !== seq + 1n) {
      throw new FaultError("integrity-failed", { cause: "updates of a document are missing" });
    }
    seq += 1n;
    updates.push(opened(document, updatePlace(document.id, seq), row.bytes));
  }
  return { seq, updates };
}

function opened(document: DocumentHandle, place: string, bytes: Buffer): Uint8Array {
  return document.key ? unseal(document.key, place, bytes) : new Uint8Array(bytes);
}

function closed(document: DocumentHandle, place: string, bytes: Uint8Array): Buffer {
  return Buffer.from(document.key ? seal(document.key, place, bytes) : bytes);
}

/** Appends updates after `expected` in one committed statement, or says why nothing was kept. */
export async function appendUpdates(
  document: DocumentHandle,
  expected: bigint,
  judged: readonly JudgedAuthority[],
  updates: readonly NewUpdate[],
): Promise<AppendOutcome> {
  const [row] = await rowsOf<{ outcome: AppendOutcome["outcome"]; head: string | null }>(
    "append_updates",
    `SELECT "outcome", "head" FROM "append_document_updates"($1::uuid, $2::bigint, $3::uuid[], $4::text[], $5::uuid[], $6::bytea[])`,
    [
      document.id,
      expected,
      judged.map((one) => one.accountId),
      judged.map((one) => one.authority),
      updates.map((one) => one.accountId),
      updates.map((one, i) =>
        closed(document, updatePlace(document.id, expected + BigInt(i) + 1n), one.bytes),
      ),
    ],
  );
  if (!row || row.outcome === "gone" || row.head === null) return { outcome: "gone" };
  return { outcome: row.outcome, head: BigInt(row.head) };
}

/** What decides the account's rights in the document, as one comparable text, or null where either is missing. */
export async function readAuthority(documentId: string, accountId: string): Promise<string | null> {
  const [row] = await rowsOf<{ authority: string | null }>(
    "read_authority",
    `SELECT "document_authority"($1::uuid, $2::uuid) AS "authority"`,
    [documentId, accountId],
  );
  return row?.authority ?? null;
}

/** Client ids that the account leases in the document. */
export async function readLeases(documentId: string, accountId: string): Promise<ReadonlySet<number>> {
  const rows = await rowsOf<{ clientId: string }>(
    "read_leases",
    `SELECT "clientId" FROM "client_leases" WHERE "documentId" = $1 AND "accountId" = $2`,
    [documentId, accountId],
  );
  return new Set(rows.map((row) => Number(row.clientId)));
}

/** Keeps a snapshot as of `seq`, unless a newer one stands. The log stays: attribution needs it. */
export async function writeSnapshot(document: DocumentHandle, seq: bigint, state: Uint8Array): Promise<void> {
  await rowsOf(
    "write_snapshot",
    `UPDATE "documents" SET "snapshot" = $3, "snapshotSeq" = $2
      WHERE "id" = $1 AND "snapshotSeq" < $2 AND "headSeq" >= $2`,
    [document.id, seq, closed(document, snapshotPlace(document.id, seq), state)],
  );
}
