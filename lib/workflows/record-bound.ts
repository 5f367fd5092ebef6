import type { Actor } from "../auth/actor.ts";
import type { Tx } from "../db/client.ts";
import { record } from "../db/ledger-store.ts";
import { bumpState } from "../db/packet-store.ts";
import type { LedgerEventInput } from "../ledger/event.ts";

/** What changed, for whom, in which scope; `annexId` null is the body. */
export interface BoundChange {
  readonly actor: Actor;
  readonly packetId: string;
  readonly annexId: string | null;
  /** One sentence that every member may read. Of an annex, only its number is said, whatever stands here. */
  readonly reason: string;
  readonly type: LedgerEventInput["type"];
  readonly onBehalfOf?: string | undefined;
  readonly subjects?: LedgerEventInput["subjects"];
  readonly text?: LedgerEventInput["text"];
}

/**
 * Ends a workflow that changed something a revision or manifest binds: raises the state number, holds a pending
 * manifest, and records the event last. An annex's event says nothing but that there was one.
 */
export async function recordBound(tx: Tx, change: BoundChange): Promise<{ index: bigint }> {
  const { actor, packetId, annexId, reason, ...event } = change;
  await bumpState(tx, packetId, annexId === null ? reason : await annexMoved(tx, annexId));
  return record(tx, { ...event, actor, packetId, ...(annexId === null ? {} : { annexId }) });
}

/** Ends a workflow that changed bound state but has no event of its own: claim rows and edits. */
export async function bumpBound(
  tx: Tx,
  change: Pick<BoundChange, "packetId" | "annexId" | "reason">,
): Promise<void> {
  const { packetId, annexId, reason } = change;
  await bumpState(tx, packetId, annexId === null ? reason : await annexMoved(tx, annexId));
}

async function annexMoved(tx: Tx, annexId: string): Promise<string> {
  const annex = await tx.annex.findUniqueOrThrow({ where: { id: annexId }, select: { number: true } });
  return `Annex A${annex.number} changed.`;
}
