// The ledger's rows. `record` is the only way in; every governed act calls it last in its transaction, so that
// effect and leaf commit together or not at all, and the leaf's index is taken from a locked row: no gaps.

import { randomBytes } from "node:crypto";
import { fromHex, toHex } from "../kernel/bytes.ts";
import { saltedDigest } from "../kernel/digest.ts";
import { FaultError } from "../kernel/invariant.ts";
import { checkpointText, parseCheckpoint, signCheckpointNote } from "../ledger/checkpoint.ts";
import {
  encodeAnnexLeaf,
  encodeAnnexText,
  encodeLeaf,
  encodeText,
  type LedgerEventInput,
} from "../ledger/event.ts";
import * as merkle from "../ledger/merkle.ts";
import { openAnnexKey, seal, unseal } from "../signing/annex-keys.ts";
import { ledgerKey } from "../signing/workspace-keys.ts";
import type { Tx } from "./client.ts";

interface Head {
  readonly size: number;
  readonly frontier: merkle.Frontier;
  /** Time of this act: the database's, never earlier than the leaf before. */
  readonly now: Date;
}

/** Bytes that Prisma takes for a `Bytes` column. */
type Stored = Uint8Array<ArrayBuffer>;

interface Composed {
  readonly leaf: Uint8Array;
  readonly words: { readonly salt: Stored; readonly content: Stored; readonly sealed: boolean } | null;
}

/**
 * Appends one event in the caller's transaction and returns its index. It takes the ledger head FOR UPDATE until
 * the transaction ends, so it comes last, after every other lock.
 */
export async function record(tx: Tx, event: LedgerEventInput): Promise<{ index: bigint; at: Date }> {
  const head = await lockHead(tx);
  const index = BigInt(head.size);
  const composed = event.annexId ? await composeAnnex(tx, event, head) : composeOpen(event, head.now);
  const hash = merkle.leafHash(composed.leaf);
  const frontier = merkle.appendToFrontier(head.frontier, head.size, hash);
  const open = event.annexId === undefined;
  await tx.ledgerLeaf.create({
    data: {
      index,
      leafHash: stored(hash),
      bytes: stored(composed.leaf),
      type: open ? event.type : "annex event",
      packetId: event.packetId ?? null,
      actorId: open ? (event.actor?.id ?? null) : null,
      at: head.now,
    },
  });
  if (composed.words) {
    await tx.ledgerText.create({ data: { index, annexId: event.annexId ?? null, ...composed.words } });
  }
  await tx.ledgerHead.update({
    where: { id: 1 },
    data: {
      size: index + 1n,
      root: toHex(merkle.frontierRoot(frontier)),
      frontier: frontier.map(toHex),
      lastAt: head.now,
    },
  });
  return { index, at: head.now };
}

/** Takes the ledger's head until the transaction ends, and says how many leaves there are. */
export async function lockLedger(tx: Tx): Promise<bigint> {
  return BigInt((await lockHead(tx)).size);
}

async function lockHead(tx: Tx): Promise<Head> {
  const row = (await selectHead(tx)) ?? (await makeHead(tx));
  const frontier = (row.frontier as string[]).map((hex) => fromHex(hex) ?? new Uint8Array());
  return { size: Number(row.size), frontier, now: row.now };
}

interface HeadRow {
  readonly size: bigint;
  readonly frontier: unknown;
  readonly now: Date;
}

async function selectHead(tx: Tx): Promise<HeadRow | undefined> {
  // The clock is read after the lock is held: two statements, or the time could precede a leaf that was waited for.
  await tx.$queryRaw`SELECT "id" FROM "ledger_head" WHERE "id" = 1 FOR UPDATE`;
  const rows = await tx.$queryRaw<HeadRow[]>`
    SELECT "size", "frontier", GREATEST(date_trunc('milliseconds', clock_timestamp()), "lastAt") AS "now"
    FROM "ledger_head" WHERE "id" = 1`;
  return rows[0];
}

async function makeHead(tx: Tx): Promise<HeadRow> {
  const root = toHex(merkle.frontierRoot([]));
  await tx.$executeRaw`
    INSERT INTO "ledger_head" ("id", "size", "root", "frontier", "lastAt")
    VALUES (1, 0, ${root}, '[]'::jsonb, clock_timestamp()) ON CONFLICT DO NOTHING`;
  const row = await selectHead(tx);
  if (!row) throw new FaultError("storage-unavailable", { cause: "the ledger has no head" });
  return row;
}

function composeOpen(event: LedgerEventInput, now: Date): Composed {
  const salt = event.text ? stored(randomBytes(32)) : null;
  const content = event.text ? stored(encodeText(event.text)) : null;
  const leaf = encodeLeaf({
    type: event.type,
    at: now.toISOString(),
    actor: event.actor?.id ?? null,
    onBehalfOf: event.onBehalfOf ?? null,
    through: event.actor?.through ?? "system",
    packet: event.packetId ?? null,
    scope: event.packetId ? "body" : null,
    subjects: event.subjects ?? {},
    textDigest: salt && content ? saltedDigest(salt, content) : null,
  });
  return { leaf, words: salt && content ? { salt, content, sealed: false } : null };
}

// The salt is sealed together with the words: whoever reads the rows could otherwise guess type and actor from the
// leaf's digest, of which there are few.
async function composeAnnex(tx: Tx, event: LedgerEventInput, head: Head): Promise<Composed> {
  const annex = await tx.annex.findUniqueOrThrow({
    where: { id: event.annexId ?? "" },
    select: { id: true, packetId: true, wrappedKey: true, keyId: true },
  });
  const salt = stored(randomBytes(32));
  const text = encodeAnnexText(event);
  const leaf = encodeAnnexLeaf({
    at: head.now.toISOString(),
    packet: annex.packetId,
    textDigest: saltedDigest(salt, text),
  });
  const key = openAnnexKey(annex);
  const place = `ledger/${head.size}`;
  const words = {
    salt: seal(key, `${place}/salt`, salt),
    content: seal(key, `${place}/content`, text),
    sealed: true,
  };
  return { leaf, words };
}

function stored(bytes: Uint8Array): Stored {
  return new Uint8Array(bytes);
}

/** A leaf as stored, with the canonical words beside it, where they are kept and may be read. */
export interface StoredLeaf {
  readonly index: bigint;
  readonly bytes: Uint8Array;
  readonly leafHash: Uint8Array;
  readonly type: string;
  readonly packetId: string | null;
  readonly actorId: string | null;
  readonly at: Date;
  /** Canonical JSON: `{text}` for an ordinary leaf; `{type, actor, …}` for an annex event. Null: none, erased or withheld. */
  readonly words: Uint8Array | null;
}

/** Which leaves to read: newest first, below `before`, at most `limit` (100 unless told). */
export interface LeafPage {
  readonly packetIds?: readonly string[] | undefined;
  readonly types?: readonly string[] | undefined;
  readonly before?: bigint | undefined;
  readonly limit?: number;
  /** Annexes whose events the reader is cleared to open; the words of all others are withheld. */
  readonly clearedAnnexIds?: ReadonlySet<string>;
}

/** Reads leaves, newest first. Authority is the caller's; only words of cleared annexes are opened. */
export async function readLeaves(tx: Tx, page: LeafPage = {}): Promise<readonly StoredLeaf[]> {
  const leaves = await tx.ledgerLeaf.findMany({
    where: {
      ...(page.packetIds === undefined ? {} : { packetId: { in: [...page.packetIds] } }),
      ...(page.types === undefined ? {} : { type: { in: [...page.types] } }),
      ...(page.before === undefined ? {} : { index: { lt: page.before } }),
    },
    orderBy: { index: "desc" },
    take: Math.min(page.limit ?? 100, 1000),
  });
  const cleared = [...(page.clearedAnnexIds ?? [])];
  const texts = await tx.ledgerText.findMany({
    where: {
      index: { in: leaves.map((leaf) => leaf.index) },
      OR: [{ annexId: null }, { annexId: { in: cleared } }],
    },
  });
  const annexes = await tx.annex.findMany({
    where: { id: { in: texts.flatMap((text) => text.annexId ?? []) } },
    select: { id: true, wrappedKey: true, keyId: true },
  });
  const keys = new Map(annexes.map((annex) => [annex.id, openAnnexKey(annex)]));
  const words = new Map(
    texts.map((text) => {
      const key = text.annexId ? keys.get(text.annexId) : undefined;
      return [text.index, key ? unseal(key, `ledger/${text.index}/content`, text.content) : text.content];
    }),
  );
  return leaves.map((leaf) => ({ ...leaf, words: words.get(leaf.index) ?? null }));
}

/** Deletes the words beside a leaf. The leaf stays; what it said can no longer be read. */
export async function eraseText(tx: Tx, index: bigint): Promise<void> {
  await tx.ledgerText.deleteMany({ where: { index } });
}

async function leafHashes(tx: Tx, size: bigint): Promise<readonly Uint8Array[]> {
  const rows = await tx.$queryRaw<{ hashes: Uint8Array | null }[]>`
    SELECT string_agg("leafHash", ''::bytea ORDER BY "index") AS hashes FROM "ledger_leaves" WHERE "index" < ${size}`;
  const all = rows[0]?.hashes ?? new Uint8Array();
  if (all.length !== Number(size) * 32)
    throw new FaultError("integrity-failed", { cause: "the ledger has a gap" });
  return Array.from({ length: Number(size) }, (_, i) => all.subarray(i * 32, i * 32 + 32));
}

/** Proof, in lower-case hex from the leaf upwards, that leaf `index` stands in the tree of the first `size`. */
export async function inclusionProof(tx: Tx, index: bigint, size: bigint): Promise<readonly string[]> {
  return merkle.inclusionProof(await leafHashes(tx, size), Number(index)).map(toHex);
}

/** Inclusion proofs of several leaves in one tree, in the order asked, reading the leaves once. */
export async function inclusionProofs(
  tx: Tx,
  indexes: readonly bigint[],
  size: bigint,
): Promise<readonly (readonly string[])[]> {
  const hashes = await leafHashes(tx, size);
  return indexes.map((index) => merkle.inclusionProof(hashes, Number(index)).map(toHex));
}

/** Proof, in lower-case hex, that the tree of `newSize` leaves only appended to that of `oldSize`. */
export async function consistencyProof(tx: Tx, oldSize: bigint, newSize: bigint): Promise<readonly string[]> {
  return merkle.consistencyProof(await leafHashes(tx, newSize), Number(oldSize)).map(toHex);
}

/** This ledger's origin: made at first start, never changed. */
export async function ledgerOrigin(tx: Tx): Promise<string> {
  const row = await tx.workspace.findUniqueOrThrow({ where: { id: 1 }, select: { ledgerOrigin: true } });
  return row.ledgerOrigin;
}

/** Signs and keeps a checkpoint over all committed leaves; the same size is signed once. */
export async function signCheckpoint(tx: Tx): Promise<{ size: bigint; note: string }> {
  const head = await tx.ledgerHead.findUnique({ where: { id: 1 } });
  const size = head?.size ?? 0n;
  const root = fromHex(head?.root ?? "") ?? merkle.frontierRoot([]);
  const origin = await ledgerOrigin(tx);
  const known = await tx.ledgerCheckpoint.findUnique({ where: { size } });
  if (known && isOf(known.note, { origin, size: Number(size), root })) return { size, note: known.note };
  if (known) throw new FaultError("integrity-failed", { cause: `the ledger changed below size ${size}` });
  const note = signCheckpointNote({ origin, size: Number(size), root }, ledgerKey());
  await tx.$executeRaw`
    INSERT INTO "ledger_checkpoints" ("size", "note") VALUES (${size}, ${note}) ON CONFLICT DO NOTHING`;
  return { size, note };
}

function isOf(note: string, checkpoint: { origin: string; size: number; root: Uint8Array }): boolean {
  const parsed = parseCheckpoint(note);
  return parsed.ok && checkpointText(parsed.value) === checkpointText(checkpoint);
}
