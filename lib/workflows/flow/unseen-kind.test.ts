import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { type Cast, makeCast, makeLane, must } from "../../../test/build-packet.ts";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { documentedKind, kindsFolder } from "../../../test/documented-kind.ts";
import { approveAsOwner, enrolPasskey, PARTY, writeParagraph } from "../../../test/ready-packet.ts";
import { forgetCatalogue } from "../../catalogue/catalogue.ts";
import { database, transaction } from "../../db/client.ts";
import { pinTrust } from "../../db/trust-store.ts";
import { utf8 } from "../../kernel/bytes.ts";
import { forgetSettings } from "../../settings/settings.ts";
import { addSource } from "../add-source.ts";
import { addVersion } from "../add-source-version.ts";
import { askApproval } from "../ask-approval.ts";
import { createPacket } from "../create-packet.ts";
import { cutRevision } from "../cut-revision.ts";
import { readRelease } from "../read-release.ts";
import { editRegisterRow } from "../write-register-row.ts";
import { liftSink } from "./lift-sink.ts";
import { requestAction } from "./request-action.ts";
import { takeGate } from "./take-gate.ts";

// The kind that docs/kinds.md writes: nothing in the code knows it, and it is no matter of engineering.

let test: TestDatabase;
let cast: Cast;
let packetId: string;
let documentId: string;

beforeAll(async () => {
  process.env.KINDS_DIR = await kindsFolder({ "laboratory/method-change.yaml": await documentedKind() });
  forgetSettings();
  forgetCatalogue();
  test = await testDatabase();
  cast = await makeCast();
  await transaction((tx) => pinTrust(tx, [PARTY]));
  const made = await createPacket(cast.author, {
    id: randomUUID(),
    title: "Shorter extraction, method 14",
    kindKey: "method-change",
    artifactOwnerId: cast["artifact-owner"].id,
    releaseOwnerId: cast["release-owner"].id,
    members: [
      { accountId: cast.author.id, role: "author" },
      { accountId: cast.reviewer.id, role: "reviewer" },
    ],
    laneId: await makeLane(cast),
    windowHours: 72,
  });
  packetId = must(made).packetId;
  documentId = (await database().document.findFirstOrThrow({ where: { packetId, annexId: null } })).id;
  return () => {
    delete process.env.KINDS_DIR;
    forgetCatalogue();
  };
});

const run = (relativeBias: number, runs: number) =>
  utf8(JSON.stringify({ generatedAt: new Date().toISOString(), relativeBias, runs }));

async function newestStep() {
  return test.db.flowStep.findFirst({ where: { packetId }, orderBy: { seq: "desc" } });
}

async function take(gate: string) {
  const seenSeq = (await newestStep())?.seq ?? 0;
  return takeGate(cast["artifact-owner"], { packetId, requestId: randomUUID(), gate, seenSeq });
}

async function confirmSamples() {
  const row = await test.db.registerRow.findFirstOrThrow({ where: { packetId, register: "prerequisites" } });
  const columns = {
    statement: "The comparison samples are sealed and kept.",
    state: "confirmed",
    evidence: "S1, sealed in tray 4",
  };
  must(await editRegisterRow(cast["artifact-owner"], { packetId, rowId: row.id, columns }));
}

describe("a kind that nobody has seen", () => {
  let sourceId: string;

  it("[KI10] waits where evidence is missing, says for what, and goes on once its owner lifts the hold", async () => {
    must(await take("evidence"));
    const held = await newestStep();
    expect(held).toMatchObject({ gate: "evidence", exit: "Runs missing or stale", rests: "sink:runs" });
    expect(JSON.stringify(held?.checks)).toContain("Comparison run, old method against new");
    const made = await addSource(cast.author, {
      ...{
        id: randomUUID(),
        packetId,
        name: "Comparison run",
        fileName: "run.json",
        slotKey: "comparison-run",
      },
      ...{ annexId: null, effectiveAt: new Date().toISOString(), bytes: run(0.05, 8) },
    });
    sourceId = must(made).sourceId;
    await confirmSamples();
    const lift = { packetId, requestId: randomUUID(), reason: "The runs are in.", seenSeq: held?.seq ?? 0 };
    expect(await liftSink(cast.reviewer, lift)).toMatchObject({ error: { code: "not-found" } });
    must(await liftSink(cast["artifact-owner"], lift));
    expect(await newestStep()).toMatchObject({ type: "lifted", rests: "gate:evidence" });
  });

  it("[KI10] takes another exit for a figure outside its limit, and a new revision begins a new run", async () => {
    must(await take("evidence"));
    expect(await newestStep()).toMatchObject({ exit: "No", rests: "sink:rework" });
    must(
      await addVersion(cast.author, {
        ...{ id: randomUUID(), packetId, sourceId, fileName: "run.json", bytes: run(0.01, 8) },
        effectiveAt: new Date().toISOString(),
      }),
    );
    for (const section of [0, 1]) {
      await writeParagraph(documentId, cast.author, { section, text: `What section ${section} says.` });
    }
    must(await cutRevision(cast.author, { packetId }));
    expect(await newestStep()).toMatchObject({ type: "started", run: 2, rests: "gate:evidence" });
  });

  it("[KI10] is approved as one exact revision, read by its lane, and refuses what lies beyond", async () => {
    const ownerKey = await enrolPasskey(cast["release-owner"]);
    const asked = must(await askApproval(cast.author, { packetId }));
    const packet = { cast, packetId, ownerKey } as Parameters<typeof approveAsOwner>[0];
    const { releaseId } = must(await approveAsOwner(packet, asked.manifestId));
    must(await readRelease(cast.recipient, releaseId ?? ""));
    expect(await newestStep()).toMatchObject({ gate: "approve", exit: "Yes", rests: "outcome:handed-over" });
    for (const action of ["change-method", "Recalculate reported results"]) {
      const asks = { packetId, requestId: randomUUID(), action };
      expect(await requestAction(cast.author, asks)).toMatchObject({
        error: { code: "beyond-stop-boundary" },
      });
    }
    expect(await test.db.ledgerLeaf.count({ where: { packetId, type: "action refused" } })).toBe(2);
  });
});
