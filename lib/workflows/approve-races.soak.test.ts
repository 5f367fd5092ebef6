import { beforeAll, describe, expect, it } from "vitest";
import { RIVALS, raceApprovals } from "../../test/approve-race.ts";
import { type Cast, makeCast } from "../../test/build-packet.ts";
import { type TestDatabase, testDatabase } from "../../test/database.ts";

const ROUNDS = 143;

let db: TestDatabase;
let cast: Cast;
beforeAll(async () => {
  db = await testDatabase();
  cast = await makeCast();
});

describe("approve against whatever else may happen at that moment, a thousand times", () => {
  for (const rival of RIVALS) {
    it(`[AP22] approves exactly what was committed: against ${rival}`, async () => {
      const tally = await raceApprovals(db, cast, rival, ROUNDS);
      console.log(`${rival}: ${tally.approved} approved, ${tally.refused} refused`);
      expect(tally.approved).toBeGreaterThan(0);
      expect(tally.refused).toBeGreaterThan(0);
    }, 1_800_000);
  }
});
