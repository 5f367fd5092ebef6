import { describe, expect, it } from "vitest";
import { ownKinds } from "@/lib/catalogue/catalogue";
import { summariseKind } from "./kind-summary";
import { searchKinds } from "./search-kinds";

const { kinds } = await ownKinds();
const all = kinds.map(({ kind }) => summariseKind(kind));

/** Queries of at most three keys that somebody who knows the kind might try. */
function tries(kind: (typeof all)[number]): readonly string[] {
  const words = kind.title
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  const initials = words.map((word) => word.charAt(0)).join("");
  return [
    ...(kind.seedNo === null ? [] : [String(kind.seedNo)]),
    ...words.map((word) => word.slice(0, 3)),
    initials.slice(0, 3),
  ];
}

describe("searching the gallery", () => {
  it.each(all.map((kind) => ({ key: kind.key, kind })))("finds $key with three keys", ({ kind }) => {
    const places = tries(kind).map((query) =>
      searchKinds(all, query).findIndex((one) => one.key === kind.key),
    );
    expect(places.filter((place) => place >= 0).sort((a, b) => a - b)[0]).toBeLessThan(5);
  });

  it("puts the seed's number before everything else, with or without #", () => {
    const numbered = all.filter((kind) => kind.seedNo !== null);
    expect(numbered.length).toBeGreaterThan(0);
    for (const kind of numbered) {
      expect(searchKinds(all, `#${kind.seedNo}`)[0]?.key).toBe(kind.key);
    }
  });

  it("asks every word to fit, and gives nothing for what fits nowhere", () => {
    expect(searchKinds(all, "zzqx")).toEqual([]);
    const [kind] = all;
    expect(searchKinds(all, `${kind?.title} zzqx`)).toEqual([]);
    expect(searchKinds(all, "  ")).toHaveLength(all.length);
  });
});
