import { beforeAll, describe, expect, it } from "vitest";
import { addAnnex, addClaim, type Cast, makeCast, must } from "../../test/build-packet.ts";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import { readyPacket, writeParagraph } from "../../test/ready-packet.ts";
import type { Actor } from "../auth/actor.ts";
import { transaction } from "../db/client.ts";
import { openAnnexVersion } from "../db/packet-state.ts";
import { loadReadiness } from "../queries/load-readiness.ts";
import { annexCommitment } from "../revision/annex.ts";
import { cutRevision } from "./cut-revision.ts";

let db: TestDatabase;
let cast: Cast;
beforeAll(async () => {
  db = await testDatabase();
  cast = await makeCast();
});

async function leavesOf(packetId: string, type: string): Promise<number> {
  return db.db.ledgerLeaf.count({ where: { packetId, type } });
}

describe("cut", { timeout: 60_000 }, () => {
  it("[CF7] returns the head when nothing moved, and makes another revision when something did", async () => {
    const packet = await readyPacket({ cast });
    const by = packet.cast.author;
    const first = must(await cutRevision(by, { packetId: packet.packetId }));
    expect(first).toMatchObject({ number: 1, made: true });
    expect(must(await cutRevision(by, { packetId: packet.packetId }))).toEqual({ ...first, made: false });
    await writeParagraph(packet.documentId, by, { section: 0, text: "One more thing." });
    const second = must(await cutRevision(by, { packetId: packet.packetId }));
    expect(second).toMatchObject({ number: 2, made: true });
    expect(second.digest).not.toBe(first.digest);
  });

  it("[CF12] gives one revision to two who cut at once", async () => {
    const packet = await readyPacket({ cast });
    const cuts = await Promise.all([
      cutRevision(packet.cast.author, { packetId: packet.packetId }),
      cutRevision(packet.cast["artifact-owner"], { packetId: packet.packetId }),
    ]);
    const made = cuts.map(must);
    expect(new Set(made.map((cut) => cut.digest)).size).toBe(1);
    expect(made.filter((cut) => cut.made).length).toBe(1);
    expect(await leavesOf(packet.packetId, "cut")).toBe(1);
  });

  it("[CF13] keeps the name that somebody had when they were first named", async () => {
    const packet = await readyPacket({ cast });
    const first = must(await cutRevision(packet.cast.author, { packetId: packet.packetId }));
    await db.db.account.update({ where: { id: cast.author.id }, data: { name: "Renamed" } });
    const again = must(await cutRevision(packet.cast.author, { packetId: packet.packetId }));
    await db.db.account.update({ where: { id: cast.author.id }, data: { name: cast.author.name } });
    expect(again).toEqual({ ...first, made: false });
  });
});

describe("annex", { timeout: 60_000 }, () => {
  it("[CF8] is committed to at the cut; the head stays while it does, and moves with its first word", async () => {
    const packet = await readyPacket({ cast });
    const annexId = await addAnnex(packet);
    const first = must(await cutRevision(cast.author, { packetId: packet.packetId }));
    expect(must(await cutRevision(cast.author, { packetId: packet.packetId })).made).toBe(false);
    const document = await db.db.document.findUniqueOrThrow({ where: { annexId } });
    expect(await writeParagraph(document.id, cast.author, { section: 0, text: "Route CANARY-7." })).toBe(
      "appended",
    );
    const second = must(await cutRevision(cast.author, { packetId: packet.packetId }));
    expect(second).toMatchObject({ made: true, number: first.number + 1 });
    const rows = await db.db.revision.findMany({
      where: { packetId: packet.packetId },
      orderBy: { number: "asc" },
    });
    const [before, after] = rows.map((row) => JSON.parse(Buffer.from(row.bytes).toString("utf8")));
    expect(after.annexes[0].commitment).not.toBe(before.annexes[0].commitment);
    expect(JSON.stringify(after)).not.toContain("CANARY-7");
    const kept = await transaction((tx) => openAnnexVersion(tx, annexId, after.annexes[0].commitment));
    expect(annexCommitment(kept?.salt ?? new Uint8Array(), kept?.bytes ?? new Uint8Array())).toBe(
      after.annexes[0].commitment,
    );
    expect(Buffer.from(kept?.bytes ?? []).toString("utf8")).toContain("CANARY-7");
  });

  it("[CK5] is to the uncleared no more than that it holds", async () => {
    const packet = await readyPacket({ cast });
    const annexId = await addAnnex(packet);
    await addClaim(packet, "CANARY-8 routes", annexId);
    const seen = async (actor: Actor) => {
      const view = must(await loadReadiness(actor, packet.slug));
      return view.gates.flatMap((gate) => gate.checks).find((check) => check.check === "claims-traced");
    };
    expect((await seen(cast.author))?.reasons[0]?.says).toContain("CANARY-8");
    expect((await seen(cast.reviewer))?.reasons).toEqual([{ says: "Annex A1 holds.", target: "annexes/A1" }]);
  });
});
