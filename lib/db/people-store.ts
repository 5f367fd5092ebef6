import { MEMBER_ROLES, type MemberRole, type Seat } from "../packet/seats.ts";
import type { Tx } from "./client.ts";

/** Everybody who sits in the packet now: its owners, then its members in order of role and since when. */
export async function readSeats(
  tx: Tx,
  packet: { readonly id: string; readonly artifactOwnerId: string; readonly releaseOwnerId: string | null },
): Promise<readonly Seat[]> {
  const members = await tx.member.findMany({
    where: { packetId: packet.id, endedAt: null },
    orderBy: [{ role: "asc" }, { since: "asc" }, { accountId: "asc" }],
    select: { accountId: true, role: true, kindRole: true },
  });
  return [
    { accountId: packet.artifactOwnerId, role: "artifact-owner" },
    ...(packet.releaseOwnerId === null
      ? []
      : [{ accountId: packet.releaseOwnerId, role: "release-owner" as const }]),
    ...members.flatMap(({ accountId, role, kindRole }) =>
      isMemberRole(role) ? [{ accountId, role, kindRole }] : [],
    ),
  ];
}

function isMemberRole(role: string): role is MemberRole {
  return MEMBER_ROLES.some((known) => known === role);
}

/** Names by account id, of those who have an account; the id itself is never shown as a name. */
export async function readNames(tx: Tx, ids: Iterable<string>): Promise<ReadonlyMap<string, string>> {
  const accounts = await tx.account.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(accounts.map((account) => [account.id, account.name]));
}
