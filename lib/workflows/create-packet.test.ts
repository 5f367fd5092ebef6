import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { must, type PacketFixture, packetFixture } from "../../test/build-packet.ts";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import { createPacket } from "./create-packet.ts";

let test: TestDatabase;
let fixture: PacketFixture;

beforeAll(async () => {
  test = await testDatabase();
  fixture = await packetFixture();
});

function input(more: Record<string, unknown> = {}) {
  const { cast, laneId } = fixture;
  return {
    id: randomUUID(),
    title: "A second packet",
    kindKey: "payments-tokenization-exception",
    artifactOwnerId: cast["artifact-owner"].id,
    releaseOwnerId: cast["release-owner"].id,
    laneId,
    ...more,
  };
}

describe("createPacket", () => {
  it("[PK1] makes document, seeded rows and people, and records it", async () => {
    const { packetId } = fixture;
    const document = await test.db.document.findFirstOrThrow({ where: { packetId } });
    expect(document.headSeq).toBe(1n);
    const rows = await test.db.registerRow.findMany({ where: { packetId }, orderBy: { ordinal: "asc" } });
    expect(rows.filter((row) => row.register === "options")).toHaveLength(3);
    expect(rows.filter((row) => row.register === "blocked-paths")).toHaveLength(2);
    expect(rows.every((row) => row.fromKind)).toBe(true);
    const leaves = await test.db.ledgerLeaf.findMany({ where: { packetId }, orderBy: { index: "asc" } });
    expect(leaves.map((leaf) => leaf.type)).toEqual(["packet created", "member changed"]);
  });

  it("[PK2] keeps apart whom the kind keeps apart", async () => {
    const { cast } = fixture;
    const outcome = await createPacket(cast.author, input({ releaseOwnerId: cast["artifact-owner"].id }));
    expect(outcome).toMatchObject({ ok: false, error: { code: "invalid-input" } });
  });

  it("[PK3] makes one packet of 50 sendings at once, and tells another person that it exists", async () => {
    const { cast } = fixture;
    const same = input();
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => createPacket(cast.author, same)));
    expect(
      new Set(outcomes.map((outcome) => (outcome.ok ? outcome.value.packetId : outcome.error.code))),
    ).toEqual(new Set([same.id]));
    expect(await test.db.ledgerLeaf.count({ where: { packetId: same.id, type: "packet created" } })).toBe(1);
    const other = await createPacket(cast.reviewer, same);
    expect(other).toMatchObject({ ok: false, error: { code: "duplicate" } });
  });

  it("[PK4] makes whoever creates it an author where they are named nowhere", async () => {
    const { cast } = fixture;
    const { packetId } = must(await createPacket(cast.outsider, input()));
    const members = await test.db.member.findMany({ where: { packetId } });
    expect(members.map(({ accountId, role }) => ({ accountId, role }))).toEqual([
      { accountId: cast.outsider.id, role: "author" },
    ]);
  });

  it.each([
    ["an unknown field", { extra: 1 }],
    ["an id in upper case", { id: randomUUID().toUpperCase() }],
    ["NUL in the title", { title: "a\u0000b" }],
    ["a lone surrogate", { title: "a\ud800b" }],
    ["a hidden character", { title: "a\u202eb" }],
    ["a number as text", { windowHours: "12" }],
    ["an array for an id", { artifactOwnerId: [] }],
  ])("[PK5] refuses %s and keeps nothing", async (_, more) => {
    const before = await test.db.packet.count();
    const outcome = await createPacket(fixture.cast.author, input(more));
    expect(outcome).toMatchObject({ ok: false, error: { code: "invalid-input" } });
    expect(await test.db.packet.count()).toBe(before);
  });

  it("[PK6] refuses a window beyond kind or lane", async () => {
    const outcome = await createPacket(fixture.cast.author, input({ windowHours: 337 }));
    expect(outcome).toMatchObject({ ok: false, error: { code: "window-invalid" } });
  });
});
