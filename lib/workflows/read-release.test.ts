import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { type Cast, makeCast, must } from "../../test/build-packet.ts";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import { approveAsOwner, askFor, readyPacket, writeParagraph } from "../../test/ready-packet.ts";
import { exportBundle } from "./export-bundle.ts";
import { readRelease } from "./read-release.ts";
import { sweep } from "./sweep.ts";
import { withdrawRelease } from "./withdraw-release.ts";

let db: TestDatabase;
let cast: Cast;
beforeAll(async () => {
  db = await testDatabase();
  cast = await makeCast();
});

async function leavesOf(packetId: string, type: string): Promise<number> {
  return db.db.ledgerLeaf.count({ where: { packetId, type } });
}

describe("release", { timeout: 60_000 }, () => {
  it("[RL1] is refused to an outsider as if it were not there, with one leaf an hour and a count", async () => {
    const packet = await readyPacket({ cast });
    const releaseId = must(await approveAsOwner(packet, (await askFor(packet)).manifestId)).releaseId ?? "";
    const refused = await readRelease(cast.outsider, releaseId);
    const missing = await readRelease(cast.outsider, randomUUID());
    expect(refused).toEqual(missing);
    await readRelease(cast.outsider, releaseId);
    await readRelease(cast.outsider, releaseId);
    const rows = await db.db.refusedAttempt.findMany({ where: { releaseId } });
    expect(rows).toMatchObject([{ accountId: cast.outsider.id, count: 3, reason: "not a recipient" }]);
    expect(await leavesOf(packet.packetId, "delivery refused")).toBe(1);
  });

  it("[RL1] is read as well by whoever takes its bundle, and refused as well", async () => {
    const packet = await readyPacket({ cast });
    const releaseId = must(await approveAsOwner(packet, (await askFor(packet)).manifestId)).releaseId ?? "";
    expect(await exportBundle(cast.outsider, releaseId)).toEqual(
      await exportBundle(cast.outsider, randomUUID()),
    );
    expect(await leavesOf(packet.packetId, "delivery refused")).toBe(1);
    must(await exportBundle(cast.recipient, releaseId));
    must(await readRelease(cast.recipient, releaseId));
    expect(await leavesOf(packet.packetId, "delivery opened")).toBe(1);
  });

  it("[RL3] closes at its exact time by the database's clock, before any sweep", async () => {
    const packet = await readyPacket({ cast });
    const releaseId = must(await approveAsOwner(packet, (await askFor(packet)).manifestId)).releaseId ?? "";
    must(await readRelease(cast.recipient, releaseId));
    await db.query("owner", 'ALTER TABLE "releases" DISABLE TRIGGER "insert_only"');
    await db.query(
      "owner",
      `UPDATE "releases" SET "closesAt" = clock_timestamp(), "opensAt" = "opensAt" - interval '1 day' WHERE "id" = $1`,
      [releaseId],
    );
    await db.query("owner", 'ALTER TABLE "releases" ENABLE ALWAYS TRIGGER "insert_only"');
    expect(await readRelease(cast.recipient, releaseId)).toMatchObject({ error: { code: "release-closed" } });
    expect((await sweep()).expired).toBe(1);
    expect(await leavesOf(packet.packetId, "release expired")).toBe(1);
    expect((await sweep()).expired).toBe(0);
  });

  it("[RL7] is superseded by the next one, and withdrawn with a reason by its owner alone", async () => {
    const packet = await readyPacket({ cast });
    const first = must(await approveAsOwner(packet, (await askFor(packet)).manifestId)).releaseId ?? "";
    await writeParagraph(packet.documentId, cast.author, { section: 0, text: "Second edition." });
    const second = must(await approveAsOwner(packet, (await askFor(packet)).manifestId)).releaseId ?? "";
    expect(await readRelease(cast.recipient, first)).toMatchObject({ error: { code: "release-superseded" } });
    must(await readRelease(cast.recipient, second));
    const byAuthor = await withdrawRelease(cast.author, { releaseId: second, reason: "No." });
    expect(byAuthor).toMatchObject({ error: { code: "not-found" } });
    must(
      await withdrawRelease(cast["release-owner"], { releaseId: second, reason: "A merchant was named." }),
    );
    expect(await readRelease(cast.recipient, second)).toMatchObject({ error: { code: "release-withdrawn" } });
  });

  it("[RL8] opens nothing when one stored byte changed", async () => {
    const packet = await readyPacket({ cast });
    const releaseId = must(await approveAsOwner(packet, (await askFor(packet)).manifestId)).releaseId ?? "";
    await db.query("owner", 'ALTER TABLE "revisions" DISABLE TRIGGER "insert_only"');
    await db.query(
      "owner",
      `UPDATE "revisions" SET "bytes" = convert_to(replace(convert_from("bytes", 'UTF8'), 'What section', 'Whet section'), 'UTF8') WHERE "packetId" = $1`,
      [packet.packetId],
    );
    await db.query("owner", 'ALTER TABLE "revisions" ENABLE ALWAYS TRIGGER "insert_only"');
    expect(await readRelease(cast.recipient, releaseId)).toMatchObject({
      error: { code: "integrity-failed" },
    });
  });

  it("[RL8] opens nothing where the signature under it is of other bytes, or gone", async () => {
    const packet = await readyPacket({ cast });
    const releaseId = must(await approveAsOwner(packet, (await askFor(packet)).manifestId)).releaseId ?? "";
    const untouched = 'ALTER TABLE "approvals" ENABLE ALWAYS TRIGGER "insert_only"';
    await db.query("owner", 'ALTER TABLE "approvals" DISABLE TRIGGER "insert_only"');
    await db.query("owner", `UPDATE "approvals" SET "digest" = repeat('0', 64) WHERE "packetId" = $1`, [
      packet.packetId,
    ]);
    await expect(readRelease(cast.recipient, releaseId)).rejects.toMatchObject({ code: "integrity-failed" });
    await db.query("owner", `DELETE FROM "approvals" WHERE "packetId" = $1`, [packet.packetId]);
    await db.query("owner", untouched);
    expect(await readRelease(cast.recipient, releaseId)).toMatchObject({
      error: { code: "integrity-failed" },
    });
  });
});
