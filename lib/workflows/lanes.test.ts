import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { type Cast, makeCast, makeLane, must, packetFixture } from "../../test/build-packet.ts";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import { loadLanes } from "../queries/load-lanes.ts";
import { changeLane } from "./change-lane.ts";
import { createLane } from "./create-lane.ts";

let test: TestDatabase;
let cast: Cast;
let laneId: string;

beforeAll(async () => {
  test = await testDatabase();
  cast = await makeCast();
  laneId = await makeLane(cast);
});

const rules = (more: Record<string, unknown> = {}) => ({
  ...{ title: "Intake", purpose: "Reads.", maxWindowHours: 48, exportPolicy: "none" },
  ...{ methods: ["passkey"], recipientIds: [cast.recipient.id], ...more },
});

describe("lanes", () => {
  it("[LA1] are made by administrators and changed by their owner alone", async () => {
    const made = { id: randomUUID(), key: "other-intake", ownerId: cast["release-owner"].id, ...rules() };
    expect(await createLane(cast["release-owner"], made)).toMatchObject({ error: { code: "not-found" } });
    must(await createLane(cast.admin, made));
    must(await createLane(cast.admin, made));
    const change = { laneId, version: 1, ...rules() };
    for (const role of ["admin", "recipient", "author", "outsider"] as const) {
      expect(await changeLane(cast[role], change), role).toMatchObject({ error: { code: "not-found" } });
    }
  });

  it("[LA2] [LA4] move every packet that would go to them, and make a version only where something changed", async () => {
    const { packetId } = await packetFixture({ cast, laneId });
    const stateNumber = async () =>
      (await test.db.packet.findUniqueOrThrow({ where: { id: packetId } })).stateNumber;
    const before = await stateNumber();
    const first = must(await changeLane(cast["release-owner"], { laneId, version: 1, ...rules() }));
    expect(first.version).toBe(2);
    expect((await stateNumber()) - before).toBe(1n);
    const same = must(await changeLane(cast["release-owner"], { laneId, version: 2, ...rules() }));
    expect(same.version).toBe(2);
    const stale = { laneId, version: 1, ...rules({ title: "Another" }) };
    expect(await changeLane(cast["release-owner"], stale)).toMatchObject({ error: { code: "stale-state" } });
    expect((await stateNumber()) - before).toBe(1n);
  });

  it.each([
    ["no method", { methods: [] }],
    ["an unknown recipient", { recipientIds: ["00000000-0000-4000-8000-000000000000"] }],
    ["a window of nothing", { maxWindowHours: 0 }],
    ["an export policy of its own", { exportPolicy: "everything" }],
  ])("[LA3] refuse %s", async (_, more) => {
    const outcome = await changeLane(cast["release-owner"], { laneId, version: 2, ...rules(more) });
    expect(outcome).toMatchObject({ error: { code: "invalid-input" } });
  });

  it("[LA5] name their recipients only to those whom they concern", async () => {
    const seen = async (role: keyof Cast) =>
      must(await loadLanes(cast[role])).lanes.find((lane) => lane.id === laneId)?.recipientPeople;
    expect(await seen("author")).toBeNull();
    expect(await seen("recipient")).toHaveLength(1);
    expect(await seen("release-owner")).toHaveLength(1);
  });
});
