import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ground, RIVALS, raceApprovals, raceGround } from "../../test/approve-race.ts";

const ROUNDS = 14;

let ground: Ground;
beforeAll(async () => {
  ground = await raceGround();
});
afterAll(() => ground.replay.close());

describe("approve against whatever else may happen at that moment", () => {
  for (const rival of RIVALS) {
    it(`[AP22] approves exactly what was committed: against ${rival}`, async () => {
      const { approved, refused } = await raceApprovals(ground, rival, ROUNDS);
      expect(approved + refused).toBe(ROUNDS);
      expect(approved, "no round was won by the approval").toBeGreaterThan(0);
    }, 120_000);
  }
});
