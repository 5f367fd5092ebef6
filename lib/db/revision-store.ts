import type { Digest } from "../kernel/brand.ts";
import { fromUtf8 } from "../kernel/bytes.ts";
import { digestOf } from "../kernel/digest.ts";
import { FaultError } from "../kernel/invariant.ts";
import { partDigests, type RevisionBody } from "../revision/revision.ts";
import { type BoundNumbers, numbersOf } from "./bound-numbers.ts";
import type { Tx } from "./client.ts";
import type { Prisma, Revision } from "./generated/client.ts";

/** A stored revision, read and checked. */
export interface StoredRevision {
  readonly id: string;
  readonly packetId: string;
  readonly number: number;
  readonly digest: Digest;
  readonly parentDigest: Digest | null;
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes as they are stored now; differs from `digest` where they were changed. */
  readonly storedDigest: Digest;
  readonly body: RevisionBody;
  readonly partsMatch: boolean;
  readonly cutById: string;
  readonly cutAt: Date;
  readonly numbers: BoundNumbers;
}

/** The packet's head, or null before the first cut. */
export async function headRevision(tx: Tx, headRevisionId: string | null): Promise<StoredRevision | null> {
  if (headRevisionId === null) return null;
  return stored(await tx.revision.findUniqueOrThrow({ where: { id: headRevisionId } }));
}

/** A revision of a packet by number, or null. */
export async function revisionByNumber(
  tx: Tx,
  packetId: string,
  number: number,
): Promise<StoredRevision | null> {
  const row = await tx.revision.findUnique({ where: { packetId_number: { packetId, number } } });
  return row && stored(row);
}

/** A revision by id, or null. */
export async function revisionById(tx: Tx, id: string): Promise<StoredRevision | null> {
  const row = await tx.revision.findUnique({ where: { id } });
  return row && stored(row);
}

/** A revision's line without its bytes. */
export type RevisionLine = Pick<Revision, "id" | "number" | "digest" | "parentDigest" | "cutById" | "cutAt">;

/** Every revision of a packet, newest first, without bytes. */
export async function revisionLines(tx: Tx, packetId: string): Promise<readonly RevisionLine[]> {
  return tx.revision.findMany({
    where: { packetId },
    orderBy: { number: "desc" },
    select: { id: true, number: true, digest: true, parentDigest: true, cutById: true, cutAt: true },
  });
}

/** True where every revision up to the head names the one before it, and the first names none. */
export function isUnbroken(
  lines: readonly Pick<RevisionLine, "number" | "digest" | "parentDigest">[],
): boolean {
  const oldestFirst = [...lines].sort((a, b) => a.number - b.number);
  return oldestFirst.every(
    (line, i) => line.number === i + 1 && line.parentDigest === (oldestFirst[i - 1]?.digest ?? null),
  );
}

/** A revision to keep. `bytes` are canonical and are never written again. */
export interface RevisionRow {
  readonly packetId: string;
  readonly number: number;
  readonly digest: Digest;
  readonly parentDigest: Digest | null;
  readonly bytes: Uint8Array;
  readonly cutById: string;
  readonly cutAt: Date;
  readonly numbers: BoundNumbers;
  /** 32 bytes in hex: the salt under which the ledger's leaf names the numbers. */
  readonly salt: string;
}

/** Keeps a revision and makes it the packet's head. Returns its id. */
export async function keepRevision(tx: Tx, row: RevisionRow): Promise<string> {
  const { numbers, salt, bytes, ...rest } = row;
  const made = await tx.revision.create({
    data: {
      ...rest,
      bytes: new Uint8Array(bytes),
      bound: { ...numbers, salt } as unknown as Prisma.InputJsonValue,
    },
    select: { id: true },
  });
  await tx.packet.update({
    where: { id: row.packetId },
    data: { headRevisionId: made.id, revisionCount: row.number },
  });
  return made.id;
}

function stored(row: Revision): StoredRevision {
  const bytes = row.bytes;
  const body = bodyOf(bytes);
  return {
    id: row.id,
    packetId: row.packetId,
    number: row.number,
    digest: row.digest as Digest,
    parentDigest: row.parentDigest as Digest | null,
    bytes,
    storedDigest: digestOf(bytes),
    body,
    partsMatch: sameParts(body),
    cutById: row.cutById,
    cutAt: row.cutAt,
    numbers: numbersOf(row.bound),
  };
}

function sameParts(body: RevisionBody): boolean {
  const now = partDigests(body);
  const names = Object.keys(body.parts);
  return names.length === Object.keys(now).length && names.every((name) => body.parts[name] === now[name]);
}

function bodyOf(bytes: Uint8Array): RevisionBody {
  try {
    return JSON.parse(fromUtf8(bytes) ?? "") as RevisionBody;
  } catch (cause) {
    // Only bytes that somebody changed below the application are not JSON.
    throw new FaultError("integrity-failed", { cause });
  }
}
