import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Actor } from "../lib/auth/actor.ts";
import { type BoundNumbers, numbersText, readNumbers, saltedNumbers } from "../lib/db/bound-numbers.ts";
import { transaction } from "../lib/db/client.ts";
import type { Digest } from "../lib/kernel/brand.ts";
import { fromUtf8, utf8 } from "../lib/kernel/bytes.ts";
import type { OpenLeaf } from "../lib/ledger/event.ts";
import { buildManifest } from "../lib/manifest/statement.ts";
import type { Outcome } from "../lib/refusals/refusal.ts";
import { addVersion } from "../lib/workflows/add-source-version.ts";
import { approveManifest } from "../lib/workflows/approve-manifest.ts";
import { recheckManifest } from "../lib/workflows/ask-approval.ts";
import { endClearance, grantClearance } from "../lib/workflows/change-clearance.ts";
import { changeLane } from "../lib/workflows/change-lane.ts";
import { grantDelegation, revokeDelegation } from "../lib/workflows/grant-delegation.ts";
import { raiseObjection } from "../lib/workflows/raise-objection.ts";
import { reopenPacket } from "../lib/workflows/reopen-packet.ts";
import { addRegisterRow } from "../lib/workflows/write-register-row.ts";
import type { SoftwareAuthenticator } from "./authenticator.ts";
import { addAnnex, type Cast, makeCast, must } from "./build-packet.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import {
  askFor,
  enrolPasskey,
  makeSignature,
  type ReadyPacket,
  readyPacket,
  writeParagraph,
} from "./ready-packet.ts";
import { type Replay, recordChanges } from "./replay.ts";

/** What an approval is raced against. */
export const RIVALS = [
  "edit",
  "objection",
  "source version",
  "option",
  "lane",
  "clearance",
  "revocation",
] as const;
export type Rival = (typeof RIVALS)[number];

/** Refusals that somebody who lost a race may hear. */
const LOST = ["manifest-held", "stale-state", "state-conflict", "packet-not-frozen", "not-found"];

/** How the rounds of a race ended. */
export interface Tally {
  approved: number;
  refused: number;
}

/** A database whose every change is recorded, with its people. */
export interface Ground {
  readonly db: TestDatabase;
  readonly cast: Cast;
  readonly replay: Replay;
}

/** A fresh ground for races. The caller closes its replay. */
export async function raceGround(): Promise<Ground> {
  const db = await testDatabase();
  const cast = await makeCast();
  return { db, cast, replay: await recordChanges(db) };
}

interface Arena extends Ground {
  readonly packet: ReadyPacket;
  readonly annexId: string;
  readonly delegate: { readonly actor: Actor; readonly key: SoftwareAuthenticator };
}

/** Races approvals of one packet against one rival, `rounds` times, and checks every approval that won. */
export async function raceApprovals(ground: Ground, rival: Rival, rounds: number): Promise<Tally> {
  const packet = await readyPacket({ cast: ground.cast });
  const annexId = await addAnnex(packet);
  const actor = ground.cast["cleared-reviewer"];
  const arena = { ...ground, packet, annexId, delegate: { actor, key: await enrolPasskey(actor) } };
  const tally = { approved: 0, refused: 0 };
  for (let round = 0; round < rounds; round++) {
    const won = await raceOnce(arena, rival, round);
    tally[won ? "approved" : "refused"]++;
  }
  expect(await ground.replay.withoutLeaf(), "a governed write without a leaf in its transaction").toEqual([]);
  return tally;
}

async function raceOnce(arena: Arena, rival: Rival, round: number): Promise<boolean> {
  const { packet, db, replay } = arena;
  const manifestId = await pendingManifest(arena);
  const { actor, key, act, prepare } = await rivalry(arena, rival, round);
  const seen = await transaction((tx) => readNumbers(tx, packet.packetId));
  const signature = await makeSignature(actor, key, { manifestId, packetId: packet.packetId });
  await prepare?.();
  const since = await replay.now();
  const approving = () => approveManifest(actor, signature);
  // One of the two is let go later, by so many round trips to the database that each outcome is met.
  const late = async <T>(run: () => Promise<T>): Promise<T> => {
    for (let trip = 0; trip < (round * 5) % 24; trip++) await db.db.$queryRaw`SELECT 1`;
    return run();
  };
  const [approval] =
    round % 4 === 0
      ? await Promise.all([late(approving), act()])
      : await Promise.all([approving(), late(act)]);
  const name = `${rival}, round ${round}`;
  if (!approval.ok) {
    expect(LOST, `${name}: ${JSON.stringify(approval.error)}`).toContain(approval.error.code);
    expect(await db.db.approval.count({ where: { manifestId } }), `${name}: refused, and kept`).toBe(0);
    return false;
  }
  await expectExact(arena, { manifestId, signerId: actor.id, seen, since, name });
  return true;
}

/** The manifest that is pending still, where the last round left it so, or a new one. */
async function pendingManifest({ db, packet }: Arena): Promise<string> {
  const left = await db.db.manifestState.findFirst({
    where: { packetId: packet.packetId, state: "pending" },
  });
  return left?.manifestId ?? (await askFor(packet)).manifestId;
}

interface Won {
  readonly manifestId: string;
  readonly signerId: string;
  /** The numbers that the signer's screen showed. */
  readonly seen: BoundNumbers;
  readonly since: bigint;
  readonly name: string;
}

/**
 * An approval that won: the rows committed below its leaf give the very revision and manifest that it names, with
 * lane, recipients, people, clearances and check results; nothing bound was written between asking and it; the
 * numbers are those that were asked with and that the signer saw; and the signer could approve.
 */
async function expectExact(arena: Arena, { manifestId, signerId, seen, since, name }: Won): Promise<void> {
  const { packet, db, replay } = arena;
  const given = await db.db.approval.findFirstOrThrow({ where: { manifestId } });
  const leaves = await openLeaves(db, packet.packetId);
  const approved = leaves.find(({ leaf }) => leaf.subjects.approval === given.digest);
  const asked = leaves.find(({ index, leaf }) => leaf.subjects.numbers && index < (approved?.index ?? 0n));
  if (!approved || !asked) throw new Error(`${name}: an approval without its leaf`);
  const then = await replay.before(approved.index, { manifestId, asked: asked.index, since, at: given.at });
  const { manifest, numbers, boundSinceAsked } = then;
  expect(manifest.state, name).toBe("pending");
  expect(boundSinceAsked, `${name}: written since asking, and not in the approval`).toEqual([]);
  expect(then.digest, `${name}: the committed rows give another revision`).toBe(manifest.revisionDigest);
  const again = buildManifest(then.digest as Digest, then.predicate);
  expect(again.digest, `${name}: the committed rows give another manifest`).toBe(manifest.digest);
  expect(approved.leaf.subjects, name).toMatchObject({
    revision: manifest.revisionDigest,
    manifest: manifest.digest,
  });
  expect(numbersText(numbers), `${name}: not the numbers asked with`).toBe(numbersText(manifest.numbers));
  expect(numbersText(numbers), `${name}: not the numbers that the signer saw`).toBe(numbersText(seen));
  expect(asked.leaf.subjects, name).toMatchObject({
    manifest: manifest.digest,
    numbers: saltedNumbers(numbers, manifest.salt),
  });
  expect(then.approverIds, `${name}: the signer could no longer approve`).toContain(signerId);
}

/** The packet's leaves that speak of approvals, newest first. */
async function openLeaves(
  { db }: TestDatabase,
  packetId: string,
): Promise<readonly { readonly index: bigint; readonly leaf: OpenLeaf }[]> {
  const rows = await db.ledgerLeaf.findMany({
    where: { packetId, type: { in: ["approved", "manifest asked", "ready"] } },
    orderBy: { index: "desc" },
    take: 12,
  });
  return rows.map(({ index, bytes }) => ({ index, leaf: JSON.parse(fromUtf8(bytes) ?? "") as OpenLeaf }));
}

interface Rivalry {
  readonly actor: Actor;
  readonly key: SoftwareAuthenticator;
  readonly act: () => Promise<unknown>;
  /** What happened already when the two are let go: after the signature was made. */
  readonly prepare?: () => Promise<void>;
}

async function rivalry(arena: Arena, rival: Rival, round: number): Promise<Rivalry> {
  const { packet, delegate } = arena;
  const { cast, packetId } = packet;
  const owner = { actor: cast["release-owner"], key: packet.ownerKey };
  switch (rival) {
    case "edit":
      return { ...owner, act: () => reopenAndEdit(packet, round) };
    case "objection":
      return { ...owner, act: () => object(packet, round) };
    case "source version": {
      const bytes = utf8(`${round} steps, 0 failures\n`);
      const version = { id: randomUUID(), packetId, sourceId: packet.sourceId, bytes, fileName: "notes.txt" };
      return {
        ...owner,
        act: () => addVersion(cast.author, { ...version, effectiveAt: new Date().toISOString() }),
      };
    }
    case "option":
      return { ...owner, act: () => addQuestion(packet, round) };
    case "lane":
      return { ...owner, act: await laneChange(arena, round) };
    case "clearance":
      return { ...owner, ...(await clearanceChange(arena, round)) };
    case "revocation": {
      const delegationId = await lend(packet, delegate.actor);
      return { ...delegate, act: () => revokeDelegation(cast["release-owner"], { packetId, delegationId }) };
    }
  }
}

async function reopenAndEdit(packet: ReadyPacket, round: number): Promise<void> {
  const reopened = await reopenPacket(packet.cast["artifact-owner"], { packetId: packet.packetId });
  await writeParagraph(packet.documentId, packet.cast.author, {
    section: 0,
    text: `Round ${round} ${reopened.ok}.`,
  });
}

function object(packet: ReadyPacket, round: number): Promise<Outcome<unknown>> {
  return raiseObjection(packet.cast.reviewer, {
    id: randomUUID(),
    packetId: packet.packetId,
    class: "evidence",
    anchor: { kind: "packet" },
    text: `Round ${round}: where is the figure from?`,
  });
}

function addQuestion(packet: ReadyPacket, round: number): Promise<Outcome<unknown>> {
  return addRegisterRow(packet.cast.author, {
    id: randomUUID(),
    packetId: packet.packetId,
    register: "open-questions",
    columns: { question: `Round ${round}: who decides?` },
  });
}

async function laneChange({ db, packet }: Arena, round: number): Promise<() => Promise<unknown>> {
  const lane = await db.db.lane.findUniqueOrThrow({ where: { id: packet.laneId } });
  const rules = await db.db.laneVersion.findUniqueOrThrow({
    where: { laneId_version: { laneId: lane.id, version: lane.version } },
  });
  const { title, maxWindowHours, exportPolicy, methods, recipientIds } = rules;
  return () =>
    changeLane(packet.cast["release-owner"], {
      ...{
        laneId: lane.id,
        version: lane.version,
        title,
        maxWindowHours,
        exportPolicy,
        methods,
        recipientIds,
      },
      purpose: `Reads it for round ${round}.`,
    });
}

/**
 * Clears the reviewer, or no longer. Each third time that was done and undone after the signature was made, and it
 * is the return of the held manifest that races: every digest is as it was signed, the numbers are not.
 */
async function clearanceChange(
  { db, packet, annexId }: Arena,
  round: number,
): Promise<Pick<Rivalry, "act" | "prepare">> {
  const { packetId, cast } = packet;
  const owner = cast["artifact-owner"];
  const change = { packetId, annexId, accountId: cast.reviewer.id };
  const held = await db.db.clearance.findFirst({
    where: { annexId, accountId: change.accountId, endedAt: null },
  });
  const [there, back] = held ? [endClearance, grantClearance] : [grantClearance, endClearance];
  if (round % 3 !== 2) return { act: () => there(owner, change) };
  const prepare = async () => {
    must(await there(owner, change));
    must(await back(owner, change));
  };
  return { prepare, act: () => recheckManifest(owner, { packetId }) };
}

async function lend(packet: ReadyPacket, to: Actor): Promise<string> {
  const owner = packet.cast["release-owner"];
  const lent = await grantDelegation(owner, {
    id: randomUUID(),
    packetId: packet.packetId,
    fromId: owner.id,
    toId: to.id,
    act: "approve",
    notAfter: new Date(Date.now() + 86_400_000).toISOString(),
  });
  return must(lent).delegationId;
}
