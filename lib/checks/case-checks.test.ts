import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checked,
  leans,
  MOSTLY,
  outcomeOf,
  type SampleRecord,
  type SampleRow,
  SOURCE,
} from "../../test/sample-record.ts";

const SOURCES = [{}, {}, {}, { readable: false }];
const KEYS = { keys: ["signature", "scope"] };

function cases(...rows: readonly SampleRow[]): SampleRecord {
  return { rows: { cases: rows.map((row) => ({ title: "A case", ...row })) } };
}

function hypotheses(...rows: readonly SampleRow[]): SampleRecord {
  return {
    rows: { hypotheses: rows.map((row) => ({ explanation: "The pool ran dry", ...row })) },
    sources: SOURCES,
  };
}

const BOTH = { supporting: "source-1", disconfirming: "source-2" };

describe("checks of explanations", () => {
  it("[CK44] hypotheses-tested asks evidence for and against each of two or more", () => {
    expect(outcomeOf("hypotheses-tested", hypotheses(BOTH, BOTH))).toBe("pass");
    expect(outcomeOf("hypotheses-tested", hypotheses(BOTH))).toBe("hold");
    expect(outcomeOf("hypotheses-tested", hypotheses())).toBe("hold");
    expect(outcomeOf("hypotheses-tested", hypotheses(BOTH, { supporting: "source-1" }))).toBe("hold");
    expect(
      checked("hypotheses-tested", hypotheses(BOTH, { ...BOTH, disconfirming: "source-4" })),
    ).toMatchObject({
      outcome: "hold",
      reasons: [{ target: "registers/hypotheses", says: expect.stringContaining("against") }],
    });
  });

  it("[CK44] one-explanation asks one that is ranked first with support, and something against every other", () => {
    const first = { rank: 1, supporting: "source-1" };
    const other = { rank: 2, disconfirming: "source-2" };
    expect(outcomeOf("one-explanation", hypotheses(first, other))).toBe("pass");
    expect(outcomeOf("one-explanation", hypotheses(first, other, { disconfirming: "source-3" }))).toBe(
      "pass",
    );
    expect(outcomeOf("one-explanation", hypotheses(first, { rank: 2 }))).toBe("hold");
    expect(outcomeOf("one-explanation", hypotheses({ rank: 1 }, other))).toBe("hold");
    expect(outcomeOf("one-explanation", hypotheses(first, { ...first, ...other, rank: 1 }))).toBe("hold");
    expect(outcomeOf("one-explanation", hypotheses(first, { ...other, rank: 0 }))).toBe("hold");
    expect(outcomeOf("one-explanation", hypotheses(other, other))).toBe("hold");
    expect(outcomeOf("one-explanation", hypotheses(first))).toBe("hold");
  });

  it("[CK44] any hypotheses: both pass exactly where they are tested as they must be", () => {
    const named = fc.option(fc.constantFrom("source-1", "source-2", "source-3"), { nil: undefined, freq: 6 });
    const row = fc.record({
      rank: fc.constantFrom(1, 2, 2, 3, undefined),
      supporting: named,
      disconfirming: named,
      retired: MOSTLY.map((stands) => !stands),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 4 }), fc.tuple(SOURCE, SOURCE, SOURCE), (rows, sources) => {
        const record = { ...hypotheses(...rows), sources };
        const on = (id: string | undefined) => leans(sources[Number(id?.slice(7)) - 1]);
        const active = rows.filter((one) => !one.retired);
        const tested = active.every((one) => on(one.supporting) && on(one.disconfirming));
        expect(outcomeOf("hypotheses-tested", record)).toBe(active.length > 1 && tested ? "pass" : "hold");
        const first = active.filter((one) => one.rank === 1);
        const others = active.filter((one) => one.rank !== 1);
        const one =
          active.length > 1 &&
          first.length === 1 &&
          first.every((found) => on(found.supporting)) &&
          others.every((found) => on(found.disconfirming));
        expect(outcomeOf("one-explanation", record)).toBe(one ? "pass" : "hold");
      }),
      { numRuns: 400 },
    );
  });
});

describe("checks of cases", () => {
  it("[CK45] duplicates-linked holds for two equal cases of which neither names the other", () => {
    const one = { id: "a", signature: "s", scope: "eu" };
    expect(outcomeOf("duplicates-linked", cases(one, { ...one, id: "b", scope: "us" }), KEYS)).toBe("pass");
    expect(checked("duplicates-linked", cases(one, { ...one, id: "b" }), KEYS)).toMatchObject({
      outcome: "hold",
      reasons: [{ target: "registers/cases", says: expect.stringContaining("Case b repeats case a") }],
    });
    expect(outcomeOf("duplicates-linked", cases(one, { ...one, id: "b", "linked-to": "a" }), KEYS)).toBe(
      "pass",
    );
    expect(
      outcomeOf("duplicates-linked", cases({ ...one, "linked-to": "b" }, { ...one, id: "b" }), KEYS),
    ).toBe("pass");
    expect(outcomeOf("duplicates-linked", cases(one, { ...one, id: "b", "linked-to": "c" }), KEYS)).toBe(
      "hold",
    );
    expect(outcomeOf("duplicates-linked", cases(one, { ...one, id: "b", retired: true }), KEYS)).toBe("pass");
    // Two that were merged into a third are linked over it.
    const merged = { ...one, "linked-to": "a" };
    expect(
      outcomeOf("duplicates-linked", cases(one, { ...merged, id: "b" }, { ...merged, id: "c" }), KEYS),
    ).toBe("pass");
  });

  it("[CK45] duplicates-linked holds without a case, and for one that lacks what tells cases apart", () => {
    expect(outcomeOf("duplicates-linked", cases(), KEYS)).toBe("hold");
    expect(outcomeOf("duplicates-linked", cases({ signature: "s" }), KEYS)).toBe("hold");
    expect(outcomeOf("duplicates-linked", cases(), {})).toBe("not-applicable");
  });

  it("[CK45] any cases: it passes exactly where every two equal ones are joined by a chain of links", () => {
    const row = fc.record({
      signature: fc.constantFrom("s", "t"),
      scope: fc.constantFrom("eu", "eu", "us"),
      "linked-to": fc.constantFrom(undefined, "0", "1", "2", "3"),
      retired: MOSTLY.map((stands) => !stands),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
        const all = rows.map((one, i) => ({ ...one, id: String(i) }));
        const active = all.filter((one) => !one.retired);
        const same = (a: SampleRow, b: SampleRow) => a.signature === b.signature && a.scope === b.scope;
        const reach = active.map((a) =>
          active.map((b) => a === b || (same(a, b) && (a["linked-to"] === b.id || b["linked-to"] === a.id))),
        );
        for (const k of active.keys())
          for (const i of active.keys())
            for (const j of active.keys())
              if (reach[i]?.[k] && reach[k]?.[j]) (reach[i] as boolean[])[j] = true;
        const linked = active.every((a, i) => active.every((b, j) => !same(a, b) || reach[i]?.[j]));
        const passes = active.length > 0 && linked;
        expect(outcomeOf("duplicates-linked", cases(...all), KEYS)).toBe(passes ? "pass" : "hold");
      }),
      { numRuns: 400 },
    );
  });
});

describe("corroboration", () => {
  const signal = (origin: string, source: number, says = "supports", about = "case-1") => ({
    case: about,
    origin,
    source: `source-${source}`,
    says,
  });
  const record = (...signals: readonly SampleRow[]): SampleRecord => ({
    rows: { signals },
    sources: SOURCES,
  });

  it("[CK46] independently-corroborated counts one origin once and one file once", () => {
    const two = { min: 2 };
    expect(outcomeOf("independently-corroborated", record(signal("A", 1), signal("B", 2)), two)).toBe("pass");
    expect(outcomeOf("independently-corroborated", record(signal("A", 1), signal("a ", 2)), two)).toBe(
      "hold",
    );
    expect(outcomeOf("independently-corroborated", record(signal("A", 1), signal("B", 1)), two)).toBe("hold");
    const copies = [{ digest: "same" }, { digest: "same" }];
    const copied = { ...record(signal("A", 1), signal("B", 2)), sources: copies };
    expect(outcomeOf("independently-corroborated", copied, two)).toBe("hold");
    expect(outcomeOf("independently-corroborated", record(signal("A", 1), signal("B", 4)), two)).toBe("hold");
    // B's file is one that A gave as well: A has another, so that each still has its own.
    const shared = record(signal("A", 1), signal("B", 1), signal("A", 2));
    expect(outcomeOf("independently-corroborated", shared, two)).toBe("pass");
  });

  it("[CK46] independently-corroborated says what disconfirms without holding, and counts each case for itself", () => {
    const against = record(signal("A", 1), signal("B", 2), signal("C", 3, "disconfirms"));
    expect(checked("independently-corroborated", against, { min: 2 })).toMatchObject({
      outcome: "pass",
      reasons: [{ says: expect.stringContaining("disconfirms") }],
    });
    const apart = record(signal("A", 1), signal("B", 2, "supports", "case-2"));
    expect(outcomeOf("independently-corroborated", apart, { min: 2 })).toBe("hold");
    expect(outcomeOf("independently-corroborated", record(), { min: 1 })).toBe("hold");
    expect(outcomeOf("independently-corroborated", record(), {})).toBe("not-applicable");
    expect(outcomeOf("independently-corroborated", record(), { min: 0 })).toBe("error");
  });

  it("[CK46] any signals: it passes exactly where so many origins can each be given a file of their own", () => {
    const any = fc.record({
      origin: fc.constantFrom("A", "B", "C"),
      source: fc.integer({ min: 1, max: 4 }),
      says: MOSTLY.map((yes) => (yes ? "supports" : "disconfirms")),
      retired: MOSTLY.map((stands) => !stands),
    });
    const sources = fc.array(fc.tuple(SOURCE, fc.constantFrom("d1", "d2", "d3")), {
      minLength: 4,
      maxLength: 4,
    });
    fc.assert(
      fc.property(
        fc.array(any, { maxLength: 6 }),
        sources,
        fc.integer({ min: 1, max: 3 }),
        (signals, files, min) => {
          const all = files.map(([source, digest]) => ({ ...source, digest }));
          const rows = signals.map((one) => ({
            ...signal(one.origin, one.source, one.says),
            retired: one.retired,
          }));
          const counted = signals.filter(
            (one) => !one.retired && one.says === "supports" && leans(all[one.source - 1]),
          );
          const pairs = counted.map((one) => [one.origin, all[one.source - 1]?.digest ?? ""] as const);
          const passes = signals.some((one) => !one.retired) && most(pairs) >= min;
          expect(
            outcomeOf("independently-corroborated", { rows: { signals: rows }, sources: all }, { min }),
          ).toBe(passes ? "pass" : "hold");
        },
      ),
      { numRuns: 400 },
    );
  });
});

/** By trying every choice: the most pairs of which no two share an origin or a file. */
function most(pairs: readonly (readonly [string, string])[]): number {
  const [first, ...rest] = pairs;
  if (!first) return 0;
  const apart = rest.filter(([origin, file]) => origin !== first[0] && file !== first[1]);
  return Math.max(most(rest), 1 + most(apart));
}
