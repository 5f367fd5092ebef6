import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { LIBRARY } from "./library.ts";
import { CHECK_NAMES } from "./names.ts";

describe("the seed map's check library", () => {
  it("[CK51] has 39 ids, and every check of ours stands under one of them", () => {
    expect(Object.keys(LIBRARY)).toHaveLength(39);
    for (const id of Object.keys(LIBRARY)) expect(id).toMatch(/^K-[A-Z]{3}$/);
    expect(new Set(Object.values(LIBRARY).flat())).toEqual(new Set(CHECK_NAMES));
    for (const names of Object.values(LIBRARY)) expect(names.length).toBeGreaterThan(0);
  });

  it("[CK51] is the table that docs/spec/checks.md shows", () => {
    const page = readFileSync("docs/spec/checks.md", "utf8");
    const shown = [...page.matchAll(/^\| (K-[A-Z]{3}) \| (.+?) \|$/gm)].map(([, id, names]) => [
      id,
      [...(names ?? "").matchAll(/`([a-z-]+)`/g)].map(([, name]) => name),
    ]);
    expect(Object.fromEntries(shown)).toEqual(LIBRARY);
  });
});
