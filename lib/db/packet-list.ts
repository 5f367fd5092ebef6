import { databaseNow, type Tx } from "./client.ts";

/** A packet by its names. */
export interface NamedPacket {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
}

/** Packets that the account owns, is a member of or stands in for now, newest first; all packets for null. */
export async function memberPackets(tx: Tx, accountId: string | null): Promise<readonly NamedPacket[]> {
  const lent =
    accountId === null
      ? []
      : await tx.delegation.findMany({
          where: { toId: accountId, revokedAt: null, notAfter: { gt: await databaseNow(tx) } },
          select: { packetId: true },
        });
  return tx.packet.findMany({
    where:
      accountId === null
        ? {}
        : {
            OR: [
              { artifactOwnerId: accountId },
              { releaseOwnerId: accountId },
              { members: { some: { accountId, endedAt: null } } },
              { id: { in: lent.map((delegation) => delegation.packetId) } },
            ],
          },
    orderBy: { createdAt: "desc" },
    select: { id: true, slug: true, title: true },
  });
}
