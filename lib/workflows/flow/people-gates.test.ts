import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { type Cast, makeActor, makeCast, must } from "../../../test/build-packet.ts";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { restAt } from "../../../test/rest-at.ts";
import type { Actor } from "../../auth/actor.ts";
import { transaction } from "../../db/client.ts";
import { readContributions } from "../../db/contribution-store.ts";
import { readSteps } from "../../db/flow-store.ts";
import { utf8 } from "../../kernel/bytes.ts";
import { loadFlow } from "../../queries/load-flow.ts";
import { loadPacketHeader } from "../../queries/load-packet-room.ts";
import { addSource } from "../add-source.ts";
import { addVersion } from "../add-source-version.ts";
import { askApproval } from "../ask-approval.ts";
import { addMember } from "../change-member.ts";
import { createPacket } from "../create-packet.ts";
import { cutRevision } from "../cut-revision.ts";
import { addRegisterRow } from "../write-register-row.ts";
import { startFlow } from "./start-flow.ts";
import { takeGate } from "./take-gate.ts";

let db: TestDatabase;
let cast: Cast;
let security: Actor;
beforeAll(async () => {
  db = await testDatabase();
  cast = await makeCast();
  security = await makeActor("Security lead");
});

/** A packet whose reviewer is narrowed to one role of its kind. */
async function packetOf(kindKey: string, kindRole: string | null = null): Promise<string> {
  const made = await createPacket(cast.author, {
    id: randomUUID(),
    title: "A packet of its own kind",
    kindKey,
    artifactOwnerId: cast["artifact-owner"].id,
    releaseOwnerId: null,
    members: [
      { accountId: cast.author.id, role: "author" },
      { accountId: cast.reviewer.id, role: "reviewer", kindRole },
    ],
  });
  return must(made).packetId;
}

const SCHEDULING = "readiness-review-scheduling";

function rowsOf(packetId: string, register: string) {
  return db.db.registerRow.findMany({ where: { packetId, register } });
}

describe("a gate that a person answers", { timeout: 60_000 }, () => {
  const choose = (packetId: string, exit: string, more: Record<string, unknown> = {}) => ({
    ...{ packetId, requestId: randomUUID(), gate: "approved", seenSeq: 1, exit },
    ...more,
  });

  it("[FL6] is answered by whoever holds its role, and by no other of the same seat", async () => {
    const packetId = await packetOf(SCHEDULING, "reviewer");
    await restAt(packetId, "gate:approved");
    const other = await takeGate(cast.reviewer, choose(packetId, "Yes"));
    expect(other).toMatchObject({
      error: { code: "not-found", detail: expect.stringContaining("Release owner") },
    });
    const seat = { packetId, accountId: security.id, role: "reviewer", kindRole: "cutover-owner" };
    must(await addMember(cast["artifact-owner"], seat));
    const taken = must(await takeGate(security, choose(packetId, "Yes")));
    expect(taken).toMatchObject({ exit: "Yes", rests: "outcome:confirmed" });
  });

  it("[FL10] cuts the record at an outcome and hands it over, in the transaction of the step", async () => {
    const packetId = await packetOf(SCHEDULING, "cutover-owner");
    await restAt(packetId, "gate:approved");
    must(await takeGate(cast.reviewer, choose(packetId, "Yes")));
    const revision = await db.db.revision.findFirstOrThrow({ where: { packetId } });
    const step = (await transaction((tx) => readSteps(tx, packetId))).at(-1);
    expect(step).toMatchObject({ revisionId: revision.id, actorId: cast.reviewer.id });
    const leaves = await db.db.ledgerLeaf.findMany({ where: { packetId }, orderBy: { index: "desc" } });
    expect(leaves.slice(0, 3).map((leaf) => leaf.type)).toEqual(["handoff", "gate decided", "cut"]);
    const view = must(await loadFlow(cast.author, packetId));
    expect(view).toMatchObject({ outcome: { handedTo: "Release owner" }, gate: null, sink: null });
    expect(view.steps.at(-1)).toMatchObject({ byName: "Reviewer", revisionNumber: 1 });
  });

  it("[FL19] wants a reason for an adverse exit, and the record that was seen", async () => {
    const packetId = await packetOf(SCHEDULING, "cutover-owner");
    await restAt(packetId, "gate:approved");
    const bare = await takeGate(cast.reviewer, choose(packetId, "No"));
    expect(bare).toMatchObject({ error: { code: "invalid-input", fields: { reason: expect.any(String) } } });
    const { stateToken, gate } = must(await loadFlow(cast.reviewer, packetId));
    expect(gate?.exits.map((exit) => exit.open)).toEqual([true, true]);
    const slot = { from: "2026-03-22T09:00:00Z", to: "2026-03-22T10:00:00Z" };
    const row = { id: randomUUID(), packetId, register: "slots", columns: slot };
    must(await addRegisterRow(cast.author, row));
    const stale = await takeGate(cast.reviewer, choose(packetId, "Yes", { stateToken }));
    expect(stale).toMatchObject({ error: { code: "stale-state" } });
    const { stateToken: fresh } = must(await loadFlow(cast.reviewer, packetId));
    const more = { stateToken: fresh, reason: "The slot is too late." };
    const taken = must(await takeGate(cast.reviewer, choose(packetId, "No", more)));
    expect(taken.rests).toBe("gate:overlap");
  });
});

describe("a kind that releases nothing", { timeout: 60_000 }, () => {
  it("[FL23] is never asked for approval, and its page never offers to ask", async () => {
    const packetId = await packetOf(SCHEDULING, "cutover-owner");
    must(await cutRevision(cast.author, { packetId }));
    const asked = await askApproval(cast["artifact-owner"], { packetId });
    expect(asked).toMatchObject({ error: { code: "state-conflict" } });
    const { slug, state } = await db.db.packet.findUniqueOrThrow({ where: { id: packetId } });
    expect(state).toBe("drafting");
    const header = must(await loadPacketHeader(cast["artifact-owner"], slug));
    expect(header.may).not.toContain("ask");
    expect(header.next).toMatchObject({ href: `/packets/${slug}/flow`, act: null });
  });
});

describe("a run under way", { timeout: 60_000 }, () => {
  it("[FL24] gives way to evidence that came after it began, and to none that was there", async () => {
    const packetId = await packetOf(SCHEDULING);
    const source = { name: "Calendar", authority: "Scheduling" };
    const there = { ...source, id: randomUUID(), packetId, bytes: utf8("Tuesday") };
    const old = must(await addSource(cast.author, there));
    must(await startFlow(cast.author, { packetId, requestId: randomUUID() }));
    const anew = (triggerVersionId: string) =>
      startFlow(cast.author, { packetId, requestId: randomUUID(), triggerVersionId });
    expect(await anew(old.versionId)).toMatchObject({
      error: { code: "state-conflict", detail: expect.stringContaining("A run is under way") },
    });
    const { sourceId } = old;
    const next = { id: randomUUID(), packetId, sourceId, bytes: utf8("Wednesday") };
    const { versionId } = must(await addVersion(cast.author, next));
    expect(must(await anew(versionId)).run).toBe(2);
  });
});

describe("what travels", { timeout: 60_000 }, () => {
  it("[FL18] goes into rows that are nobody's contribution, each once, however many runs there are", async () => {
    const packetId = await packetOf("base-image-inventory-normalization");
    const take = async (seenSeq: number) =>
      must(await takeGate(cast.reviewer, { packetId, requestId: randomUUID(), gate: "remaining", seenSeq }));
    expect(await take(0)).toMatchObject({ exit: "Yes", rests: "outcome:staged" });
    const first = await rowsOf(packetId, "exceptions");
    expect(first.length).toBeGreaterThan(0);
    const hands = await transaction((tx) => readContributions(tx, packetId));
    expect(hands.map((hand) => hand.accountId)).not.toContain(cast.reviewer.id);
    must(await startFlow(cast.author, { packetId, requestId: randomUUID() }));
    expect(await take(3)).toMatchObject({ run: 2, rests: "outcome:staged" });
    expect(await rowsOf(packetId, "exceptions")).toHaveLength(first.length);
  });
});
