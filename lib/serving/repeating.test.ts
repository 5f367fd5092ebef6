import { expect, it, vi } from "vitest";
import { repeat } from "./repeating.ts";

it("[OP11] goes on after a round that failed, never runs two at once, and stops after the one under way", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
  let rounds = 0;
  let running = 0;
  let most = 0;
  let finished = () => {};
  const enough = new Promise<void>((resolve) => {
    finished = resolve;
  });
  const repeating = repeat("The test", 1, async () => {
    running++;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
    if (++rounds === 4) finished();
    if (rounds === 2) throw new Error("once");
  });
  await enough;
  await repeating.stop();
  const seen = rounds;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect({ most, running, later: rounds - seen, failures: said.mock.calls.length }).toEqual({
    most: 1,
    running: 0,
    later: 0,
    failures: 1,
  });
});
