import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { type Cast, makeCast, must } from "../../test/build-packet.ts";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import { approveAsOwner, askFor, readyPacket } from "../../test/ready-packet.ts";
import { utf8 } from "../kernel/bytes.ts";
import { addVersion } from "./add-source-version.ts";
import { readRelease } from "./read-release.ts";
import { liftReleaseHold, reportFinding } from "./report-finding.ts";

let test: TestDatabase;
let cast: Cast;
beforeAll(async () => {
  test = await testDatabase();
  cast = await makeCast();
});

async function released() {
  const packet = await readyPacket({ cast });
  const releaseId = must(await approveAsOwner(packet, (await askFor(packet)).manifestId)).releaseId ?? "";
  return { packet, releaseId };
}

const state = (releaseId: string) => test.db.releaseState.findUniqueOrThrow({ where: { releaseId } });
const finding = (releaseId: string, more: Record<string, unknown> = {}) => ({
  ...{
    id: randomUUID(),
    releaseId,
    type: "misleading",
    part: "claim C1",
    text: "The figure is of another train.",
  },
  ...more,
});

describe("a release on hold", () => {
  it("[RL16] is on hold from a finding, is read on, and is lifted by whoever may withdraw it", async () => {
    const { releaseId } = await released();
    must(await reportFinding(cast.recipient, finding(releaseId)));
    expect(await state(releaseId)).toMatchObject({
      state: "open",
      onHold: true,
      holdReason: "A value misleads.",
    });
    must(await readRelease(cast.recipient, releaseId));
    const lift = { releaseId, reason: "The figure is right; the note names the train." };
    expect(await liftReleaseHold(cast.author, lift)).toMatchObject({ error: { code: "not-found" } });
    must(await liftReleaseHold(cast["release-owner"], lift));
    expect(await state(releaseId)).toMatchObject({ state: "open", onHold: false, holdReason: null });
    expect(await liftReleaseHold(cast["release-owner"], lift)).toMatchObject({
      error: { code: "state-conflict" },
    });
  });

  it("[RL16] is on hold from the moment that a source of its revision has a newer version", async () => {
    const { packet, releaseId } = await released();
    const source = await test.db.source.findFirstOrThrow({
      where: { packetId: packet.packetId, annexId: null },
      orderBy: { number: "asc" },
    });
    must(
      await addVersion(cast.author, {
        id: randomUUID(),
        packetId: packet.packetId,
        sourceId: source.id,
        fileName: "newer.txt",
        bytes: utf8("the rehearsal was run again"),
      }),
    );
    const held = await state(releaseId);
    expect(held.onHold).toBe(true);
    expect(held.holdReason).toContain(`S${source.number} has a newer version`);
  });

  it("[RL17] a finding is recorded once with its leaf, and nobody from outside records one", async () => {
    const { packet, releaseId } = await released();
    const one = finding(releaseId);
    must(await reportFinding(cast.recipient, one));
    must(await reportFinding(cast.recipient, one));
    const { packetId } = packet;
    expect(await test.db.ledgerLeaf.count({ where: { packetId, type: "finding after release" } })).toBe(1);
    expect(await reportFinding(cast.reviewer, one)).toMatchObject({ error: { code: "duplicate" } });
    expect(await reportFinding(cast.outsider, finding(releaseId))).toMatchObject({
      error: { code: "not-found" },
    });
    expect(await reportFinding(cast.reviewer, finding(releaseId, { type: "mood" }))).toMatchObject({
      error: { code: "invalid-input" },
    });
  });
});
