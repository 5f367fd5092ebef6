import type { Tx } from "./client.ts";

/** A version of a source of the body, with the evidence slot that it fills. */
export interface SlotVersion {
  readonly id: string;
  readonly slot: string | null;
  readonly receivedAt: Date;
  /** No other version of its source is newer. */
  readonly newest: boolean;
}

/** A source version of the packet's body by id, or null. */
export async function slotVersion(tx: Tx, packetId: string, versionId: string): Promise<SlotVersion | null> {
  const row = await tx.sourceVersion.findFirst({
    where: { id: versionId, source: { packetId, annexId: null, retiredAt: null } },
    select: {
      id: true,
      version: true,
      sourceId: true,
      receivedAt: true,
      source: { select: { slotKey: true } },
    },
  });
  if (!row) return null;
  const newer = await tx.sourceVersion.count({
    where: { sourceId: row.sourceId, version: { gt: row.version } },
  });
  return { id: row.id, slot: row.source.slotKey, receivedAt: row.receivedAt, newest: newer === 0 };
}

/** The version of a slot that was received last, or null where the slot is empty. */
export async function newestOfSlot(tx: Tx, packetId: string, slot: string): Promise<SlotVersion | null> {
  const row = await tx.sourceVersion.findFirst({
    where: { source: { packetId, annexId: null, retiredAt: null, slotKey: slot } },
    orderBy: [{ receivedAt: "desc" }, { version: "desc" }],
    select: { id: true, receivedAt: true },
  });
  return row && { ...row, slot, newest: true };
}
