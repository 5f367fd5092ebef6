import { beforeAll, describe, expect, it } from "vitest";
import { RIVALS, raceApprovals } from "../../test/approve-race.ts";
import { type Cast, makeCast } from "../../test/build-packet.ts";
import { type TestDatabase, testDatabase } from "../../test/database.ts";

const ROUNDS = 14;

let db: TestDatabase;
let cast: Cast;
beforeAll(async () => {
  db = await testDatabase();
  cast = await makeCast();
});

describe("approve against whatever else may happen at that moment", () => {
  for (const rival of RIVALS) {
    it(`[AP22] approves exactly what was committed: against ${rival}`, async () => {
      const { approved, refused } = await raceApprovals(db, cast, rival, ROUNDS);
      expect(approved + refused).toBe(ROUNDS);
      expect(approved, "no round was won by the approval").toBeGreaterThan(0);
    }, 120_000);
  }
});
