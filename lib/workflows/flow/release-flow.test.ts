import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { addAnnex, addClaim, type Cast, makeCast, must, packetFixture } from "../../../test/build-packet.ts";
import { testDatabase } from "../../../test/database.ts";
import { approveAsOwner, askFor, readyPacket, writeParagraph } from "../../../test/ready-packet.ts";
import { accessPacket } from "../../auth/access.ts";
import { outcomeTransaction, transaction } from "../../db/client.ts";
import { readSteps } from "../../db/flow-store.ts";
import { readForGates } from "../../db/gate-input.ts";
import { loadFlow } from "../../queries/load-flow.ts";
import { askApproval } from "../ask-approval.ts";
import { cutRevision } from "../cut-revision.ts";
import { declineManifest } from "../decline-manifest.ts";
import { comeToSigning } from "./approval-steps.ts";
import { liftSink } from "./lift-sink.ts";
import { startFlow } from "./start-flow.ts";
import { takeGate } from "./take-gate.ts";

let cast: Cast;
beforeAll(async () => {
  await testDatabase();
  cast = await makeCast();
});

async function walked(packetId: string) {
  const steps = await transaction((tx) => readSteps(tx, packetId));
  return steps.map((step) => [step.run, step.gate ?? step.type, step.exit, step.rests]);
}

describe("a release", { timeout: 60_000 }, () => {
  it("[FL16] goes from the cut through its gates to the signatures, and with the last one to its end", async () => {
    const packet = await readyPacket({ cast });
    const { packetId } = packet;
    const byHand = await startFlow(cast.author, { packetId, requestId: randomUUID() });
    expect(byHand).toMatchObject({ error: { code: "state-conflict" } });
    const asked = await askFor(packet);
    const until = [
      [1, "started", null, "gate:complete-and-current"],
      [1, "complete-and-current", "Yes", "gate:manifest-binds"],
      [1, "manifest-binds", "Yes", "gate:owner-approves"],
    ];
    expect(await walked(packetId)).toEqual(until);
    const sign = { packetId, requestId: randomUUID(), gate: "owner-approves", exit: "Yes", seenSeq: 3 };
    const signed = await takeGate(cast["release-owner"], sign);
    expect(signed).toMatchObject({ error: { code: "state-conflict" } });
    expect(signed).toMatchObject({ error: { detail: expect.stringContaining("approval sheet") } });
    must(await approveAsOwner(packet, asked.manifestId));
    expect(await walked(packetId)).toEqual([...until, [1, "owner-approves", "Yes", "outcome:handed-off"]]);
    const view = must(await loadFlow(cast.author, packetId));
    expect(view.steps.at(-1)).toMatchObject({ byName: "Release owner", revisionNumber: 1 });
    expect(view.nodes.filter((node) => node.state === "ahead").map((node) => node.ref)).toEqual([
      "sink:hold",
    ]);
  });

  it("[FL17] rests in its hold after a decline, for good; asking anew or a new revision begins another run", async () => {
    const packet = await readyPacket({ cast });
    const { packetId } = packet;
    const decline = async (manifestId: string) =>
      must(await declineManifest(cast["release-owner"], { manifestId, reason: "Name the train." }));
    await decline((await askFor(packet)).manifestId);
    expect((await walked(packetId)).at(-1)).toEqual([1, "owner-approves", "No", "sink:hold"]);
    const lifting = { packetId, requestId: randomUUID(), reason: "Named.", seenSeq: 4 };
    expect(await liftSink(cast["artifact-owner"], lifting)).toMatchObject({
      error: { code: "state-conflict", detail: expect.stringContaining("Cut a new revision") },
    });
    const anew = must(await askApproval(cast["artifact-owner"], { packetId }));
    expect((await walked(packetId)).at(-1)).toEqual([2, "manifest-binds", "Yes", "gate:owner-approves"]);
    await decline(anew.manifestId);
    await writeParagraph(packet.documentId, cast.author, { section: 0, text: "Train 26.4." });
    must(await cutRevision(cast.author, { packetId }));
    expect((await walked(packetId)).at(-1)).toEqual([3, "started", null, "gate:complete-and-current"]);
  });

  it("[FL17] is not asked for again past a hold that leads back, until its owner lifted it", async () => {
    const packet = await readyPacket({ cast });
    const { packetId } = packet;
    const { manifestId } = await askFor(packet);
    must(await declineManifest(cast["release-owner"], { manifestId, reason: "Name the train." }));
    const asked = await transaction(async (tx) => {
      const access = must(await accessPacket(tx, cast["artifact-owner"], packetId, "manifest.ask"));
      const back = { sort: "re-entry", owner: "reviewer", to: "gate:complete-and-current" } as const;
      const kind = { ...access.kind, sinks: access.kind.sinks.map((sink) => ({ ...sink, ...back })) };
      const reading = await readForGates(tx, access.packet, kind, access.now);
      return comeToSigning(tx, { ...access, kind }, reading);
    });
    expect(asked).toMatchObject({
      error: { code: "state-conflict", detail: expect.stringContaining("lifts it first") },
    });
  });

  it("[FL17] begins anew where the run was signed for already, and never goes round for ever", async () => {
    const packet = await readyPacket({ cast });
    const { packetId } = packet;
    const { manifestId } = await askFor(packet);
    const watch = {
      ...{ key: "watch", node: null, question: "Is it still so?", answeredBy: "system", before: [] },
      checks: [{ check: "stop-boundary", params: {} }],
      exits: [{ label: "Yes", to: "gate:watch", adverse: false, on: [], gives: null, reasons: [] }],
    };
    const askAt = (seq: number) =>
      outcomeTransaction(async (tx) => {
        const access = must(await accessPacket(tx, cast["artifact-owner"], packetId, "manifest.ask"));
        const kind = { ...access.kind, gates: [...access.kind.gates, watch] };
        const reading = await readForGates(tx, access.packet, kind, access.now);
        await tx.flowStep.create({
          data: {
            ...{ id: randomUUID(), packetId, seq, run: 1, type: "decided", rests: "gate:watch" },
            ...{ trail: ["gate:watch"], checks: [], recordDigest: "0".repeat(64) },
          },
        });
        return comeToSigning(tx, { ...access, kind }, reading);
      });
    expect(await askAt(4)).toMatchObject({ error: { detail: expect.stringContaining("leads round") } });
    must(await approveAsOwner(packet, manifestId));
    must(await askAt(5));
    expect((await walked(packetId)).slice(-2)).toEqual([
      [2, "complete-and-current", "Yes", "gate:manifest-binds"],
      [2, "manifest-binds", "Yes", "gate:owner-approves"],
    ]);
  });

  it("[FL20] keeps what a check said of an annex out of its steps, and tells it to the cleared alone", async () => {
    const fixture = await packetFixture({ cast });
    const { packetId } = fixture;
    const annexId = await addAnnex(fixture);
    await addClaim(fixture, "Route seven fails first", annexId);
    const reasonsFor = async (who: "reviewer" | "cleared-reviewer") =>
      JSON.stringify(must(await loadFlow(cast[who], packetId)).gate?.checks);
    expect(await reasonsFor("reviewer")).toContain("Annex A1 holds.");
    const told = await reasonsFor("cleared-reviewer");
    expect(told).not.toContain("Annex A1 holds.");
    const take = { packetId, requestId: randomUUID(), gate: "complete-and-current", seenSeq: 0 };
    expect(must(await takeGate(cast["cleared-reviewer"], take)).rests).toBe("sink:hold");
    const steps = await transaction((tx) => readSteps(tx, packetId));
    expect(JSON.stringify(steps.map((step) => step.checks.map((check) => check.reasons)))).not.toContain(
      "A1",
    );
  });
});
