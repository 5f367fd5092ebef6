import { afterAll, afterEach, beforeEach, expect, vi } from "vitest";
import { endTestDatabases } from "./database.ts";

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
