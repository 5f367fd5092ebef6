import { randomInt } from "node:crypto";
import { accessPacket } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { SYSTEM_CLIENT_ID } from "../collab/layout.ts";
import { modeOf } from "../collab/mode.ts";
import type { Mode } from "../collab/wire.ts";
import { outcomeTransaction, type Tx } from "../db/client.ts";
import { ok } from "../kernel/result.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { openDocumentSchema } from "./open-document.schema.ts";
import { parseInput } from "./parse-input.ts";

/** What a tab needs to join a document. `clientId` is its own from now on; `seq` is where the document stands. */
export interface OpenedDocument {
  readonly room: string;
  readonly clientId: number;
  readonly seq: string;
  readonly mode: Mode;
}

const CLIENT_IDS = 2 ** 32;

/** Leases a Yjs client id to the actor for a document that they may open. Input: `openDocumentSchema`. */
export async function openDocument(actor: Actor, input: unknown): Promise<Outcome<OpenedDocument>> {
  const parsed = parseInput(openDocumentSchema, input);
  if (!parsed.ok) return refuse("not-found");
  const { documentId } = parsed.value;
  return outcomeTransaction(async (tx) => {
    const document = await tx.document.findUnique({
      where: { id: documentId },
      select: { packetId: true, annexId: true, headSeq: true },
    });
    if (!document) return refuse("not-found");
    const { packetId, annexId, headSeq } = document;
    const open = await accessPacket(tx, actor, packetId, "document.open", { annexId });
    if (!open.ok) return open;
    const edit = await accessPacket(tx, actor, packetId, "packet.edit-text", { annexId, lock: false });
    return ok({
      room: documentId,
      clientId: await lease(tx, documentId, actor.id),
      seq: headSeq.toString(),
      mode: modeOf(open.value.packet.state, edit.ok),
    });
  });
}

/** A client id that nobody ever had in this document: a lease is never given back, since its structs stay. */
async function lease(tx: Tx, documentId: string, accountId: string): Promise<number> {
  for (;;) {
    const clientId = randomInt(SYSTEM_CLIENT_ID + 1, CLIENT_IDS);
    const { count } = await tx.clientLease.createMany({
      data: [{ documentId, clientId: BigInt(clientId), accountId }],
      skipDuplicates: true,
    });
    if (count === 1) return clientId;
  }
}
