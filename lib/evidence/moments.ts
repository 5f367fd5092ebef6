import { isoTime } from "./extraction.ts";
import type { Fact } from "./fact.ts";
import type { FreshnessInput, FreshnessRule } from "./freshness.ts";

/** Looks up a time that a rule names: `@field` or a fact key. Null where nobody states it, or sources disagree. */
export type Moments = (name: string) => Date | null;

/**
 * The times that a packet states: of its fields by `@key`, and of the newest versions of its body's sources in use by
 * fact key. A fact that two sources state differently names no time.
 */
export function momentsOf(
  facts: readonly Pick<Fact, "key" | "value">[],
  fields: ReadonlyMap<string, string>,
): Moments {
  return (name) => {
    if (name.startsWith("@")) return timeOf(fields.get(name.slice(1)));
    const stated = new Set(facts.filter(({ key }) => key === name).map(({ value }) => String(value)));
    return stated.size === 1 ? timeOf([...stated][0]) : null;
  };
}

/** What a freshness rule needs beside the evidence's own times. `own` are the facts of the version that it judges. */
export function momentsFor(
  rule: FreshnessRule | null,
  own: readonly Pick<Fact, "key" | "value">[],
  moments: Moments,
): Pick<FreshnessInput, "eventAt" | "validUntil" | "outlive"> {
  if (rule?.form === "not-before") return { eventAt: moments(rule.event) };
  if (rule?.form !== "must-outlive") return {};
  const until = own.find(({ key }) => key === rule.until)?.value;
  return { validUntil: timeOf(until), outlive: moments(rule.what) };
}

/** A day counts from its first moment, UTC: nothing is taken to be later than it was said to be. */
function timeOf(value: unknown): Date | null {
  if (typeof value !== "string") return null;
  const iso = isoTime(/^\d{4}-\d\d-\d\d$/.test(value) ? `${value}T00:00:00Z` : value);
  return iso === null ? null : new Date(iso);
}
