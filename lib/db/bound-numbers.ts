import { fromHex, utf8 } from "../kernel/bytes.ts";
import { canonicalText } from "../kernel/canonical.ts";
import { saltedDigest } from "../kernel/digest.ts";
import type { Tx } from "./client.ts";
import type { Prisma } from "./generated/client.ts";

/** The committed numbers of a packet: its state number, and the sequence of each of its documents by id. */
export interface BoundNumbers {
  readonly stateNumber: string;
  readonly documents: Readonly<Record<string, string>>;
}

/**
 * Locks the heads of all documents of a packet, in order of id, and reads its numbers. The packet's row is locked
 * already (lib/auth/access.ts), so that nothing that a revision or manifest binds can move until the transaction ends.
 */
export async function lockNumbers(tx: Tx, packetId: string): Promise<BoundNumbers> {
  await tx.$queryRaw`SELECT "id" FROM "documents" WHERE "packetId" = ${packetId}::uuid ORDER BY "id" FOR UPDATE`;
  return readNumbers(tx, packetId);
}

/** The same numbers without a lock, for a screen. */
export async function readNumbers(tx: Tx, packetId: string): Promise<BoundNumbers> {
  const packet = await tx.packet.findUniqueOrThrow({
    where: { id: packetId },
    select: { stateNumber: true },
  });
  const documents = await tx.document.findMany({ where: { packetId }, select: { id: true, headSeq: true } });
  return {
    stateNumber: packet.stateNumber.toString(),
    documents: Object.fromEntries(documents.map((document) => [document.id, document.headSeq.toString()])),
  };
}

/** One text for equal numbers, whatever order they were read in. */
export function numbersText(numbers: BoundNumbers): string {
  return canonicalText({ stateNumber: numbers.stateNumber, documents: numbers.documents });
}

/** True where nothing was written between the two readings. */
export function sameNumbers(a: BoundNumbers, b: BoundNumbers): boolean {
  return numbersText(a) === numbersText(b);
}

/** The numbers in a stored `bound` column; what else stands there is the caller's. */
export function numbersOf(bound: Prisma.JsonValue): BoundNumbers {
  const value = bound as unknown as BoundNumbers;
  return { stateNumber: value.stateNumber, documents: value.documents };
}

/** What a leaf says of the numbers: a digest under a salt that stays in the database, so that an annex's sequence cannot be guessed. */
export function saltedNumbers(numbers: BoundNumbers, salt: string): string {
  return saltedDigest(fromHex(salt) ?? new Uint8Array(32), utf8(numbersText(numbers)));
}
