import * as Y from "yjs";
import { initialDocument, type SectionSpec } from "../collab/layout.ts";
import { FaultError } from "../kernel/invariant.ts";
import { type AnnexKey, openAnnexKey, seal, unseal } from "../signing/annex-keys.ts";
import type { Tx } from "./client.ts";

/** Where an update row of an annex's document is sealed: bound to its row. */
export function updatePlace(documentId: string, seq: bigint): string {
  return `document_updates/${documentId}/${seq}`;
}

/** Where a snapshot of an annex's document is sealed: bound to document and sequence. */
export function snapshotPlace(documentId: string, seq: bigint): string {
  return `documents/${documentId}/snapshot/${seq}`;
}

/** The open key of a document's annex, or null for the body. Throws `FaultError` where the annex is missing. */
export async function documentKey(tx: Pick<Tx, "annex">, annexId: string | null): Promise<AnnexKey | null> {
  if (annexId === null) return null;
  const annex = await tx.annex.findUnique({
    where: { id: annexId },
    select: { id: true, wrappedKey: true, keyId: true },
  });
  if (!annex) throw new FaultError("integrity-failed", { cause: "a document without its annex" });
  return openAnnexKey(annex);
}

/** Makes a document with the kind's empty sections: sequence 1, written by the system. For an annex, after its row. */
export async function createDocument(
  tx: Tx,
  input: {
    readonly packetId: string;
    readonly annexId: string | null;
    readonly sections: readonly SectionSpec[];
  },
): Promise<{ readonly id: string }> {
  const key = await documentKey(tx, input.annexId);
  const document = await tx.document.create({
    data: { packetId: input.packetId, annexId: input.annexId, headSeq: 1n },
    select: { id: true },
  });
  const update = initialDocument(input.sections);
  await tx.documentUpdate.create({
    data: {
      documentId: document.id,
      seq: 1n,
      accountId: null,
      bytes: new Uint8Array(key ? seal(key, updatePlace(document.id, 1n), update) : update),
    },
  });
  return document;
}

/**
 * The committed state of a document as one Yjs V1 update. The caller locks the document's head where it goes on to
 * bind what it read. Throws `FaultError` where rows are missing or do not open: never a silent partial document.
 */
export async function loadDocument(tx: Tx, documentId: string): Promise<Uint8Array> {
  const head = await tx.document.findUnique({ where: { id: documentId } });
  if (!head) throw new FaultError("integrity-failed", { cause: "no such document" });
  const key = await documentKey(tx, head.annexId);
  const rows = await tx.documentUpdate.findMany({
    where: { documentId, seq: { gt: head.snapshotSeq, lte: head.headSeq } },
    orderBy: { seq: "asc" },
    select: { seq: true, bytes: true },
  });
  if (BigInt(rows.length) !== head.headSeq - head.snapshotSeq) {
    throw new FaultError("integrity-failed", { cause: "updates of a document are missing" });
  }
  const updates = rows.map(({ seq, bytes }) =>
    key ? unseal(key, updatePlace(documentId, seq), bytes) : bytes,
  );
  if (head.snapshot) {
    const place = snapshotPlace(documentId, head.snapshotSeq);
    updates.unshift(key ? unseal(key, place, head.snapshot) : head.snapshot);
  }
  return Y.mergeUpdates(updates);
}
