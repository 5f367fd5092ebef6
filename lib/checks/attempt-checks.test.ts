import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checked,
  FRESHNESS,
  MOSTLY,
  outcomeOf,
  type SampleRecord,
  type SampleSource,
} from "../../test/sample-record.ts";

const SETTLED = { step: "label-write", fact: "record.outcome", settled: ["applied"] };
const RETRY = { step: "label-write", budget: 2, fact: "record.outcome", retryable: ["timeout", "conflict"] };
const READ_BACK = { step: "label-write", facts: ["record.labels = @labels", "record.probe = match"] };
const FIELDS = { fields: [{ id: "labels", state: "resolved", value: "restricted" }] };

function attempts(...outcomes: readonly (string | null)[]): SampleRecord {
  return {
    rows: {
      checkpoints: outcomes.map((_, i) => ({
        step: "label-write",
        attempt: i + 1,
        evidence: `source-${i + 1}`,
      })),
    },
    sources: outcomes.map((outcome): SampleSource => {
      return { states: outcome === null ? {} : { "record.outcome": outcome } };
    }),
  };
}

/** An attempt as people and tools record it: perhaps of another step, without a record, or with one nobody can read. */
const attempt = fc.record({
  step: fc.constantFrom("label-write", "Label write", "probe"),
  attempt: fc.integer({ min: 1, max: 4 }),
  retired: MOSTLY.map((stands) => !stands),
  outcomes: fc.uniqueArray(fc.constantFrom("applied", "timeout", "conflict", "refused"), { maxLength: 2 }),
  readable: MOSTLY,
  freshness: FRESHNESS,
  recorded: MOSTLY,
});
type Attempt = typeof attempt extends fc.Arbitrary<infer T> ? T : never;

function recordOf(all: readonly Attempt[]): SampleRecord {
  return {
    rows: {
      checkpoints: all.map((one, i) => ({
        step: one.step,
        attempt: one.attempt,
        retired: one.retired,
        ...(one.recorded ? { evidence: `source-${i + 1}`, readback: `source-${i + 1}` } : {}),
      })),
      ...FIELDS,
    },
    sources: all.map(
      ({ outcomes, readable, freshness }): SampleSource => ({
        readable,
        freshness,
        states: Object.fromEntries(outcomes.map((outcome, i) => [`record.outcome[${i}]`, outcome])),
      }),
    ),
  };
}

/** What is known of the newest attempt: nothing where two have one number or its record cannot be leaned on. */
function known(all: readonly Attempt[]): { made: number; outcome: string | null } | null {
  const own = all.filter((one) => !one.retired && one.step.toLowerCase().replace(" ", "-") === "label-write");
  const newest = own.toSorted((a, b) => b.attempt - a.attempt)[0];
  if (!newest || new Set(own.map((one) => one.attempt)).size < own.length) return null;
  const leans = newest.recorded && newest.readable && ["fresh", "no-rule"].includes(newest.freshness);
  const [outcome] = newest.outcomes;
  return { made: newest.attempt, outcome: leans && newest.outcomes.length === 1 && outcome ? outcome : null };
}

describe("checks of attempts that happen elsewhere", () => {
  it("[CK38] outcome-unambiguous passes for the newest attempt alone, and never for one that nobody can tell", () => {
    expect(outcomeOf("outcome-unambiguous", attempts("timeout", "applied"), SETTLED)).toBe("pass");
    expect(outcomeOf("outcome-unambiguous", attempts("applied", "timeout"), SETTLED)).toBe("hold");
    expect(outcomeOf("outcome-unambiguous", attempts(null), SETTLED)).toBe("hold");
    expect(outcomeOf("outcome-unambiguous", {}, SETTLED)).toBe("hold");
    const doubled = attempts("applied", "applied");
    const rows = doubled.rows?.checkpoints?.map((row) => ({ ...row, attempt: 1 })) ?? [];
    expect(
      checked("outcome-unambiguous", { ...doubled, rows: { checkpoints: rows } }, SETTLED),
    ).toMatchObject({
      outcome: "hold",
      reasons: [{ target: "registers/checkpoints", says: expect.stringContaining("one number") }],
    });
    const unread = { ...attempts("applied"), sources: [{ readable: false }] };
    expect(outcomeOf("outcome-unambiguous", unread, SETTLED)).toBe("hold");
    expect(outcomeOf("outcome-unambiguous", attempts("applied"), { step: "label-write" })).toBe("error");
  });

  it("[CK38] any ledger: it passes exactly where the newest attempt is one, is read, and states one settled value", () => {
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 5 }), (all) => {
        const passes = known(all)?.outcome === "applied";
        expect(outcomeOf("outcome-unambiguous", recordOf(all), SETTLED)).toBe(passes ? "pass" : "hold");
      }),
      { numRuns: 300 },
    );
  });

  it("[CK39] retry-within-budget lets the second of two attempts be made, never a third or after an unknown outcome", () => {
    expect(outcomeOf("retry-within-budget", attempts("timeout"), RETRY)).toBe("pass");
    expect(outcomeOf("retry-within-budget", attempts("timeout", "timeout"), RETRY)).toBe("hold");
    expect(outcomeOf("retry-within-budget", attempts("refused"), RETRY)).toBe("hold");
    expect(outcomeOf("retry-within-budget", attempts(null), RETRY)).toBe("hold");
    expect(outcomeOf("retry-within-budget", {}, RETRY)).toBe("hold");
    // The row of attempt 1 was lost: two attempts were made all the same.
    const rows = [{ step: "label-write", attempt: 2, evidence: "source-1" }];
    expect(
      outcomeOf("retry-within-budget", { ...attempts("timeout"), rows: { checkpoints: rows } }, RETRY),
    ).toBe("hold");
    expect(outcomeOf("retry-within-budget", attempts("timeout"), { ...RETRY, budget: 0 })).toBe("error");
  });

  it("[CK39] any ledger and budget: a retry needs a number below the budget and a failure known to be retryable", () => {
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 5 }), fc.integer({ min: 1, max: 4 }), (all, budget) => {
        const found = known(all);
        const passes =
          found !== null && found.made < budget && ["timeout", "conflict"].includes(found.outcome ?? "");
        expect(outcomeOf("retry-within-budget", recordOf(all), { ...RETRY, budget })).toBe(
          passes ? "pass" : "hold",
        );
      }),
      { numRuns: 300 },
    );
  });

  it("[CK40] readback-matches holds the read-back of the newest attempt against the fields of the record", () => {
    const record = (labels: string, probe: string, change: SampleSource = {}): SampleRecord => ({
      rows: { checkpoints: [{ step: "label-write", attempt: 1, readback: "source-1" }], ...FIELDS },
      sources: [{ states: { "record.labels": labels, "record.probe": probe }, ...change }],
    });
    expect(outcomeOf("readback-matches", record("restricted", "match"), READ_BACK)).toBe("pass");
    expect(checked("readback-matches", record("baseline", "match"), READ_BACK)).toMatchObject({
      outcome: "hold",
      reasons: [{ target: "sources#S1", says: expect.stringContaining("baseline") }],
    });
    const stale = record("restricted", "match", { freshness: "stale" });
    expect(outcomeOf("readback-matches", stale, READ_BACK)).toBe("hold");
    const none = { rows: { checkpoints: [{ step: "label-write", attempt: 1 }], ...FIELDS } };
    expect(outcomeOf("readback-matches", none, READ_BACK)).toBe("hold");
    const unfilled = { ...record("restricted", "match"), rows: { checkpoints: none.rows.checkpoints } };
    expect(outcomeOf("readback-matches", unfilled, READ_BACK)).toBe("hold");
    expect(outcomeOf("readback-matches", none, { step: "label-write" })).toBe("not-applicable");
  });

  it("[CK40] any ledger: it passes exactly where the newest attempt's read-back is read and states all that is asked", () => {
    const asked = { step: "label-write", facts: ["record.outcome contains applied"] };
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 5 }), (all) => {
        const own = all.filter((one) => !one.retired && one.step !== "probe");
        const newest = own.toSorted((a, b) => b.attempt - a.attempt)[0];
        const passes =
          newest !== undefined &&
          new Set(own.map((one) => one.attempt)).size === own.length &&
          newest.recorded &&
          newest.readable &&
          ["fresh", "no-rule"].includes(newest.freshness) &&
          newest.outcomes.includes("applied");
        expect(outcomeOf("readback-matches", recordOf(all), asked)).toBe(passes ? "pass" : "hold");
      }),
      { numRuns: 300 },
    );
  });
});
