// One reading of a packet for its gates and its manifest: the same for the screen, the request and the approval.

import { randomBytes } from "node:crypto";
import type { GivenSignature } from "../approvals/decide-approval.ts";
import { fills, seatsOf } from "../approvals/decide-approval.ts";
import type { CheckInput, ManifestFacts } from "../checks/check.ts";
import { boundChecks, type EvaluatedGate, evaluateGates } from "../checks/gates.ts";
import type { Digest } from "../kernel/brand.ts";
import { fromHex, toHex } from "../kernel/bytes.ts";
import type { Kind } from "../kinds/kind.schema.ts";
import {
  movedBindings,
  type Named,
  type PredicateInput,
  releasePredicate,
} from "../manifest/release-predicate.ts";
import type { ReleasePredicate } from "../manifest/statement.schema.ts";
import type { Seat } from "../packet/seats.ts";
import { type BoundNumbers, readNumbers, sameNumbers } from "./bound-numbers.ts";
import type { Tx } from "./client.ts";
import { readSteps, runFacts } from "./flow-store.ts";
import type { Packet } from "./generated/client.ts";
import { type PresentLane, presentLane } from "./lane-now.ts";
import { ledgerOrigin } from "./ledger-store.ts";
import type { StoredManifest } from "./manifest-store.ts";
import { loadPacketState, type PacketState, reviseUnder } from "./packet-state.ts";
import { readNames, readSeats } from "./people-store.ts";
import { openRelease } from "./release-store.ts";
import {
  headRevision,
  isUnbroken,
  revisionById,
  revisionLines,
  type StoredRevision,
} from "./revision-store.ts";
import { scopeFacts } from "./scope-facts.ts";

/** Everything that gates and manifests are a function of, read in one transaction. */
export interface GateReading {
  readonly packet: Packet;
  readonly kind: Kind;
  readonly now: Date;
  readonly state: PacketState;
  readonly head: StoredRevision | null;
  readonly candidate: { readonly body: CheckInput["candidate"]; readonly digest: Digest };
  readonly lane: PresentLane | null;
  readonly seats: readonly Seat[];
  readonly names: ReadonlyMap<string, string>;
  readonly clearances: PredicateInput["clearances"];
  readonly approverIds: readonly string[];
  readonly unbroken: boolean;
  readonly scopes: CheckInput["scopes"];
  readonly numbers: BoundNumbers;
  /** The present run of the flow, with the gates that it has passed. */
  readonly run: CheckInput["run"];
}

/** Reads a packet whole. The caller holds the locks where it goes on to write. */
export async function readForGates(tx: Tx, packet: Packet, kind: Kind, now: Date): Promise<GateReading> {
  const head = await headRevision(tx, packet.headRevisionId);
  const state = await loadPacketState(tx, packet, kind, head?.body.people);
  const lane = await presentLane(tx, packet.laneId);
  const seats = await readSeats(tx, packet);
  const delegates = await tx.delegation.findMany({
    where: {
      packetId: packet.id,
      act: "approve",
      revokedAt: null,
      notBefore: { lte: now },
      notAfter: { gt: now },
    },
    select: { fromId: true, toId: true },
  });
  const body = state.scopes[0];
  const scopes = body
    ? await Promise.all(state.scopes.map((scope) => scopeFacts(tx, kind, scope, body, now)))
    : [];
  return {
    packet,
    kind,
    now,
    state,
    head,
    candidate: reviseUnder(state, head?.parentDigest ?? null),
    lane,
    seats,
    names: await readNames(tx, [...seats.map((seat) => seat.accountId), packet.artifactOwnerId]),
    clearances: await readClearances(tx, packet.id),
    approverIds: approvers(packet.releaseOwnerId, delegates),
    unbroken: isUnbroken(await revisionLines(tx, packet.id)),
    scopes,
    numbers: await readNumbers(tx, packet.id),
    run: runFacts(await readSteps(tx, packet.id)),
  };
}

function approvers(
  releaseOwnerId: string | null,
  delegates: readonly { readonly fromId: string; readonly toId: string }[],
): readonly string[] {
  if (releaseOwnerId === null) return [];
  return [releaseOwnerId, ...delegates.filter((one) => one.fromId === releaseOwnerId).map((one) => one.toId)];
}

async function readClearances(tx: Tx, packetId: string): Promise<PredicateInput["clearances"]> {
  const annexes = await tx.annex.findMany({ where: { packetId, declassifiedAt: null } });
  const rows = await tx.clearance.findMany({
    where: { annexId: { in: annexes.map((annex) => annex.id) }, endedAt: null },
  });
  return rows.map((row) => ({
    annex: annexes.find((annex) => annex.id === row.annexId)?.number ?? 0,
    accountId: row.accountId,
  }));
}

/**
 * What checks look at; `signing` is the manifest under approval with the signatures it would have, `decision` what a
 * person is deciding at a gate.
 */
export function checkInput(
  reading: GateReading,
  signing: { readonly manifest: StoredManifest; readonly given: readonly GivenSignature[] } | null,
  decision: CheckInput["decision"] = null,
): CheckInput {
  const { packet, head, lane } = reading;
  return {
    now: reading.now,
    kind: reading.kind,
    packet: {
      windowHours: packet.windowHours,
      artifactOwnerId: packet.artifactOwnerId,
      releaseOwnerId: packet.releaseOwnerId,
    },
    head: head && {
      number: head.number,
      digest: head.digest,
      storedDigest: head.storedDigest,
      partsMatch: head.partsMatch,
      chainUnbroken: reading.unbroken,
      body: head.body,
    },
    candidate: reading.candidate.body,
    candidateDigest: reading.candidate.digest,
    scopes: reading.scopes,
    lane,
    seats: reading.seats,
    contributorIds: reading.state.contributorIds,
    approverIds: reading.approverIds,
    manifest: signing && manifestFacts(reading, signing.manifest, signing.given),
    run: reading.run,
    decision,
  };
}

function manifestFacts(
  reading: GateReading,
  manifest: StoredManifest,
  given: readonly GivenSignature[],
): ManifestFacts {
  const approved = given.filter((one) => one.verb === "approve");
  const seats = seatsOf(manifest.predicate);
  const filled = seats.filter((seat) => approved.some((one) => fills(one, seat)));
  const ids = (role: string, list: typeof seats) =>
    list.filter((seat) => seat.role === role).map((seat) => seat.personId);
  return {
    state: manifest.state,
    revisionDigest: manifest.revisionDigest,
    boundMatches: sameNumbers(manifest.numbers, reading.numbers),
    movedBindings: [],
    requiredSignerIds: ids("required-signer", seats),
    signedIds: ids("required-signer", filled),
    ownerApproved: ids("release-owner", filled).length > 0,
  };
}

/** Every gate of the kind, evaluated over a reading. */
export function gatesOf(
  reading: GateReading,
  signing: Parameters<typeof checkInput>[1] = null,
): readonly EvaluatedGate[] {
  return evaluateGates(reading.kind, checkInput(reading, signing));
}

/** Who asks, when, under which number; what a manifest says beside the packet. */
export interface Asking {
  readonly number: number;
  readonly askedBy: Named;
  readonly askedAt: Date;
  readonly lapsesAt: Date;
  readonly salt: string;
}

/** Fresh asking salt: 32 random bytes in hex. */
export function newSalt(): string {
  return toHex(new Uint8Array(randomBytes(32)));
}

/** The predicate that a manifest over the head would have now. */
export async function predicateNow(tx: Tx, reading: GateReading, asking: Asking): Promise<ReleasePredicate> {
  const { packet, head, candidate } = reading;
  const release = await openRelease(tx, packet.id);
  const superseded = release && (await revisionById(tx, release.revisionId));
  const manifest = release && (await tx.manifest.findUniqueOrThrow({ where: { id: release.manifestId } }));
  const { salt, ...rest } = asking;
  return releasePredicate({
    ...rest,
    ledgerOrigin: await ledgerOrigin(tx),
    packet,
    kind: reading.kind,
    kindDigest: packet.kindDigest as Digest,
    revision: { number: head?.number ?? 1, body: candidate.body },
    lane: reading.lane,
    seats: reading.seats,
    names: reading.names,
    clearances: reading.clearances,
    checks: boundChecks(gatesOf(reading)),
    scopes: reading.scopes,
    salt: fromHex(salt) ?? new Uint8Array(32),
    supersedes: manifest && superseded ? { manifest: manifest.digest, revision: superseded.digest } : null,
  });
}

/** Which bindings of a manifest the packet no longer has, in words. */
export async function movedSince(
  tx: Tx,
  reading: GateReading,
  manifest: StoredManifest,
): Promise<readonly string[]> {
  const { number, askedBy } = manifest.predicate;
  const asking = {
    number,
    askedBy,
    askedAt: manifest.askedAt,
    lapsesAt: manifest.lapsesAt,
    salt: manifest.salt,
  };
  return movedBindings(manifest.predicate, await predicateNow(tx, reading, asking));
}
