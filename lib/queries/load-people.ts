import "server-only";
import type { Actor } from "../auth/actor.ts";
import { outcomeTransaction, type Tx } from "../db/client.ts";
import { readContributions } from "../db/contribution-store.ts";
import type { Account, Delegation } from "../db/generated/client.ts";
import { presentLane } from "../db/lane-now.ts";
import { runsOverRevision } from "../flow/flow.ts";
import { ok } from "../kernel/result.ts";
import type { DelegationView, PeoplePageView, SeatView } from "../packet/people-views.ts";
import { seatChoices } from "../packet/seat-choices.ts";
import { MEMBER_ROLES, seatTitle } from "../packet/seats.ts";
import type { Outcome } from "../refusals/refusal.ts";
import { readDirectory } from "./load-directory.ts";
import { type OpenPacket, openPacket } from "./open-packet.ts";
import { readHeader } from "./read-header.ts";
import { readLaneChoices } from "./view-lanes.ts";

/** Loads the people of a packet and its lane. */
export async function loadPeople(actor: Actor, slug: string): Promise<Outcome<PeoplePageView>> {
  return outcomeTransaction(async (tx) => {
    const opened = await openPacket(tx, actor, slug);
    return opened.ok ? ok(await people(tx, opened.value)) : opened;
  });
}

async function people(tx: Tx, open: OpenPacket): Promise<PeoplePageView> {
  const { packet, actor } = open.access;
  const members = await tx.member.findMany({
    where: { packetId: packet.id, endedAt: null },
    orderBy: [{ since: "asc" }, { role: "asc" }, { accountId: "asc" }],
  });
  const ids = [packet.artifactOwnerId, packet.releaseOwnerId, ...members.map((member) => member.accountId)];
  const accounts = await tx.account.findMany({ where: { id: { in: ids.filter((id) => id !== null) } } });
  const hands = new Set((await bodyHands(tx, packet.id)).map((hand) => hand.accountId));
  const seat = (accountId: string, role: SeatView["role"], since: Date, kindRole: string | null = null) =>
    seatView(open, accounts, hands, { accountId, role, since, kindRole });
  const lane = await presentLane(tx, packet.laneId);
  await open.learn(lane?.recipientIds ?? []);
  return {
    header: (await readHeader(tx, open)).header,
    packetId: packet.id,
    slug: packet.slug,
    releases: runsOverRevision(open.access.kind),
    artifactOwner: seat(packet.artifactOwnerId, "artifact-owner", packet.createdAt),
    releaseOwner:
      packet.releaseOwnerId === null ? null : seat(packet.releaseOwnerId, "release-owner", packet.createdAt),
    members: members.map((member) => seat(member.accountId, member.role, member.since, member.kindRole)),
    delegations: await delegations(tx, open),
    lane: lane && {
      id: packet.laneId ?? "",
      key: lane.key,
      title: lane.title,
      recipients: lane.recipientIds.map((id) => open.person(id).name),
      maxWindowHours: lane.maxWindowHours,
    },
    windowHours: packet.windowHours,
    roleChoices: seatChoices(open.access.kind),
    mayManage: open.may("packet.manage-members"),
    maySetLane: open.may("packet.set-lane"),
    mayDelegate: open.may("delegation.grant"),
    viewerId: actor.id,
    directory: open.may("packet.manage-members") ? await readDirectory(tx) : [],
    lanes: open.may("packet.set-lane") ? await readLaneChoices(tx) : [],
  };
}

// Hands in an annex are not told here: who writes in an annex is not in sight of the uncleared.
async function bodyHands(tx: Tx, packetId: string) {
  return (await readContributions(tx, packetId)).filter((hand) => hand.annexId === null);
}

function seatView(
  open: OpenPacket,
  accounts: readonly Account[],
  hands: ReadonlySet<string>,
  at: {
    readonly accountId: string;
    readonly role: string;
    readonly since: Date;
    readonly kindRole: string | null;
  },
): SeatView {
  const account = accounts.find((found) => found.id === at.accountId);
  const known = (["artifact-owner", "release-owner", ...MEMBER_ROLES] as const).find(
    (role) => role === at.role,
  );
  return {
    accountId: at.accountId,
    name: account?.name ?? "Somebody who left",
    email: account?.email ?? "",
    role: at.role,
    roleTitle: known ? seatTitle(open.access.kind, known, at.kindRole) : at.role,
    since: at.since.toISOString(),
    contributes: hands.has(at.accountId),
  };
}

async function delegations(tx: Tx, open: OpenPacket): Promise<readonly DelegationView[]> {
  const { packet, actor, roles, now } = open.access;
  const rows = await tx.delegation.findMany({
    where: { packetId: packet.id, revokedAt: null, notAfter: { gt: now } },
    orderBy: [{ notAfter: "asc" }, { id: "asc" }],
  });
  await open.learn(rows.flatMap((row) => [row.fromId, row.toId]));
  const mayRevoke = (row: Delegation) =>
    open.may("delegation.revoke") && (row.fromId === actor.id || roles.has("artifact-owner"));
  return rows.map((row) => ({
    id: row.id,
    fromName: open.person(row.fromId).name,
    toName: open.person(row.toId).name,
    act: row.act,
    notAfter: row.notAfter.toISOString(),
    mayRevoke: mayRevoke(row),
  }));
}
