import { expect, it } from "vitest";
import { digestOfText } from "./digest.ts";
import { fingerprintGrid, fingerprintLines, fingerprintText } from "./fingerprint.ts";

const digest = digestOfText("packet");

it("[CF29] draws a tile that is its own mirror image, the same each time", () => {
  const grid = fingerprintGrid(digest);
  expect(grid).toHaveLength(9);
  for (const row of grid) expect(row).toEqual([...row].reverse());
  expect(fingerprintGrid(digest)).toEqual(grid);
  expect(fingerprintLines(digest).every((line) => line.length === 18)).toBe(true);
});

it("[CF29] reads its first 80 bits aloud, and differs for another digest", () => {
  expect(fingerprintText("0".repeat(64))).toBe("0000-0000-0000-0000");
  expect(fingerprintText("f".repeat(64))).toBe("ZZZZ-ZZZZ-ZZZZ-ZZZZ");
  expect(fingerprintText(digest)).not.toBe(fingerprintText(digestOfText("packet ")));
});

it("[CF29] refuses what is not a digest", () => {
  expect(() => fingerprintText("abc")).toThrow("fingerprint");
});
