import type { PacketAccess } from "../auth/access.ts";
import type { Tx } from "../db/client.ts";
import { record } from "../db/ledger-store.ts";
import type { Seat } from "../packet/seats.ts";

/**
 * Ends, and records, the clearances and delegations of somebody who has no seat left in the packet. True where they
 * have none. What a reviewer who left gave to another to resolve stays. The caller holds the packet row.
 */
export async function endOfLastSeat(
  tx: Tx,
  access: PacketAccess,
  seats: readonly Seat[],
  accountId: string,
): Promise<boolean> {
  if (seats.some((seat) => seat.accountId === accountId)) return false;
  await endClearances(tx, access, accountId);
  await endDelegations(tx, access, accountId);
  return true;
}

async function endClearances(tx: Tx, { actor, packet, now }: PacketAccess, accountId: string): Promise<void> {
  const packetId = packet.id;
  const annexes = await tx.annex.findMany({ where: { packetId }, select: { id: true } });
  for (const { id: annexId } of annexes) {
    const ended = await tx.clearance.updateMany({
      where: { annexId, accountId, endedAt: null },
      data: { endedAt: now },
    });
    if (ended.count === 0) continue;
    await record(tx, { type: "clearance changed", actor, packetId, annexId, text: { ended: accountId } });
  }
}

async function endDelegations(
  tx: Tx,
  { actor, packet, now }: PacketAccess,
  accountId: string,
): Promise<void> {
  const packetId = packet.id;
  const lent = await tx.delegation.findMany({
    where: {
      packetId,
      revokedAt: null,
      notAfter: { gt: now },
      OR: [{ toId: accountId }, { fromId: accountId, act: { not: "resolve" } }],
    },
  });
  for (const { id, fromId, toId, act } of lent) {
    await tx.delegation.update({ where: { id }, data: { revokedAt: now } });
    const text = { revoked: id, from: fromId, to: toId, act };
    await record(tx, { type: "delegation changed", actor, packetId, text });
  }
}
