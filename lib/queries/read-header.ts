import "server-only";
import { gatesBefore, stops } from "../checks/gates.ts";
import { approvalsOf } from "../db/approval-store.ts";
import type { Tx } from "../db/client.ts";
import { readPosition } from "../db/flow-store.ts";
import { type GateReading, gatesOf, readForGates } from "../db/gate-input.ts";
import { newestManifest, type StoredManifest } from "../db/manifest-store.ts";
import { releasesOf, type StoredRelease } from "../db/release-store.ts";
import { type RevisionLine, revisionLines } from "../db/revision-store.ts";
import { roleTitle } from "../flow/answer.ts";
import { runsOverRevision } from "../flow/flow.ts";
import { flowTurn } from "../flow/turn.ts";
import { type ActInput, nextAct } from "../packet/next-act.ts";
import { type Pill, packetPill, releasePill } from "../packet/pill.ts";
import type { BarAct, PacketHeaderView } from "../packet/views.ts";
import type { OpenPacket } from "./open-packet.ts";

/** The header, and the reading of the packet that it was made of. The reading sees every annex: never hand it out. */
export interface HeaderReading {
  readonly header: PacketHeaderView;
  readonly reading: GateReading;
}

/** Reads what the top bar of a packet's pages shows. */
export async function readHeader(tx: Tx, open: OpenPacket): Promise<HeaderReading> {
  const { packet, kind, now } = open.access;
  const reading = await readForGates(tx, packet, kind, now);
  const gates = gatesBefore(gatesOf(reading), "request");
  const checks = gates.flatMap((gate) => gate.checks).filter((check) => check.outcome !== "not-applicable");
  const held = checks.filter((check) => stops(check.outcome)).length;
  const lines = await revisionLines(tx, packet.id);
  const releases = await releasesOf(tx, packet.id);
  const manifest = await newestManifest(tx, packet.id);
  const current = releases.find((release) => releasePill(release, now) === "Released" || release.onHold);
  const headCurrent = reading.head !== null && reading.head.digest === reading.candidate.digest;
  const input = await actInput(tx, open, { reading, manifest, lines, headCurrent, ready: held === 0 });
  const next = nextAct(input);
  return {
    reading,
    header: {
      id: packet.id,
      slug: packet.slug,
      title: packet.title,
      kindTitle: kind.title,
      hasFields: kind.fields.length > 0,
      pill: packetPill({
        manifestState: manifest?.state ?? null,
        release: releases[0] ?? null,
        revisions: packet.revisionCount,
        openObjections: input.unanswered.length + input.answeredMine.length,
        now,
      }),
      frozen: packet.state === "frozen",
      revisions: revisionViews(lines, releases, manifest, now),
      readiness: { passed: checks.length - held, held, total: checks.length },
      next: next && { title: next.title, href: next.href, act: next.act, why: next.why },
      may: barActs(open, current),
      sinks: kind.sinks.map(({ key, title }) => ({ key, title })),
      releaseId: current?.id ?? null,
      approved: approvedOf(lines, current, reading),
      tentative: tentativeOf(reading, headCurrent),
    },
  };
}

/** A refreshed record is tentative until the role that adopts has: adopting cuts it (seed 000 #22 #25 #45). */
function tentativeOf({ kind, head }: GateReading, headCurrent: boolean): PacketHeaderView["tentative"] {
  const { refresh } = kind;
  if (!refresh?.tentativeUntilAdopted || refresh.adoptBy === null || headCurrent) return null;
  return { adopted: head?.number ?? null, by: roleTitle(kind, refresh.adoptBy) };
}

function revisionViews(
  lines: readonly RevisionLine[],
  releases: readonly StoredRelease[],
  manifest: StoredManifest | null,
  now: Date,
): PacketHeaderView["revisions"] {
  const pillOf = (line: RevisionLine): Pill | null => {
    const release = releases.find((found) => found.revisionId === line.id);
    if (release) return releasePill(release, now);
    if (manifest?.revisionId !== line.id) return null;
    if (manifest.state === "pending") return "Awaiting approval";
    return manifest.state === "held" ? "Held" : null;
  };
  return [...lines]
    .sort((a, b) => b.number - a.number)
    .map((line) => ({ number: line.number, digest: line.digest, pill: pillOf(line) }));
}

function approvedOf(
  lines: readonly RevisionLine[],
  current: StoredRelease | undefined,
  reading: GateReading,
): PacketHeaderView["approved"] {
  const line = lines.find((found) => found.id === current?.revisionId);
  if (!line) return null;
  const same = reading.head?.digest === line.digest && reading.candidate.digest === line.digest;
  return { number: line.number, differs: !same };
}

function barActs(open: OpenPacket, current: StoredRelease | undefined): readonly BarAct[] {
  const acts: readonly (readonly [BarAct, boolean])[] = [
    ["cut", open.may("revision.cut")],
    ["ask", runsOverRevision(open.access.kind) && open.may("manifest.ask")],
    ["reopen", open.may("packet.reopen")],
    ["hold", open.may("hold.open")],
    ["close", open.may("packet.close")],
    ["withdraw", current !== undefined && open.may("release.withdraw")],
  ];
  return acts.filter(([, may]) => may).map(([act]) => act);
}

async function actInput(
  tx: Tx,
  open: OpenPacket,
  at: {
    readonly reading: GateReading;
    readonly manifest: StoredManifest | null;
    readonly lines: readonly RevisionLine[];
    readonly headCurrent: boolean;
    readonly ready: boolean;
  },
): Promise<ActInput> {
  const { access, annexNumber } = open;
  const { manifest, lines, reading } = at;
  // Only objections that the reader may see ask them for anything.
  const visible = reading.state.scopes.filter(
    (scope) => scope.annex === null || access.clearedAnnexIds.has(scope.annex.id),
  );
  const objections = visible.flatMap((scope) =>
    annexNumber(scope.annex?.id ?? null) === null ? scope.objections : [],
  );
  const approvals = manifest?.state === "pending" ? await approvalsOf(tx, manifest.id) : [];
  const signed = new Set(approvals.map((approval) => approval.signerId));
  const signers = reading.seats.filter((seat) => seat.role === "required-signer");
  return {
    slug: access.packet.slug,
    releases: runsOverRevision(access.kind),
    roles: access.roles,
    state: access.packet.state,
    manifest: manifest && {
      state: manifest.state,
      reason: manifest.reason,
      revisionNumber: lines.find((line) => line.id === manifest.revisionId)?.number ?? 0,
      signedByMe: signed.has(access.actor.id),
      signersLeft: signers.filter((seat) => !signed.has(seat.accountId)).length,
    },
    headNumber: reading.head?.number ?? null,
    headCurrent: at.headCurrent,
    ready: at.ready,
    flow: flowTurn(access.kind, (await readPosition(tx, access.packet.id, access.kind)).rests, access),
    answeredMine: objections
      .filter((one) => one.state === "answered" && one.raisedById === access.actor.id)
      .map((one) => one.number),
    unanswered: objections
      .filter((one) => one.state === "raised" || one.state === "maintained")
      .map((one) => one.number),
  };
}
