import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Actor } from "../lib/auth/actor.ts";
import { transaction } from "../lib/db/client.ts";
import { manifestById } from "../lib/db/manifest-store.ts";
import type { Digest } from "../lib/kernel/brand.ts";
import { utf8 } from "../lib/kernel/bytes.ts";
import type { Outcome } from "../lib/refusals/refusal.ts";
import { addVersion } from "../lib/workflows/add-source-version.ts";
import { approveManifest } from "../lib/workflows/approve-manifest.ts";
import { endClearance, grantClearance } from "../lib/workflows/change-clearance.ts";
import { changeLane } from "../lib/workflows/change-lane.ts";
import { grantDelegation, revokeDelegation } from "../lib/workflows/grant-delegation.ts";
import { raiseObjection } from "../lib/workflows/raise-objection.ts";
import { reopenPacket } from "../lib/workflows/reopen-packet.ts";
import { addRegisterRow } from "../lib/workflows/write-register-row.ts";
import type { SoftwareAuthenticator } from "./authenticator.ts";
import { addAnnex, type Cast, must } from "./build-packet.ts";
import type { TestDatabase } from "./database.ts";
import {
  askFor,
  enrolPasskey,
  makeSignature,
  type ReadyPacket,
  readyPacket,
  writeParagraph,
} from "./ready-packet.ts";
import { type Replay, replayAs } from "./replay.ts";

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

/** The leaf that a rival leaves; null where an edit has none of its own. */
const LEAVES: Readonly<Record<Rival, string>> = {
  edit: "reopened",
  objection: "objection raised",
  "source version": "source superseded",
  option: "register row",
  lane: "lane changed",
  clearance: "annex event",
  revocation: "delegation changed",
};

/** Refusals that somebody who lost a race may hear. */
const LOST = ["manifest-held", "stale-state", "state-conflict", "packet-not-frozen", "not-found"];

/** How the rounds of a race ended. */
export interface Tally {
  approved: number;
  refused: number;
}

interface Arena {
  readonly db: TestDatabase;
  readonly packet: ReadyPacket;
  readonly annexId: string;
  readonly delegate: { readonly actor: Actor; readonly key: SoftwareAuthenticator };
  readonly replay: Replay;
}

/** Races approvals of one packet against one rival, `rounds` times, and checks every approval that won. */
export async function raceApprovals(
  db: TestDatabase,
  cast: Cast,
  rival: Rival,
  rounds: number,
): Promise<Tally> {
  const packet = await readyPacket({ cast });
  const annexId = await addAnnex(packet);
  const delegate = cast["cleared-reviewer"];
  const replay = replayAs(db.ownerUrl);
  const arena = {
    db,
    packet,
    annexId,
    delegate: { actor: delegate, key: await enrolPasskey(delegate) },
    replay,
  };
  const tally = { approved: 0, refused: 0 };
  for (let round = 0; round < rounds; round++) {
    const won = await raceOnce(arena, rival, round);
    tally[won ? "approved" : "refused"]++;
  }
  await replay.close();
  return tally;
}

async function raceOnce(arena: Arena, rival: Rival, round: number): Promise<boolean> {
  const { packet, db } = arena;
  const manifestId = await pendingManifest(arena);
  const { actor, key, act } = await rivalry(arena, rival, round);
  const at = { manifestId, packetId: packet.packetId };
  const signature = await makeSignature(actor, key, at);
  const base = await db.db.ledgerLeaf.count();
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
    return false;
  }
  await expectExact(arena, { manifestId, base, rival, name });
  return true;
}

/** The manifest that is pending still, where the last round left it so, or a new one. */
async function pendingManifest({ db, packet }: Arena): Promise<string> {
  const left = await db.db.manifestState.findFirst({
    where: { packetId: packet.packetId, state: "pending" },
  });
  return left?.manifestId ?? (await askFor(packet)).manifestId;
}

/** An approval that won contains every bound change with a lower index, and its digest is that of the rows then. */
async function expectExact(
  { db, packet, replay }: Arena,
  at: { readonly manifestId: string; readonly base: number; readonly rival: Rival; readonly name: string },
): Promise<void> {
  const leaves = await db.db.ledgerLeaf.findMany({
    where: { index: { gte: BigInt(at.base) } },
    select: { index: true, type: true },
  });
  const approved = leaves.find((leaf) => leaf.type === "approved");
  const changed = leaves.find((leaf) => leaf.type === LEAVES[at.rival]);
  expect(approved, at.name).toBeDefined();
  if (approved && changed)
    expect(changed.index > approved.index, `${at.name}: an earlier change is missing`).toBe(true);
  const manifest = await transaction((tx) => manifestById(tx, at.manifestId));
  const row = await db.db.approval.findFirstOrThrow({ where: { manifestId: at.manifestId } });
  const parent = (manifest?.predicate.revision.parent ?? null) as Digest | null;
  const digest = await replay.digestAt(packet.packetId, row.at, parent);
  expect(digest, `${at.name}: the rows up to the approval give another digest`).toBe(
    manifest?.revisionDigest,
  );
}

interface Rivalry {
  readonly actor: Actor;
  readonly key: SoftwareAuthenticator;
  readonly act: () => Promise<unknown>;
}

async function rivalry(arena: Arena, rival: Rival, round: number): Promise<Rivalry> {
  const { packet, annexId, delegate } = arena;
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
    case "clearance": {
      const change = { packetId, annexId, accountId: cast.reviewer.id };
      const act = round % 4 < 2 ? grantClearance : endClearance;
      return { ...owner, act: () => act(cast["artifact-owner"], change) };
    }
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
