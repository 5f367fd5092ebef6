import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import {
  addAnnex,
  addClaim,
  addTextSource,
  makeActor,
  must,
  type PacketFixture,
  packetFixture,
} from "../../test/build-packet.ts";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import type { Outcome } from "../refusals/refusal.ts";
import { answerObjection, resolveObjection } from "./act-on-objection.ts";
import { addVersion } from "./add-source-version.ts";
import { endClearance, grantClearance } from "./change-clearance.ts";
import { closeHold, openHold } from "./change-hold.ts";
import { changeLane } from "./change-lane.ts";
import { addMember, endMember } from "./change-member.ts";
import { changeOwner } from "./change-owner.ts";
import { closePacket } from "./close-packet.ts";
import { createLane } from "./create-lane.ts";
import { grantDelegation, revokeDelegation } from "./grant-delegation.ts";
import { makeAnnex } from "./make-annex.ts";
import { raiseObjection } from "./raise-objection.ts";
import { setLane } from "./set-lane.ts";
import { traceClaim, untraceClaim } from "./trace-claim.ts";
import { addRegisterRow, editRegisterRow, retireRegisterRow } from "./write-register-row.ts";

// The same sending, many times at once: one effect, one leaf. What comes second is told the first result, or that
// there is nothing left to do; nobody is told of a fault.

const AT_ONCE = 12;

let test: TestDatabase;
let fixture: PacketFixture;

beforeAll(async () => {
  test = await testDatabase();
  fixture = await packetFixture();
});

/** Prepares what an act needs and gives the act, made ready to be sent many times. */
type Prepare = (packet: PacketFixture) => Promise<() => Promise<Outcome<unknown>>>;

const id = () => randomUUID();
const later = () => new Date(Date.now() + 86_400_000).toISOString();

const ACTS: Readonly<Record<string, Prepare>> = {
  "add a member": async ({ cast, packetId }) => {
    const { id: accountId } = await makeActor("Newcomer");
    return () => addMember(cast["artifact-owner"], { packetId, accountId, role: "observer" });
  },
  "end a member": async ({ cast, packetId }) => {
    const { id: accountId } = await makeActor("Leaver");
    const seat = { packetId, accountId, role: "observer" };
    must(await addMember(cast["artifact-owner"], seat));
    return () => endMember(cast["artifact-owner"], seat);
  },
  "change an owner": async ({ cast, packetId }) => {
    const { id: accountId } = await makeActor("Owner");
    return () => changeOwner(cast["artifact-owner"], { packetId, role: "release-owner", accountId });
  },
  "set the window": async ({ cast, packetId, laneId }) => {
    const windowHours = 1 + Math.floor(Math.random() * 60);
    return () => setLane(cast["artifact-owner"], { packetId, laneId, windowHours });
  },
  "grant and revoke a delegation": async ({ cast }) => {
    const { packetId } = await packetFixture({ cast, laneId: fixture.laneId });
    const seat = { packetId, fromId: cast["release-owner"].id, toId: cast.reviewer.id };
    const lend = { id: id(), ...seat, act: "approve", notAfter: later() };
    must(await grantDelegation(cast["release-owner"], lend));
    return () => revokeDelegation(cast["release-owner"], { packetId, delegationId: lend.id });
  },
  "add a register row": async ({ cast, packetId }) => {
    const row = { id: id(), packetId, register: "open-questions", columns: { question: "When?" } };
    return () => addRegisterRow(cast.author, row);
  },
  "edit a register row": async ({ cast, packetId }) => {
    const row = { id: id(), packetId, register: "open-questions", columns: { question: "When?" } };
    must(await addRegisterRow(cast.author, row));
    const edit = { packetId, rowId: row.id, version: 1, columns: { question: "Where?" } };
    return () => editRegisterRow(cast.author, edit);
  },
  "retire a register row": async ({ cast, packetId }) => {
    const row = { id: id(), packetId, register: "open-questions", columns: { question: "When?" } };
    must(await addRegisterRow(cast.author, row));
    return () => retireRegisterRow(cast.author, { packetId, rowId: row.id });
  },
  "add a source version": async (packet) => {
    const { sourceId } = await addTextSource(packet, "one");
    const next = { id: id(), packetId: packet.packetId, sourceId, bytes: new Uint8Array([50]) };
    return () => addVersion(packet.cast.author, next);
  },
  "trace a claim": async (packet) => {
    const { versionId } = await addTextSource(packet, "one");
    const claimId = await addClaim(packet, "one");
    const locator = { kind: "line-range", start: 1, end: 1 };
    const link = { id: id(), packetId: packet.packetId, claimId, sourceVersionId: versionId, locator };
    return () => traceClaim(packet.cast.author, link);
  },
  "untrace a claim": async (packet) => {
    const { versionId } = await addTextSource(packet, "one");
    const claimId = await addClaim(packet, "one");
    const locator = { kind: "line-range", start: 1, end: 1 };
    const link = { id: id(), packetId: packet.packetId, claimId, sourceVersionId: versionId, locator };
    must(await traceClaim(packet.cast.author, link));
    return () => untraceClaim(packet.cast.author, { packetId: packet.packetId, linkId: link.id });
  },
  "answer an objection": async ({ cast, packetId }) => {
    const anchor = { kind: "packet" };
    const raise = { id: id(), packetId, class: "evidence", anchor, text: "No." };
    must(await raiseObjection(cast.reviewer, raise));
    return () => answerObjection(cast.author, { packetId, objectionId: raise.id, text: "Yes." });
  },
  "resolve an objection": async ({ cast, packetId }) => {
    const anchor = { kind: "packet" };
    const raise = { id: id(), packetId, class: "evidence", anchor, text: "No." };
    must(await raiseObjection(cast.reviewer, raise));
    return () => resolveObjection(cast.reviewer, { packetId, objectionId: raise.id });
  },
  "make an annex": async ({ cast, packetId }) => {
    const annex = { id: id(), packetId, slotKey: "settlement-detail", title: "T" };
    return () => makeAnnex(cast["artifact-owner"], annex);
  },
  "grant a clearance": async (packet) => {
    const annexId = await addAnnex(packet);
    const { cast, packetId } = packet;
    return () => grantClearance(cast["artifact-owner"], { packetId, annexId, accountId: cast.reviewer.id });
  },
  "end a clearance": async (packet) => {
    const annexId = await addAnnex(packet);
    const { cast, packetId } = packet;
    return () => endClearance(cast["artifact-owner"], { packetId, annexId, accountId: cast.author.id });
  },
  "open a hold": async ({ cast, packetId }) => {
    const hold = { id: id(), packetId, reason: "Wait." };
    return () => openHold(cast.reviewer, hold);
  },
  "close a hold": async ({ cast, packetId }) => {
    const hold = { id: id(), packetId, reason: "Wait." };
    must(await openHold(cast.reviewer, hold));
    return () => closeHold(cast["artifact-owner"], { packetId, holdId: hold.id, reason: "Go on." });
  },
  "make a lane": async ({ cast }) => {
    const rules = { title: "L", purpose: "P", maxWindowHours: 4, exportPolicy: "none", methods: ["passkey"] };
    const lane = { id: id(), key: `lane-${id().slice(0, 8).replace(/\d/g, "x")}`, ownerId: cast.admin.id };
    return () => createLane(cast.admin, { ...lane, ...rules, recipientIds: [] });
  },
  "change a lane": async ({ cast, laneId }) => {
    const { version } = await test.db.lane.findUniqueOrThrow({ where: { id: laneId } });
    const rules = { purpose: "P", maxWindowHours: 200, exportPolicy: "bundle", methods: ["passkey"] };
    const change = { laneId, version, title: `Lane ${id()}`, ...rules, recipientIds: [cast.recipient.id] };
    return () => changeLane(cast["release-owner"], change);
  },
  "close a packet": async ({ cast }) => {
    const { packetId } = await packetFixture({ cast, laneId: fixture.laneId });
    return () => closePacket(cast["artifact-owner"], { packetId, reason: "Done." });
  },
};

describe("double submit", () => {
  it.each(Object.entries(ACTS))("[PK3] of “%s”: one effect, one leaf", async (name, prepare) => {
    // Each act on a packet of its own: changing the release owner would change what the next act may do.
    const packet = await packetFixture({ cast: fixture.cast, laneId: fixture.laneId });
    const act = await prepare(packet);
    const before = await test.db.ledgerLeaf.count();
    const outcomes = await Promise.all(Array.from({ length: AT_ONCE }, act));
    expect(
      outcomes.some((outcome) => outcome.ok),
      name,
    ).toBe(true);
    const refused = outcomes.flatMap((outcome) => (outcome.ok ? [] : outcome.error.code));
    const expected = ["stale-state", "packet-closed", "not-found", "state-conflict"];
    expect(refused.filter((code) => !expected.includes(code))).toEqual([]);
    expect((await test.db.ledgerLeaf.count()) - before).toBe(1);
  });
});
