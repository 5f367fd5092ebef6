import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ground, RIVALS, raceApprovals, raceGround } from "../../test/approve-race.ts";

const ROUNDS = 143;

let ground: Ground;
beforeAll(async () => {
  ground = await raceGround();
});
afterAll(() => ground.replay.close());

describe("approve against whatever else may happen at that moment, a thousand times", () => {
  for (const rival of RIVALS) {
    it(`[AP22] approves exactly what was committed: against ${rival}`, async () => {
      const tally = await raceApprovals(ground, rival, ROUNDS);
      console.log(`${rival}: ${tally.approved} approved, ${tally.refused} refused`);
      expect(tally.approved).toBeGreaterThan(0);
      expect(tally.refused).toBeGreaterThan(0);
    }, 1_800_000);
  }
});
