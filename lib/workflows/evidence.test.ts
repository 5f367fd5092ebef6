import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import {
  addAnnex,
  addClaim,
  addTextSource,
  must,
  type PacketFixture,
  packetFixture,
} from "../../test/build-packet.ts";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import { transaction } from "../db/client.ts";
import { utf8 } from "../kernel/bytes.ts";
import { digestOf } from "../kernel/digest.ts";
import { loadPacketRoom } from "../queries/load-packet-room.ts";
import { loadSourceBytes } from "../queries/load-source-version.ts";
import { addSource } from "./add-source.ts";
import { addVersion } from "./add-source-version.ts";
import { changeSource } from "./change-source.ts";
import { makeClaim, retractClaim } from "./make-claim.ts";
import { traceClaim, untraceClaim } from "./trace-claim.ts";

let test: TestDatabase;
let fixture: PacketFixture;

beforeAll(async () => {
  test = await testDatabase();
  fixture = await packetFixture();
});

const JUNIT = new Uint8Array(
  readFileSync(new URL("../../prisma/demo/TESTS-TestSuites.xml", import.meta.url)),
);

function lines(from: number, to = from) {
  return { kind: "line-range", start: from, end: to };
}

async function stateOf(claimId: string): Promise<string | undefined> {
  const room = must(await loadPacketRoom(fixture.cast.author, fixture.slug));
  return room.claims.find((claim) => claim.id === claimId)?.state;
}

describe("sources", () => {
  it("[EV30] are recognised by content, kept by digest once, and given back byte for byte", async () => {
    const { cast, packetId } = fixture;
    const input = {
      packetId,
      bytes: JUNIT,
      name: "CI",
      slotKey: "test-evidence",
      fileName: "looks-like.png",
    };
    const one = must(await addSource(cast.author, { ...input, id: randomUUID() }));
    const two = must(await addSource(cast.author, { ...input, id: randomUUID() }));
    expect(one.format).toBe("junit");
    expect(two.number).toBe(one.number + 1);
    expect(await test.db.blob.count({ where: { packetId, digest: digestOf(JUNIT) } })).toBe(1);
    const read = must(await loadSourceBytes(cast.reviewer, packetId, one.versionId));
    expect(digestOf(read.bytes)).toBe(digestOf(JUNIT));
    expect(await loadSourceBytes(cast.outsider, packetId, one.versionId)).toMatchObject({
      error: { code: "not-found" },
    });
  });

  it("[EV31] make one source of 50 sendings at once", async () => {
    const { cast, packetId } = fixture;
    const same = { id: randomUUID(), packetId, bytes: utf8("once"), name: "Once" };
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => addSource(cast.author, same)));
    expect(new Set(outcomes.map((outcome) => must(outcome).versionId)).size).toBe(1);
  });

  it.each([
    ["no bytes", { bytes: new Uint8Array() }, "invalid-input"],
    ["bytes that are not what was declared", { declaredDigest: "0".repeat(64) }, "invalid-input"],
    ["a slot that the kind lacks", { slotKey: "gossip" }, "invalid-input"],
    ["a day that does not exist", { effectiveAt: "2026-02-30T00:00:00Z" }, "invalid-input"],
    ["a time without a zone", { effectiveAt: "2026-02-03T00:00:00" }, "invalid-input"],
    ["a made-up annex", { annexId: randomUUID() }, "not-found"],
  ])("[EV32] refuses %s and keeps nothing", async (_, more, code) => {
    const { cast, packetId } = fixture;
    const before = await test.db.blob.count();
    const input = { id: randomUUID(), packetId, bytes: utf8("a note"), name: "Note", ...more };
    expect(await addSource(cast.author, input)).toMatchObject({ ok: false, error: { code } });
    expect(await test.db.blob.count()).toBe(before);
  });

  it("[AX5] [PK19] never share bytes across the edge of an annex, and nobody learns by sending that it holds them", async () => {
    const { packetId } = fixture;
    const annexId = await addAnnex(fixture);
    const secret = "the merchants are these";
    await addTextSource(fixture, secret, { annexId });
    await addTextSource(fixture, secret, { annexId });
    await addTextSource(fixture, secret);
    const blobs = await test.db.blob.findMany({ where: { packetId, annexId } });
    expect(blobs).toHaveLength(2);
    expect(blobs.every((blob) => blob.digest === null && !Buffer.from(blob.bytes).includes(secret))).toBe(
      true,
    );
    expect(await test.db.blob.count({ where: { packetId, digest: digestOf(utf8(secret)) } })).toBe(1);
    const numbers = await test.db.source.findMany({ where: { packetId, annexId }, select: { number: true } });
    expect(numbers.map((source) => source.number).sort()).toEqual([1, 2]);
    const body = await test.db.source.findMany({
      where: { packetId, annexId: null },
      orderBy: { number: "asc" },
    });
    expect(body.map((source) => source.number)).toEqual(body.map((_, i) => i + 1));
  });

  it("[EV33] is read before any lock is waited for", async () => {
    const { cast, packetId } = fixture;
    const declaredDigest = "0".repeat(64);
    const input = { id: randomUUID(), packetId, bytes: utf8("a note"), name: "Note", declaredDigest };
    await transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "packets" WHERE "id" = ${packetId}::uuid FOR UPDATE`;
      // Refused for what was read of the file, while the packet is still held by somebody else.
      expect(await addSource(cast.author, input)).toMatchObject({
        ok: false,
        error: { code: "invalid-input" },
      });
    });
  });
});

describe("claims", () => {
  it("[CL20] are untraced, then supported, then drifted when the place says something else", async () => {
    const { cast, packetId } = fixture;
    const source = await addTextSource(fixture, "first line\nthe figure is 7\nlast line");
    const claimId = await addClaim(fixture, "the figure is 7");
    expect(await stateOf(claimId)).toBe("untraced");
    const link = {
      id: randomUUID(),
      packetId,
      claimId,
      sourceVersionId: source.versionId,
      locator: lines(2),
    };
    expect(must(await traceClaim(cast.author, link)).excerpt).toBe("the figure is 7");
    expect(await stateOf(claimId)).toBe("supported");
    const next = { packetId, sourceId: source.sourceId, fileName: null };
    const same = utf8("another first line\nthe figure is 7\nlast line");
    must(await addVersion(cast.author, { ...next, id: randomUUID(), bytes: same }));
    expect(await stateOf(claimId)).toBe("supported");
    must(await addVersion(cast.author, { ...next, id: randomUUID(), bytes: utf8("x\nthe figure is 9\ny") }));
    expect(await stateOf(claimId)).toBe("drifted");
    const old = { ...link, id: randomUUID() };
    expect(await traceClaim(cast.author, old)).toMatchObject({ error: { code: "stale-state" } });
    must(await untraceClaim(cast.author, { packetId, linkId: link.id }));
    expect(await stateOf(claimId)).toBe("untraced");
  });

  it("[CL21] are contradicted where their assertion is not what the source states", async () => {
    const { cast, packetId } = fixture;
    const sent = { id: randomUUID(), packetId, bytes: JUNIT, name: "CI again" };
    const source = must(await addSource(cast.author, sent));
    const assertion = { key: "junit.failures", op: "=", value: 4000 };
    const claim = { id: randomUUID(), packetId, quote: "four thousand failed", assertion };
    const { claimId } = must(await makeClaim(cast.author, claim));
    const link = {
      id: randomUUID(),
      packetId,
      claimId,
      sourceVersionId: source.versionId,
      locator: lines(1),
    };
    must(await traceClaim(cast.author, link));
    expect(await stateOf(claimId)).toBe("contradicted");
    must(await retractClaim(cast.author, { packetId, claimId }));
    expect(await stateOf(claimId)).toBeUndefined();
  });

  it("[CL22] are not traced to a place that is not there", async () => {
    const { cast, packetId } = fixture;
    const source = await addTextSource(fixture, "one line");
    const claimId = await addClaim(fixture, "nothing");
    const link = {
      id: randomUUID(),
      packetId,
      claimId,
      sourceVersionId: source.versionId,
      locator: lines(7),
    };
    expect(await traceClaim(cast.author, link)).toMatchObject({ error: { code: "locator-unresolved" } });
    expect(await test.db.traceLink.count({ where: { claimId } })).toBe(0);
  });

  it("[AX1] of the body never lean on an annex; one of an annex may lean on the body", async () => {
    const { cast, packetId } = fixture;
    const annexId = await addAnnex(fixture);
    const inside = await addTextSource(fixture, "a route", { annexId });
    const outside = await addTextSource(fixture, "a public route");
    const body = await addClaim(fixture, "a body claim");
    const held = await addClaim(fixture, "an annex claim", annexId);
    const link = (claimId: string, sourceVersionId: string) => {
      return { id: randomUUID(), packetId, claimId, sourceVersionId, locator: lines(1) };
    };
    expect(await traceClaim(cast.author, link(body, inside.versionId))).toMatchObject({
      error: { code: "annex-boundary" },
    });
    const uncleared = await traceClaim(cast["release-owner"], link(body, inside.versionId));
    const missing = await traceClaim(cast["release-owner"], link(body, randomUUID()));
    expect(uncleared).toEqual(missing);
    must(await traceClaim(cast.author, link(held, outside.versionId)));
    must(await traceClaim(cast.author, link(held, inside.versionId)));
    expect(await stateOf(held)).toBe("supported");
  });

  it("[CL23] move the state number, and a source that is taken out of use takes its support with it", async () => {
    const { cast, packetId } = fixture;
    const source = await addTextSource(fixture, "a line that stands");
    const claimId = await addClaim(fixture, "it stands");
    const link = {
      id: randomUUID(),
      packetId,
      claimId,
      sourceVersionId: source.versionId,
      locator: lines(1),
    };
    must(await traceClaim(cast.author, link));
    const before = await test.db.packet.findUniqueOrThrow({ where: { id: packetId } });
    must(await changeSource(cast.author, { packetId, sourceId: source.sourceId, retired: true }));
    const after = await test.db.packet.findUniqueOrThrow({ where: { id: packetId } });
    expect(after.stateNumber - before.stateNumber).toBe(1n);
    expect(await stateOf(claimId)).toBe("unreachable");
  });
});
