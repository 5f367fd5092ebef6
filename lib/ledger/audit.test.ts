import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AuditLeaf, auditLeaves, type PinnedRoot } from "./audit.ts";
import { encodeLeaf } from "./event.ts";
import { leafHash, rootOf } from "./merkle.ts";

const SIZE = 120;
const PINS = [40, 80, SIZE];

function leafAt(index: number, at = index): AuditLeaf {
  const bytes = encodeLeaf({
    type: "ready",
    at: new Date(1_760_000_000_000 + at * 1000).toISOString(),
    actor: null,
    onBehalfOf: null,
    through: "system",
    packet: null,
    scope: null,
    subjects: { n: index.toString(16).padStart(64, "0") },
    textDigest: null,
  });
  return { index, bytes, leafHash: leafHash(bytes) };
}

const LEAVES = Array.from({ length: SIZE }, (_, i) => leafAt(i));
const pins: readonly PinnedRoot[] = PINS.map((size) => ({
  size,
  root: rootOf(LEAVES.slice(0, size).map((leaf) => leaf.leafHash)),
}));

function faultOf(leaves: readonly AuditLeaf[]) {
  const audit = auditLeaves(leaves, pins);
  return audit.ok ? null : audit.error;
}

/** The pins around an index: everything between them is under suspicion where only a root tells. */
function between(index: number) {
  const to = PINS.find((size) => size > index) ?? SIZE;
  return { from: [0, ...PINS].filter((size) => size <= index).at(-1) ?? 0, to: to - 1 };
}

const place = fc.nat(SIZE - 1);

it("[LG19] passes a ledger that nobody touched, also beyond its last pin", () => {
  expect(auditLeaves(LEAVES, pins).ok).toBe(true);
  expect(auditLeaves(LEAVES, []).ok).toBe(true);
  expect(auditLeaves([...LEAVES, leafAt(SIZE)], pins).ok).toBe(true);
});

describe("[LG20] names the first bad index", () => {
  it("of a leaf whose bytes or hash were changed", () => {
    fc.assert(
      fc.property(place, fc.nat(), fc.boolean(), (index, at, inHash) => {
        const bent = LEAVES.map((leaf) => {
          if (leaf.index !== index) return leaf;
          const part = inHash ? leaf.leafHash.slice() : leaf.bytes.slice();
          part[at % part.length] = (part[at % part.length] ?? 0) ^ 1;
          return inHash ? { ...leaf, leafHash: part } : { ...leaf, bytes: part };
        });
        expect(faultOf(bent)).toEqual({ reason: "other-hash", from: index, to: index });
      }),
      { numRuns: 30 },
    );
  });

  it("of a leaf that was dropped, doubled or swapped", () => {
    fc.assert(
      fc.property(fc.nat(SIZE - 2), (index) => {
        const dropped = LEAVES.filter((leaf) => leaf.index !== index);
        expect(faultOf(dropped)).toMatchObject({ from: index });
        const doubled = LEAVES.flatMap((leaf) => (leaf.index === index ? [leaf, leaf] : [leaf]));
        expect(faultOf(doubled)).toMatchObject({ reason: "gap", from: index + 1 });
        const swapped = [...LEAVES];
        [swapped[index], swapped[index + 1]] = [leafAt(index + 1), leafAt(index)];
        expect(faultOf(swapped)).toMatchObject({ reason: "gap", from: index });
      }),
      { numRuns: 30 },
    );
  });

  it("or the leaves between two pins, where leaf and hash were rewritten together", () => {
    fc.assert(
      fc.property(place, (index) => {
        const rewritten = LEAVES.map((leaf) =>
          leaf.index === index ? { ...leafAt(7777, index), index } : leaf,
        );
        expect(faultOf(rewritten)).toEqual({ reason: "other-root", ...between(index) });
      }),
      { numRuns: 30 },
    );
  });

  it("of a leaf that was inserted, with all later ones renumbered", () => {
    fc.assert(
      fc.property(place, (index) => {
        const inserted = [...LEAVES.slice(0, index), leafAt(9999, index), ...LEAVES.slice(index)];
        const renumbered = inserted.map((leaf, i) => ({ ...leaf, index: i }));
        expect(faultOf(renumbered)).toMatchObject({ reason: "other-root", from: between(index).from });
      }),
      { numRuns: 30 },
    );
  });

  it("of a time that runs backwards, and of bytes that are no leaf", () => {
    const back = LEAVES.map((leaf) => (leaf.index === 60 ? leafAt(60, 3) : leaf));
    expect(faultOf(back)).toEqual({ reason: "back-in-time", from: 60, to: 60 });
    const bytes = new TextEncoder().encode("{}");
    const foreign = LEAVES.map((leaf) =>
      leaf.index === 5 ? { index: 5, bytes, leafHash: leafHash(bytes) } : leaf,
    );
    expect(faultOf(foreign)).toEqual({ reason: "not-a-leaf", from: 5, to: 5 });
  });

  it("that is missing, where an older state was put back", () => {
    expect(faultOf(LEAVES.slice(0, 100))).toEqual({ reason: "too-short", from: 100, to: SIZE - 1 });
    expect(faultOf([])).toEqual({ reason: "too-short", from: 0, to: SIZE - 1 });
  });
});
