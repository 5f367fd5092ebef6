import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { type Cast, makeCast, must } from "../../../test/build-packet.ts";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { transaction } from "../../db/client.ts";
import { readSteps } from "../../db/flow-store.ts";
import { createPacket } from "../create-packet.ts";
import { liftSink } from "./lift-sink.ts";
import { requestAction } from "./request-action.ts";
import { startFlow } from "./start-flow.ts";
import { takeGate } from "./take-gate.ts";

let db: TestDatabase;
let cast: Cast;
beforeAll(async () => {
  db = await testDatabase();
  cast = await makeCast();
});

const RUNBOOK = "namespace-pod-security-label-restoration";

/** A packet of the runbook kind: nothing in it yet, so that its first gate holds. */
async function runbook(): Promise<string> {
  const made = await createPacket(cast.author, {
    id: randomUUID(),
    title: "Restore the labels of one namespace",
    kindKey: RUNBOOK,
    artifactOwnerId: cast["artifact-owner"].id,
    releaseOwnerId: null,
    members: [
      { accountId: cast.author.id, role: "author" },
      { accountId: cast.reviewer.id, role: "reviewer" },
    ],
  });
  return must(made).packetId;
}

function taking(packetId: string, more: Record<string, unknown> = {}) {
  return { packetId, requestId: randomUUID(), gate: "still-match", seenSeq: 0, ...more };
}

function stepsOf(packetId: string) {
  return transaction((tx) => readSteps(tx, packetId));
}

function rowsOf(packetId: string, register: string) {
  return db.db.registerRow.findMany({ where: { packetId, register } });
}

function leavesOf(packetId: string, type: string) {
  return db.db.ledgerLeaf.count({ where: { packetId, type } });
}

describe("a record kind", { timeout: 60_000 }, () => {
  it("[FL10] takes the exit that the checks give, with its row, its leaf and its step", async () => {
    const packetId = await runbook();
    const taken = must(await takeGate(cast.author, taking(packetId)));
    expect(taken).toMatchObject({ seq: 2, run: 1, exit: "No", rests: "sink:escalate" });
    expect((await stepsOf(packetId)).map((step) => [step.type, step.trail])).toEqual([
      ["started", ["step:hydrate", "gate:still-match"]],
      ["decided", ["sink:escalate"]],
    ]);
    expect(await rowsOf(packetId, "handoffs")).toHaveLength(1);
    expect(await leavesOf(packetId, "gate decided")).toBe(1);
    expect(await leavesOf(packetId, "flow started")).toBe(1);
  });

  it("[FL11] lets one of two writers win, and answers the same sending with the first result", async () => {
    const packetId = await runbook();
    const [a, b] = [taking(packetId), taking(packetId)];
    const both = await Promise.all([takeGate(cast.author, a), takeGate(cast.reviewer, b)]);
    expect(both.filter((one) => one.ok)).toHaveLength(1);
    expect(both.find((one) => !one.ok)).toMatchObject({ error: { code: "stale-state" } });
    const won = both[0]?.ok ? { by: cast.author, sent: a } : { by: cast.reviewer, sent: b };
    const again = await takeGate(won.by, won.sent);
    expect(again).toEqual(both.find((one) => one.ok));
    expect(await stepsOf(packetId)).toHaveLength(2);
    const other = await takeGate(cast["artifact-owner"], won.sent);
    expect(other).toMatchObject({ error: { code: "duplicate" } });
  });

  it("[FL12] refuses a gate where the flow does not rest, and says where it rests", async () => {
    const packetId = await runbook();
    const early = await takeGate(cast.author, taking(packetId, { gate: "retry" }));
    expect(early).toMatchObject({ error: { code: "state-conflict" } });
    expect(early).toMatchObject({ error: { detail: expect.stringContaining("Do cluster, namespace") } });
    const stale = await takeGate(cast.author, taking(packetId, { seenSeq: 3 }));
    expect(stale).toMatchObject({ error: { code: "stale-state" } });
  });

  it("[FL13] lets only the hold's owner begin anew, with a reason, as the next run", async () => {
    const packetId = await runbook();
    must(await takeGate(cast.author, taking(packetId)));
    const lifting = { packetId, requestId: randomUUID(), reason: "The record was mended.", seenSeq: 2 };
    expect(await liftSink(cast.author, lifting)).toMatchObject({ error: { code: "not-found" } });
    const lifted = must(await liftSink(cast["artifact-owner"], lifting));
    expect(lifted).toMatchObject({ run: 2, rests: "gate:still-match" });
    const begin = { packetId, requestId: randomUUID() };
    expect(await startFlow(cast.author, begin)).toMatchObject({ error: { code: "state-conflict" } });
  });

  it("[FL14] refuses what lies beyond the stop boundary, and records that it was asked", async () => {
    const packetId = await runbook();
    const asking = { packetId, requestId: randomUUID(), action: "redesign-namespace", note: "Please." };
    const refused = await requestAction(cast.reviewer, asking);
    expect(refused).toMatchObject({ error: { code: "beyond-stop-boundary" } });
    expect(await requestAction(cast.reviewer, asking)).toEqual(refused);
    expect(await leavesOf(packetId, "action refused")).toBe(1);
    const other = await requestAction(cast.reviewer, { ...asking, action: "Make coffee" });
    expect(other).toMatchObject({ error: { code: "invalid-input" } });
  });

  it("[FL15] keeps what was decided: no step is changed or removed", async () => {
    const packetId = await runbook();
    must(await takeGate(cast.author, taking(packetId)));
    for (const text of [
      `UPDATE "flow_steps" SET "exit" = 'Yes' WHERE "packetId" = $1`,
      `DELETE FROM "flow_steps" WHERE "packetId" = $1`,
    ]) {
      await expect(db.query("app", text, [packetId])).rejects.toThrow();
      await expect(db.query("owner", text, [packetId])).rejects.toThrow();
    }
  });
});
