import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checked,
  leans,
  MOSTLY,
  NOW,
  outcomeOf,
  type SampleRecord,
  type SampleSource,
  SOURCE,
} from "../../test/sample-record.ts";

const WINDOW = { opens: "record.opens", closes: "record.closes" };

function hour(hours: number): string {
  return new Date(NOW.getTime() + hours * 3_600_000).toISOString();
}

function slots(
  all: readonly (readonly [number, number])[],
  ...sources: readonly SampleSource[]
): SampleRecord {
  return { rows: { slots: all.map(([from, to]) => ({ from: hour(from), to: hour(to) })) }, sources };
}

describe("slot-inside-window", () => {
  const window = { slot: "baseline", states: { "record.opens": hour(0), "record.closes": hour(8) } };

  it("[CK34] passes where one slot lies between the two facts, ends included", () => {
    expect(outcomeOf("slot-inside-window", slots([[0, 8]], window), WINDOW)).toBe("pass");
    expect(
      outcomeOf(
        "slot-inside-window",
        slots(
          [
            [-1, 4],
            [2, 3],
          ],
          window,
        ),
        WINDOW,
      ),
    ).toBe("pass");
    expect(outcomeOf("slot-inside-window", slots([[7, 9]], window), WINDOW)).toBe("hold");
    expect(outcomeOf("slot-inside-window", slots([[3, 3]], window), WINDOW)).toBe("hold");
    expect(outcomeOf("slot-inside-window", slots([], window), WINDOW)).toBe("hold");
    const zoned = {
      ...window,
      states: { "record.opens": "2026-03-23T11:00:00+02:00", "record.closes": hour(8) },
    };
    expect(outcomeOf("slot-inside-window", slots([[0, 1]], zoned), WINDOW)).toBe("pass");
  });

  it("[CK34] holds where the window is not known: unstated, without a zone, stated twice over, or the wrong way round", () => {
    const states = (opens: string, closes = hour(8)) => ({
      states: { "record.opens": opens, "record.closes": closes },
    });
    for (const sources of [
      [],
      [{ states: { "record.opens": hour(0) } }],
      [states("2026-03-23T09:00:00")],
      [states("Monday")],
      [states(hour(0)), states(hour(1))],
      [states(hour(9))],
      [{ ...window, freshness: "stale" as const }],
    ]) {
      expect(outcomeOf("slot-inside-window", slots([[2, 3]], ...sources), WINDOW)).toBe("hold");
    }
    const elsewhere = slots([[2, 3]], { slot: "inventory", states: window.states });
    expect(outcomeOf("slot-inside-window", elsewhere, { ...WINDOW, of: "baseline" })).toBe("hold");
    expect(outcomeOf("slot-inside-window", elsewhere, WINDOW)).toBe("pass");
    expect(outcomeOf("slot-inside-window", elsewhere, { opens: "record.opens" })).toBe("error");
  });

  it("[CK34] any slots and window: it passes exactly where some slot that stands fits a window that is known", () => {
    const at = fc.integer({ min: -3, max: 6 });
    const slot = fc.record({ from: at, to: at, retired: MOSTLY.map((stands) => !stands) });
    fc.assert(
      fc.property(fc.array(slot, { maxLength: 3 }), at, at, SOURCE, (all, opens, closes, source) => {
        const rows = {
          slots: all.map((one) => ({ from: hour(one.from), to: hour(one.to), retired: one.retired })),
        };
        const states = { "record.opens": hour(opens), "record.closes": hour(closes) };
        const fits = all.some(
          (one) => !one.retired && opens <= one.from && one.from < one.to && one.to <= closes,
        );
        const passes = leans(source) && fits;
        expect(outcomeOf("slot-inside-window", { rows, sources: [{ ...source, states }] }, WINDOW)).toBe(
          passes ? "pass" : "hold",
        );
      }),
      { numRuns: 400 },
    );
  });
});

describe("lag-allowed", () => {
  const ASKED = { of: "surface", fact: "record.version", authoritative: "baseline", minutes: 30 };
  const says = (slot: string | null, version: string | null, change: SampleSource = {}): SampleSource => ({
    slot,
    states: version === null ? {} : { "record.version": version },
    effectiveAt: "2026-03-23T08:40:00.000Z",
    ...change,
  });
  const record = (...sources: readonly SampleSource[]): SampleRecord => ({ sources });

  it("[CK35] passes while the surface alone says otherwise, or nothing yet, and for so long as it may", () => {
    const lags = record(says("baseline", "v2"), says("inventory", "v2"), says("surface", "v1"));
    expect(checked("lag-allowed", lags, ASKED)).toMatchObject({
      outcome: "pass",
      dueAt: "2026-03-23T09:10:00.000Z",
    });
    expect(outcomeOf("lag-allowed", record(says("baseline", "v2"), says("surface", null)), ASKED)).toBe(
      "pass",
    );
    const later = { ...lags, now: new Date("2026-03-23T09:10:00.001Z") };
    expect(outcomeOf("lag-allowed", later, ASKED)).toBe("hold");
  });

  it("[CK35] holds where somebody else says otherwise too, where nothing lags, and where nobody read the surface", () => {
    const authority = says("baseline", "v2");
    expect(
      outcomeOf("lag-allowed", record(authority, says("inventory", "v1"), says("surface", "v1")), ASKED),
    ).toBe("hold");
    expect(outcomeOf("lag-allowed", record(authority, says("surface", "v2")), ASKED)).toBe("hold");
    expect(outcomeOf("lag-allowed", record(authority), ASKED)).toBe("hold");
    expect(outcomeOf("lag-allowed", record(says("surface", "v1")), ASKED)).toBe("hold");
    expect(
      outcomeOf("lag-allowed", record(authority, says("surface", "v1", { readable: false })), ASKED),
    ).toBe("hold");
    const undated = record(says("baseline", "v2", { effectiveAt: null }), says("surface", "v1"));
    expect(outcomeOf("lag-allowed", undated, ASKED)).toBe("hold");
    const divided = record(authority, says("baseline", "v3"), says("surface", "v1"));
    expect(outcomeOf("lag-allowed", divided, ASKED)).toBe("hold");
    expect(outcomeOf("lag-allowed", record(authority), { ...ASKED, minutes: -1 })).toBe("error");
  });

  it("[CK35] any sources: it passes exactly where all but the surface agree with a recent authority, and it does not", () => {
    const source = fc.record({
      at: SOURCE,
      slot: fc.constantFrom("baseline", "surface", "surface", "inventory", null),
      version: fc.constantFrom("v2", "v2", "v1", null),
      minutesAgo: fc.constantFrom(5, 20, 40),
    });
    fc.assert(
      fc.property(fc.array(source, { minLength: 2, maxLength: 5 }), (all) => {
        const live = all.filter((one) => one.at.hasVersion);
        const authority = live.filter((one) => one.slot === "baseline");
        const surface = live.filter((one) => one.slot === "surface");
        const value = authority[0]?.version ?? null;
        const passes =
          value !== null &&
          authority.every((one) => leans(one.at) && one.version === value && one.minutesAgo <= 30) &&
          surface.length > 0 &&
          surface.every((one) => leans(one.at)) &&
          surface.some((one) => one.version !== value) &&
          live.every((one) => one.slot === "surface" || one.version === null || one.version === value);
        const sources = all.map((one) =>
          says(one.slot, one.version, {
            ...one.at,
            effectiveAt: new Date(NOW.getTime() - one.minutesAgo * 60_000).toISOString(),
          }),
        );
        expect(outcomeOf("lag-allowed", { sources }, ASKED)).toBe(passes ? "pass" : "hold");
      }),
      { numRuns: 500 },
    );
  });
});

describe("trigger-authoritative", () => {
  const run = (triggerVersionId: string | null): SampleRecord => ({
    run: { number: 1, triggerVersionId, gates: [] },
  });

  it("[CK36] passes for the newest version of a source in an authoritative slot, and for no other beginning", () => {
    const sources = [{ slot: "baseline" }, { slot: "surface" }, { slot: null }];
    const begun = (id: string | null) => ({ ...run(id), sources });
    expect(outcomeOf("trigger-authoritative", begun("version-1"))).toBe("pass");
    expect(checked("trigger-authoritative", begun("version-2"))).toMatchObject({
      outcome: "hold",
      reasons: [{ target: "sources#S2" }],
    });
    expect(outcomeOf("trigger-authoritative", begun("version-3"))).toBe("hold");
    expect(outcomeOf("trigger-authoritative", begun("version-0"))).toBe("hold");
    expect(outcomeOf("trigger-authoritative", begun(null))).toBe("hold");
    expect(outcomeOf("trigger-authoritative", { sources })).toBe("hold");
  });

  it("[CK36] any sources: it passes exactly where the run's version is the newest of one that may begin it", () => {
    const source = fc.tuple(SOURCE, fc.constantFrom("baseline", "inventory", "surface", "commentary", null));
    fc.assert(
      fc.property(fc.array(source, { maxLength: 3 }), fc.integer({ min: 1, max: 3 }), (all, begun) => {
        const trigger = all[begun - 1];
        const passes =
          trigger !== undefined && leans(trigger[0]) && ["baseline", "inventory"].includes(trigger[1] ?? "");
        const sources = all.map(([at, slot]) => ({ ...at, slot }));
        expect(outcomeOf("trigger-authoritative", { ...run(`version-${begun}`), sources })).toBe(
          passes ? "pass" : "hold",
        );
      }),
      { numRuns: 300 },
    );
  });
});
