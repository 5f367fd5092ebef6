import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checked,
  leans,
  MOSTLY,
  outcomeOf,
  RECORD_KIND,
  type SampleRecord,
  type SampleSource,
  SOURCE,
} from "../../test/sample-record.ts";

const MATCH = { facts: ["record.errors = 0", "record.state = ready"] };
const READY = { "record.errors": 0, "record.state": "ready" };

function sources(...all: readonly SampleSource[]): SampleRecord {
  return { sources: all };
}

describe("facts-match", () => {
  it("[CK30] asks the slot that it names, and every source there", () => {
    const asked = { ...MATCH, of: "baseline" };
    const whole = { slot: "baseline", states: READY };
    expect(outcomeOf("facts-match", sources(whole), asked)).toBe("pass");
    expect(outcomeOf("facts-match", sources(whole, { states: { "record.errors": 9 } }), asked)).toBe("pass");
    const two = sources(whole, { ...whole, states: { ...READY, "record.errors": 1 } });
    expect(checked("facts-match", two, asked)).toMatchObject({
      outcome: "hold",
      reasons: [
        { target: "sources#S2", says: "S2 Source 2 states record.errors as 1; asked is record.errors = 0." },
      ],
    });
    expect(checked("facts-match", sources({ slot: "inventory", states: READY }), asked)).toMatchObject({
      outcome: "hold",
      reasons: [{ target: "sources#slot-baseline" }, {}].slice(0, 1),
    });
    expect(outcomeOf("facts-match", sources(whole), { ...MATCH, of: "no-such-slot" })).toBe("error");
  });

  it("[CK30] without a slot, asks every source that states the fact", () => {
    const apart = sources({ states: { "record.errors": 0 } }, { states: { "record.state": "ready" } });
    expect(outcomeOf("facts-match", apart, MATCH)).toBe("pass");
    expect(
      outcomeOf("facts-match", sources({ states: READY }, { states: { "record.state": "no" } }), MATCH),
    ).toBe("hold");
  });

  it("[CK30] puts a field's value in the place of its name, as the field's type has it", () => {
    const [field] = RECORD_KIND.fields;
    if (!field) throw new Error("the kind has no field");
    const kind = { fields: [field, { ...field, key: "limit", type: "number" as const }] };
    const asked = { facts: [`record.name = @${field.key}`, "record.count < @limit"] };
    const record = (name: string, limit: string | null, state = "resolved"): SampleRecord => ({
      kind,
      rows: {
        fields: [
          { id: field.key, state, value: name },
          { id: "limit", state: "resolved", value: limit },
        ],
      },
      ...sources({ states: { "record.name": "prod-03", "record.count": 4 } }),
    });
    expect(outcomeOf("facts-match", record("prod-03", "5"), asked)).toBe("pass");
    expect(outcomeOf("facts-match", record("prod-04", "5"), asked)).toBe("hold");
    expect(outcomeOf("facts-match", record("prod-03", "4"), asked)).toBe("hold");
    expect(outcomeOf("facts-match", record("prod-03", "5", "held"), asked)).toBe("hold");
    expect(outcomeOf("facts-match", record("prod-03", "many"), asked)).toBe("hold");
    expect(checked("facts-match", record("prod-03", null), asked)).toMatchObject({
      outcome: "hold",
      reasons: [{ target: "fields#limit", says: expect.stringContaining("no value yet") }],
    });
    expect(outcomeOf("facts-match", record("prod-03", "5"), { facts: ["record.name = @no-field"] })).toBe(
      "error",
    );
  });

  it("[CK29] an unknown never passes: what nobody states, cannot be read, or is too old", () => {
    const whole = { slot: "baseline", states: READY };
    const asked = { ...MATCH, of: "baseline" };
    expect(outcomeOf("facts-match", sources(), MATCH)).toBe("hold");
    expect(outcomeOf("facts-match", sources({ ...whole, states: { "record.errors": 0 } }), asked)).toBe(
      "hold",
    );
    for (const change of [{ readable: false }, { freshness: "stale" }, { freshness: "unknown" }] as const) {
      expect(outcomeOf("facts-match", sources({ ...whole, ...change }), asked)).toBe("hold");
      expect(outcomeOf("facts-match", sources({ ...whole, ...change }), MATCH)).toBe("hold");
    }
    expect(outcomeOf("facts-match", sources({ ...whole, hasVersion: false }), asked)).toBe("hold");
    expect(
      outcomeOf("facts-match", sources({ ...whole, states: { ...READY, "record.errors": "0" } }), asked),
    ).toBe("hold");
    expect(outcomeOf("facts-match", sources(whole), { facts: ["record.errors ≈ 0"] })).toBe("error");
    expect(outcomeOf("facts-match", sources(whole), { facts: 7 })).toBe("error");
    expect(outcomeOf("facts-match", sources(whole))).toBe("not-applicable");
  });

  it("[CK29] says when time alone may change it, and looks at evidence and rows by their digests", () => {
    const until = "2026-03-25T00:00:00.000Z";
    const fresh = { states: READY, freshness: "fresh" as const };
    const found = checked(
      "facts-match",
      sources({ ...fresh, freshUntil: "2026-04-01T00:00:00.000Z" }, { ...fresh, freshUntil: until }),
      MATCH,
    );
    expect(found).toMatchObject({ outcome: "pass", dueAt: until });
    expect(Object.keys(found.looked)).toEqual(["evidence", "registers"]);
    const other = checked(
      "facts-match",
      sources({ ...fresh, states: { ...READY, "record.more": 1 } }),
      MATCH,
    );
    expect(other.looked.evidence).not.toBe(found.looked.evidence);
  });
});

/** A source in some slot with some of two facts, as sources stand. */
const stating = fc.record({
  at: SOURCE,
  slot: fc.constantFrom("baseline", "baseline", "inventory", null),
  errors: fc.constantFrom(0, 0, 0, 1, undefined),
  state: fc.constantFrom("ready", "ready", "ready", "late", undefined),
});
type Stating = typeof stating extends fc.Arbitrary<infer T> ? T : never;

function recordOf(all: readonly Stating[]): SampleRecord {
  return sources(
    ...all.map(({ at, slot, errors, state }) => ({
      ...at,
      slot,
      states: {
        ...(errors === undefined ? {} : { "record.errors": errors }),
        ...(state === undefined ? {} : { "record.state": state }),
      },
    })),
  );
}

/** True where one fact holds: somebody is asked, and everybody who is asked can be leaned on and says so. */
function holds(
  all: readonly Stating[],
  of: string | null,
  value: (one: Stating) => boolean | undefined,
): boolean {
  const live = all.filter(
    (one) => one.at.hasVersion && (of === null ? value(one) !== undefined : one.slot === of),
  );
  return live.length > 0 && live.every((one) => leans(one.at) && value(one) === true);
}

describe("any evidence", () => {
  const list = fc.array(stating, { maxLength: 4 });
  const of = fc.constantFrom("baseline", null);
  const both = (all: readonly Stating[], slot: string | null) => [
    holds(all, slot, (one) => (one.errors === undefined ? undefined : one.errors === 0)),
    holds(all, slot, (one) => (one.state === undefined ? undefined : one.state === "ready")),
  ];
  const asked = (slot: string | null) => (slot === null ? MATCH : { ...MATCH, of: slot });

  it("[CK30] facts-match passes exactly where each fact is stated by all that are asked, and by one at least", () => {
    fc.assert(
      fc.property(list, of, (all, slot) => {
        const passes = both(all, slot).every(Boolean);
        expect(outcomeOf("facts-match", recordOf(all), asked(slot))).toBe(passes ? "pass" : "hold");
      }),
      { numRuns: 400 },
    );
  });

  it("[CK31] threshold-met passes exactly where all thresholds are met, or with any where one is", () => {
    fc.assert(
      fc.property(list, of, fc.constantFrom("any", "all", undefined), (all, slot, mode) => {
        const met = both(all, slot);
        const passes = mode === "any" ? met.some(Boolean) : met.every(Boolean);
        const params = mode === undefined ? asked(slot) : { ...asked(slot), mode };
        expect(outcomeOf("threshold-met", recordOf(all), params)).toBe(passes ? "pass" : "hold");
      }),
      { numRuns: 400 },
    );
  });

  it("[CK32] within-authority passes exactly where the snapshot can be leaned on and states what is asked", () => {
    fc.assert(
      fc.property(list, fc.boolean(), (all, withFacts) => {
        const there = all.filter((one) => one.at.hasVersion && one.slot === "baseline");
        const current = there.length > 0 && there.every((one) => leans(one.at));
        const passes = current && (!withFacts || both(all, "baseline").every(Boolean));
        const params = withFacts ? asked("baseline") : { of: "baseline" };
        expect(outcomeOf("within-authority", recordOf(all), params)).toBe(passes ? "pass" : "hold");
      }),
      { numRuns: 400 },
    );
  });

  it("[CK33] guardrails-kept passes exactly where the guardrails hold and the newest state in force is within its time", () => {
    const validity = { hours: 24, guardrails: [], restoreTarget: "the state before" };
    const hour = fc.integer({ min: -60, max: 6 });
    const inForce = fc.record({
      since: hour,
      until: fc.option(hour, { nil: undefined }),
      retired: MOSTLY.map((stands) => !stands),
    });
    const now = Date.parse("2026-03-23T09:00:00.000Z");
    const time = (hours: number) => new Date(now + hours * 3_600_000).toISOString();
    fc.assert(
      fc.property(list, fc.array(inForce, { maxLength: 3 }), fc.boolean(), (all, states, limited) => {
        const rows = {
          "in-force": states.map((one) => ({
            what: "ranking",
            since: time(one.since),
            until: one.until === undefined ? undefined : time(one.until),
            retired: one.retired,
          })),
        };
        const record = { ...recordOf(all), rows, kind: { validity: limited ? validity : null } };
        const newest = states
          .filter((one) => !one.retired)
          .reduce<(typeof states)[number] | null>(
            (best, one) => (best === null || one.since >= best.since ? one : best),
            null,
          );
        const inTime =
          newest !== null && newest.since <= 0 && Math.min(newest.since + 24, newest.until ?? 99) >= 0;
        const passes = both(all, null).every(Boolean) && (!limited || inTime);
        expect(outcomeOf("guardrails-kept", record, MATCH)).toBe(passes ? "pass" : "hold");
      }),
      { numRuns: 400 },
    );
  });
});

describe("thresholds, authority and guardrails", () => {
  it("[CK31] threshold-met with any needs one threshold, with all every one, and no other mode", () => {
    const late = sources({ states: { "record.errors": 0, "record.state": "late" } });
    expect(outcomeOf("threshold-met", late, { ...MATCH, mode: "any" })).toBe("pass");
    expect(outcomeOf("threshold-met", late, MATCH)).toBe("hold");
    expect(outcomeOf("threshold-met", late, { ...MATCH, mode: "most" })).toBe("error");
    expect(outcomeOf("threshold-met", late, { mode: "any" })).toBe("not-applicable");
  });

  it("[CK32] within-authority asks a list of what may be packaged, and needs the snapshot itself", () => {
    const asked = { of: "baseline", facts: ["record.mayPackage contains hold"] };
    const snapshot = {
      slot: "baseline",
      states: { "record.mayPackage[0]": "hold", "record.mayPackage[1]": "narrow" },
    };
    expect(outcomeOf("within-authority", sources(snapshot), asked)).toBe("pass");
    const proceed = { ...asked, facts: ["record.mayPackage contains proceed"] };
    expect(outcomeOf("within-authority", sources(snapshot), proceed)).toBe("hold");
    expect(outcomeOf("within-authority", sources({ ...snapshot, freshness: "stale" }), asked)).toBe("hold");
    expect(outcomeOf("within-authority", sources(), { of: "baseline" })).toBe("hold");
    expect(outcomeOf("within-authority", sources(snapshot), {})).toBe("error");
  });

  it("[CK33] guardrails-kept says when the state in force ends, and holds without one", () => {
    const kind = { validity: { hours: 24, guardrails: [], restoreTarget: "the state before" } };
    const rows = (since: string, until?: string) => ({ "in-force": [{ what: "ranking", since, until }] });
    const record = (since: string, until?: string) => ({ kind, rows: rows(since, until) });
    expect(checked("guardrails-kept", record("2026-03-23T08:00:00Z"))).toMatchObject({
      outcome: "pass",
      dueAt: "2026-03-24T08:00:00.000Z",
    });
    expect(
      checked("guardrails-kept", record("2026-03-23T08:00:00Z", "2026-03-23T10:00:00+00:00")).dueAt,
    ).toBe("2026-03-23T10:00:00.000Z");
    expect(outcomeOf("guardrails-kept", record("2026-03-22T08:00:00Z"))).toBe("hold");
    expect(outcomeOf("guardrails-kept", record("2026-03-23T10:00:00Z"))).toBe("hold");
    expect(outcomeOf("guardrails-kept", record("yesterday"))).toBe("hold");
    expect(outcomeOf("guardrails-kept", { kind })).toBe("hold");
    expect(outcomeOf("guardrails-kept", {})).toBe("not-applicable");
  });
});
