import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FreshnessInput, freshnessOf } from "./freshness.ts";

const HOUR = 3_600_000;
const at = (hours: number) => new Date(Date.UTC(2026, 0, 1) + hours * HOUR);

function judge(input: Partial<FreshnessInput>) {
  return freshnessOf({
    rule: { form: "max-age", hours: 24 },
    effectiveAt: at(0),
    receivedAt: at(1),
    now: at(2),
    ...input,
  });
}

describe("freshness", () => {
  it("[EV23] falls due at the very instant", () => {
    expect(judge({ now: new Date(at(24).getTime() - 1) })).toEqual({ state: "fresh", dueAt: at(24) });
    expect(judge({ now: at(24) })).toEqual({ state: "due", dueAt: at(24) });
  });

  it("[EV23] evidence is no younger than its reception", () => {
    expect(judge({ effectiveAt: at(500), now: at(24) })).toEqual({ state: "fresh", dueAt: at(25) });
    expect(judge({ effectiveAt: at(500), now: at(25) }).state).toBe("due");
  });

  it("[EV23] without an effective time it is unknown until its reception alone makes it due", () => {
    expect(judge({ effectiveAt: null })).toEqual({ state: "unknown", dueAt: at(25) });
    expect(judge({ effectiveAt: null, now: at(25) }).state).toBe("due");
  });

  it("[EV23] judges the other rules by what they name", () => {
    const notBefore = { form: "not-before", event: "the last deploy" } as const;
    expect(judge({ rule: notBefore }).state).toBe("unknown");
    expect(judge({ rule: notBefore, eventAt: at(0) }).state).toBe("fresh");
    expect(judge({ rule: notBefore, eventAt: at(0.5) })).toEqual({ state: "due", dueAt: at(0.5) });
    const outlive = { form: "must-outlive", what: "the window", until: "record.validUntil" } as const;
    expect(judge({ rule: outlive }).state).toBe("unknown");
    expect(judge({ rule: outlive, validUntil: at(9), outlive: at(9) }).state).toBe("fresh");
    expect(judge({ rule: outlive, validUntil: at(9), outlive: at(10) }).state).toBe("due");
    expect(judge({ rule: { form: "cadence", minutes: 120 } })).toEqual({ state: "due", dueAt: at(2) });
    expect(judge({ rule: { form: "allowed-lag", minutes: 121 } }).state).toBe("fresh");
    expect(judge({ rule: null }).state).toBe("fresh");
  });

  it("[EV23] what is due never becomes fresh by waiting, and unknown is never fresh", () => {
    const hours = fc.integer({ min: 0, max: 2000 });
    fc.assert(
      fc.property(hours, hours, hours, hours, fc.boolean(), (effective, received, now, later, stated) => {
        const input = { effectiveAt: stated ? at(effective) : null, receivedAt: at(received) };
        const before = judge({ ...input, now: at(now) });
        const after = judge({ ...input, now: at(now + later) });
        if (before.state === "due") expect(after.state).toBe("due");
        if (!stated) expect(before.state).not.toBe("fresh");
      }),
    );
  });
});
