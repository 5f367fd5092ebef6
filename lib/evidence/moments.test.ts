import { describe, expect, it } from "vitest";
import { freshnessOf } from "./freshness.ts";
import { momentsFor, momentsOf } from "./moments.ts";

const now = new Date("2026-03-23T09:00:00Z");
const fields = new Map([["replaced-at", "2026-03-20"]]);
const facts = [
  { key: "record.deployedAt", value: "2026-03-21T10:00:00Z" },
  { key: "record.deployedAt", value: "2026-03-21T10:00:00Z" },
  { key: "record.checkpoint", value: "2026-04-01T00:00:00Z" },
  { key: "record.disputed", value: "2026-03-01T00:00:00Z" },
  { key: "record.disputed", value: "2026-03-02T00:00:00Z" },
];
const moments = momentsOf(facts, fields);

function judged(rule: Parameters<typeof momentsFor>[0], effectiveAt: string, own: typeof facts = []) {
  const received = new Date("2026-03-22T12:00:00Z");
  const input = { rule, effectiveAt: new Date(effectiveAt), receivedAt: received, now };
  return freshnessOf({ ...input, ...momentsFor(rule, own, moments) }).state;
}

describe("times that freshness rules name", () => {
  it("[EV26] not-before is judged by a field's day or a fact that every source states alike, else is unknown", () => {
    const field = { form: "not-before", event: "@replaced-at" } as const;
    expect(judged(field, "2026-03-19T23:59:00Z")).toBe("due");
    expect(judged(field, "2026-03-20T00:00:00Z")).toBe("fresh");
    expect(judged({ ...field, event: "record.deployedAt" }, "2026-03-21T09:00:00Z")).toBe("due");
    for (const event of ["record.disputed", "record.nobody", "@nothing", "the last deploy"]) {
      expect(judged({ ...field, event }, "2026-03-22T00:00:00Z")).toBe("unknown");
    }
  });

  it("[EV26] must-outlive holds the evidence's own end against what it must outlive", () => {
    const rule = { form: "must-outlive", what: "record.checkpoint", until: "record.validUntil" } as const;
    const until = (value: string) => [{ key: "record.validUntil", value }];
    expect(judged(rule, "2026-03-22T00:00:00Z", until("2026-04-02"))).toBe("fresh");
    expect(judged(rule, "2026-03-22T00:00:00Z", until("2026-03-31"))).toBe("due");
    expect(judged(rule, "2026-03-22T00:00:00Z", until("2026-03-22"))).toBe("due");
    expect(judged(rule, "2026-03-22T00:00:00Z")).toBe("unknown");
  });
});
