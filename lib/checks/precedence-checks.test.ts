import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checked,
  outcomeOf,
  pointerTo,
  RECORD_KIND,
  type SampleRecord,
  type SampleSource,
} from "../../test/sample-record.ts";

const OWNER = "record.owner";

function says(slot: string, owner: string, change: SampleSource = {}): SampleSource {
  return { slot, states: { [OWNER]: owner }, ...change };
}

/** A claim that is traced to the owner that the last source states. */
function leaning(...sources: readonly SampleSource[]): SampleRecord {
  return { sources, trace: [{ claim: 1, source: sources.length, pointer: pointerTo(OWNER) }] };
}

describe("precedence-stated", () => {
  it("[CK49] holds a claim on a conditional slot until the higher sources disagree about just that", () => {
    const agree = leaning(
      says("baseline", "team a"),
      says("inventory", "team a"),
      says("commentary", "team b"),
    );
    expect(checked("precedence-stated", agree)).toMatchObject({
      outcome: "hold",
      reasons: [{ target: "claims#C1", says: expect.stringContaining(OWNER) }],
    });
    const disagree = leaning(
      says("baseline", "team a"),
      says("inventory", "team c"),
      says("commentary", "team b"),
    );
    expect(outcomeOf("precedence-stated", disagree)).toBe("pass");
    const elsewhere = { ...disagree, trace: [{ claim: 1, source: 3, pointer: "/elsewhere" }] };
    expect(outcomeOf("precedence-stated", elsewhere)).toBe("hold");
    expect(outcomeOf("precedence-stated", { ...agree, trace: [] })).toBe("pass");
    expect(outcomeOf("precedence-stated", leaning(says("baseline", "team a")))).toBe("pass");
  });

  it("[CK49] holds a field on a conditional slot in the same way", () => {
    const [field] = RECORD_KIND.fields;
    if (!field) throw new Error("the kind has no field");
    const record = (other: string, from: number): SampleRecord => ({
      kind: { fields: [{ ...field, fact: OWNER }] },
      rows: { fields: [{ id: field.key, state: "resolved", value: "x", source: `source-${from}` }] },
      sources: [says("baseline", "team a"), says("inventory", other), says("commentary", "team b")],
    });
    expect(outcomeOf("precedence-stated", record("team a", 3))).toBe("hold");
    expect(outcomeOf("precedence-stated", record("team c", 3))).toBe("pass");
    expect(outcomeOf("precedence-stated", record("team a", 1))).toBe("pass");
  });

  it("[CK49] any sources: a claim on a conditional slot passes exactly where two higher sources differ", () => {
    const source = fc.record({
      slot: fc.constantFrom("baseline", "inventory", "surface", "commentary"),
      owner: fc.constantFrom("a", "a", "b"),
      hasVersion: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(source, { maxLength: 4 }), (all) => {
        const record = leaning(
          ...all.map(({ slot, owner, hasVersion }) => says(slot, owner, { hasVersion })),
          says("commentary", "c"),
        );
        const higher = all.filter((one) => one.hasVersion && one.slot !== "commentary");
        const passes = new Set(higher.map((one) => one.owner)).size > 1;
        expect(outcomeOf("precedence-stated", record)).toBe(passes ? "pass" : "hold");
      }),
    );
  });
});

describe("checks that a gate narrows to some slots or registers", () => {
  it("[CK48] evidence-present and evidence-fresh look at the slots that are named, required or not", () => {
    const named = { slots: ["baseline"] };
    const there = { sources: [{ slot: "baseline" }, { slot: "inventory", freshness: "stale" as const }] };
    for (const name of ["evidence-present", "evidence-fresh"] as const) {
      expect(outcomeOf(name, there, named)).toBe("pass");
      expect(outcomeOf(name, { sources: [{ slot: "inventory" }] }, named)).toBe("hold");
      expect(outcomeOf(name, { sources: [{ slot: "baseline", readable: false }] }, named)).toBe("hold");
      expect(outcomeOf(name, { sources: [{ slot: "baseline", hasVersion: false }] }, named)).toBe("hold");
      expect(outcomeOf(name, there, { slots: ["no-such-slot"] })).toBe("error");
    }
    expect(outcomeOf("evidence-fresh", there, { slots: ["inventory"] })).toBe("hold");
    expect(outcomeOf("evidence-present", there, { slots: ["inventory"] })).toBe("pass");
    expect(
      outcomeOf("evidence-fresh", { sources: [{ slot: "baseline", freshness: "unknown" }] }, named),
    ).toBe("hold");
    const until = "2026-03-24T00:00:00.000Z";
    const fresh = { sources: [{ slot: "baseline", freshness: "fresh" as const, freshUntil: until }] };
    expect(checked("evidence-fresh", fresh, named).dueAt).toBe(until);
  });

  it("[CK48] registers-complete asks a row of each register that is named, and looks at no other", () => {
    const named = { registers: ["handoffs"] };
    expect(outcomeOf("registers-complete", { rows: { handoffs: [{ to: "x", what: "y" }] } }, named)).toBe(
      "pass",
    );
    expect(outcomeOf("registers-complete", { rows: { handoffs: [{ to: "x" }] } }, named)).toBe("hold");
    expect(outcomeOf("registers-complete", { rows: { handoffs: [] } }, named)).toBe("hold");
    expect(outcomeOf("registers-complete", {}, named)).toBe("hold");
    const other = { handoffs: [{ to: "x", what: "y" }], cases: [{ title: "z" }] };
    expect(outcomeOf("registers-complete", { rows: other }, named)).toBe("pass");
    expect(outcomeOf("registers-complete", { rows: other })).toBe("hold");
    expect(outcomeOf("registers-complete", { rows: other }, { registers: ["no-such"] })).toBe("error");
    expect(outcomeOf("registers-complete", { rows: {} }, { registers: ["blocked-paths"] })).toBe("hold");
  });

  it("[CK48] any evidence: a slot that is named is present where one of its sources is read, fresh where all are", () => {
    const source = fc.record({
      slot: fc.constantFrom("baseline", "inventory"),
      readable: fc.boolean(),
      freshness: fc.constantFrom("fresh" as const, "fresh" as const, "stale" as const, "unknown" as const),
    });
    fc.assert(
      fc.property(
        fc.array(source, { maxLength: 4 }),
        fc.subarray(["baseline", "inventory"], { minLength: 1 }),
        (all, named) => {
          const of = (slot: string) => all.filter((one) => one.slot === slot);
          const present = named.every((slot) => of(slot).some((one) => one.readable));
          const current = named.every(
            (slot) =>
              of(slot).length > 0 && of(slot).every((one) => one.readable && one.freshness === "fresh"),
          );
          expect(outcomeOf("evidence-present", { sources: all }, { slots: named })).toBe(
            present ? "pass" : "hold",
          );
          expect(outcomeOf("evidence-fresh", { sources: all }, { slots: named })).toBe(
            current ? "pass" : "hold",
          );
        },
      ),
    );
  });
});
