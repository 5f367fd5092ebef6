import fc from "fast-check";
import { afterAll, afterEach, beforeEach, expect, vi } from "vitest";
import { endTestDatabases } from "./database.ts";

// Property tests draw from a fixed seed, so that nobody's change fails by luck; the soak draws a new one each time.
if (process.env.TEST_PART !== "soak") fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261_121 });

// An unexpected console.error is a failure; a test that expects one puts its own spy in place.
const unexpected: unknown[][] = [];

beforeEach(() => {
  unexpected.length = 0;
  vi.spyOn(console, "error").mockImplementation((...words) => {
    unexpected.push(words);
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  expect(unexpected, "console.error was called").toEqual([]);
});

afterAll(endTestDatabases);
