import "server-only";
import type { Actor } from "../auth/actor.ts";
import { numbersOf, readNumbers, sameNumbers } from "../db/bound-numbers.ts";
import type { Tx } from "../db/client.ts";
import { readPosition } from "../db/flow-store.ts";
import type { Packet } from "../db/generated/client.ts";
import { kindByDigest } from "../db/kind-store.ts";
import { newestManifest, type StoredManifest } from "../db/manifest-store.ts";
import { memberPackets } from "../db/packet-list.ts";
import { readSeats } from "../db/people-store.ts";
import { releasesOf } from "../db/release-store.ts";
import { runsOverRevision } from "../flow/flow.ts";
import { flowTurn, flowWaits } from "../flow/turn.ts";
import { groupBy } from "../kernel/group-by.ts";
import { isObjectionState, isOpen } from "../objections/machine.ts";
import { type ActInput, isApprovedAsWritten, nextAct } from "../packet/next-act.ts";
import { packetPill, releasePill } from "../packet/pill.ts";
import { kindRolesOf } from "../packet/seats.ts";
import type { HomeView, TurnView } from "../packet/turn-views.ts";

const MOST = 100;

/** Whose turn it is in each packet of the actor, newest packet first; at most 100. */
export async function readTurns(
  tx: Tx,
  actor: Actor,
  now: Date,
): Promise<HomeView & { all: readonly TurnView[] }> {
  const named = (await memberPackets(tx, actor.id)).slice(0, MOST);
  const packets = await tx.packet.findMany({
    where: { id: { in: named.map((packet) => packet.id) } },
    orderBy: { createdAt: "desc" },
  });
  const all: TurnView[] = [];
  const yours: TurnView[] = [];
  const others: TurnView[] = [];
  const released: TurnView[] = [];
  for (const packet of packets) {
    const found = await turnOf(tx, actor, packet, now);
    all.push(found.turn);
    released.push(...found.released);
    if (found.turn.act !== null) yours.push(found.turn);
    else if (found.waits) others.push(found.turn);
  }
  const urgent = (turn: TurnView) => (turn.pill === "Awaiting approval" ? 0 : turn.pill === "Held" ? 1 : 2);
  yours.sort((a, b) => urgent(a) - urgent(b) || (a.since < b.since ? -1 : 1));
  return { yours, others, released, all };
}

interface FoundTurn {
  readonly turn: TurnView;
  /** Somebody else moves next. */
  readonly waits: boolean;
  readonly released: readonly TurnView[];
}

async function turnOf(tx: Tx, actor: Actor, packet: Packet, now: Date): Promise<FoundTurn> {
  const manifest = await newestManifest(tx, packet.id);
  const releases = await releasesOf(tx, packet.id);
  const { input, since, openObjections, elsewhere } = await actInput(tx, actor, packet, manifest, now);
  const can = nextAct(input);
  // What could merely be done is no turn while the flow waits for somebody else.
  const next = elsewhere !== null && can?.turn === false ? null : can;
  const pill = packetPill({
    manifestState: manifest?.state ?? null,
    release: releases[0] ?? null,
    revisions: packet.revisionCount,
    openObjections,
    now,
  });
  const waiting = elsewhere ?? waitsFor(input, openObjections);
  const what = packet.title;
  const href = (next ?? can)?.href ?? `/packets/${packet.slug}`;
  return {
    waits: waiting !== null,
    turn: {
      ...{ key: packet.id, what, href, pill },
      why: next?.why ?? waiting ?? "Nobody waits for anybody.",
      since: since.toISOString(),
      act: next?.title ?? null,
    },
    released: releases.slice(0, 3).map((release) => ({
      ...{ key: release.id, what, href: `/releases/${release.id}`, act: null },
      why: release.reason ?? "Released to its lane.",
      since: release.opensAt.toISOString(),
      pill: releasePill(release, now),
    })),
  };
}

function waitsFor(input: ActInput, openObjections: number): string | null {
  const { manifest, roles } = input;
  if (manifest?.state === "pending") {
    return manifest.signersLeft > 0
      ? `r${manifest.revisionNumber} waits for ${manifest.signersLeft} required signers.`
      : `r${manifest.revisionNumber} waits for the release owner.`;
  }
  if (manifest?.state === "held")
    return `The manifest is on hold: ${manifest.reason ?? "something bound moved"}`;
  if (openObjections > 0)
    return openObjections === 1 ? "One objection is open." : `${openObjections} objections are open.`;
  if (isApprovedAsWritten(input)) return null;
  return roles.has("release-owner") || roles.has("reviewer") ? "It is being written." : null;
}

async function actInput(
  tx: Tx,
  actor: Actor,
  packet: Packet,
  manifest: StoredManifest | null,
  now: Date,
): Promise<{ input: ActInput; since: Date; openObjections: number; elsewhere: string | null }> {
  const seats = await readSeats(tx, packet);
  const mine = seats.filter((seat) => seat.accountId === actor.id);
  const roles = new Set<string>(mine.map((seat) => seat.role));
  const kind = await kindByDigest(tx, packet.kindDigest);
  const lent = await tx.delegation.count({
    where: {
      packetId: packet.id,
      toId: actor.id,
      act: "approve",
      revokedAt: null,
      notAfter: { gt: now },
    },
  });
  if (lent > 0) roles.add("delegate");
  const head = packet.headRevisionId
    ? await tx.revision.findUnique({
        where: { id: packet.headRevisionId },
        select: { number: true, bound: true, cutAt: true },
      })
    : null;
  const numbers = await readNumbers(tx, packet.id);
  const open = await openObjectionsOf(tx, packet.id);
  const approvals = manifest
    ? await tx.approval.findMany({ where: { manifestId: manifest.id }, select: { signerId: true } })
    : [];
  const signed = new Set(approvals.map((approval) => approval.signerId));
  const revision = manifest
    ? await tx.revision.findUnique({ where: { id: manifest.revisionId }, select: { number: true } })
    : null;
  const answeredMine = open.filter((one) => one.state === "answered" && one.raisedById === actor.id);
  const unanswered = open.filter((one) => one.state !== "answered");
  const { rests } = await readPosition(tx, packet.id, kind);
  const held = {
    roles,
    kindRoles: kindRolesOf(kind, mine),
    lent: lent > 0 ? [{ fromId: packet.releaseOwnerId ?? "", act: "approve" }] : [],
  };
  const times = [packet.createdAt, head?.cutAt, manifest?.changedAt, ...open.map((one) => one.at)];
  return {
    openObjections: open.length,
    elsewhere: manifest?.state === "pending" ? null : flowWaits(kind, rests, held),
    since: new Date(Math.max(...times.flatMap((time) => time?.getTime() ?? []))),
    input: {
      slug: packet.slug,
      releases: runsOverRevision(kind),
      roles,
      state: packet.state,
      manifest: manifest && {
        state: manifest.state,
        reason: manifest.reason,
        revisionNumber: revision?.number ?? 0,
        signedByMe: signed.has(actor.id),
        signersLeft: seats.filter((seat) => seat.role === "required-signer" && !signed.has(seat.accountId))
          .length,
      },
      headNumber: head?.number ?? null,
      headCurrent: head !== null && sameNumbers(numbersOf(head.bound), numbers),
      ready: null,
      flow: flowTurn(kind, rests, held),
      answeredMine: answeredMine.map((one) => one.number),
      unanswered: unanswered.map((one) => one.number),
    },
  };
}

// Of the body only: an annex's objections are no one's business but the cleared's, and they are in the room.
async function openObjectionsOf(tx: Tx, packetId: string) {
  const rows = await tx.objection.findMany({
    where: { packetId, annexId: null },
    select: { id: true, number: true, raisedById: true },
    orderBy: { number: "asc" },
  });
  const events = await tx.objectionEvent.findMany({
    where: { objectionId: { in: rows.map((row) => row.id) } },
    select: { objectionId: true, type: true, at: true },
    orderBy: { seq: "asc" },
  });
  const byObjection = groupBy(events, (event) => event.objectionId);
  return rows.flatMap((row) => {
    const last = byObjection.get(row.id)?.at(-1);
    if (!last || !isObjectionState(last.type) || !isOpen(last.type)) return [];
    return [{ ...row, state: last.type, at: last.at }];
  });
}
