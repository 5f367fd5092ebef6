import type { EvidenceSlot, Kind } from "@/lib/kinds/kind.schema";
import { roleTitle, spaced } from "../flow/flow-words";

type Freshness = NonNullable<EvidenceSlot["freshness"]>;

/** How current evidence has to be, in words. */
export function freshnessWords(rule: Freshness | null): string {
  if (rule === null) return "any age";
  switch (rule.form) {
    case "max-age":
      return `at most ${spanWords(rule.hours * 60)} old`;
    case "not-before":
      return `not from before ${rule.event}`;
    case "per-entry":
      return `each entry at most ${spanWords(rule.hours * 60)} old`;
    case "must-outlive":
      return `still valid after ${rule.what}`;
    case "cadence":
      return `a new one every ${spanWords(rule.minutes)}`;
    case "allowed-lag":
      return `may lag by ${spanWords(rule.minutes)}`;
  }
}

/** A length of time in the largest unit that it is a whole number of. */
export function spanWords(minutes: number): string {
  const units = [
    [1440, "day"],
    [60, "hour"],
    [1, "minute"],
  ] as const;
  const [size, unit] = units.find(([size]) => minutes >= size && minutes % size === 0) ?? [1, "minute"];
  const count = minutes / size;
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

type Params = Kind["gates"][number]["checks"][number]["params"];

/** What a kind tells a check to look at, in words; one phrase a parameter. */
export function paramWords(kind: Kind, params: Params): readonly string[] {
  return Object.entries(params).map(([name, value]) => {
    if (name === "of" && typeof value === "string") return `in ${slotTitle(kind, value)}`;
    if (name === "facts") return listed(value, (fact) => fact);
    if (name === "slots") return listed(value, (slot) => slotTitle(kind, slot));
    if (name === "roles") return listed(value, (role) => roleTitle(kind, role));
    if (name === "role" && typeof value === "string") return roleTitle(kind, value);
    if (name === "allow") return value === true ? "a contradiction in sight may travel" : "none may travel";
    if (typeof value === "boolean") return value ? spaced(name) : `not ${spaced(name)}`;
    return `${spaced(name)}: ${listed(value, spaced)}`;
  });
}

function listed(value: Params[string], word: (one: string) => string): string {
  return Array.isArray(value) ? value.map((one) => word(one)).join(", ") : word(String(value));
}

function slotTitle(kind: Kind, key: string): string {
  return kind.sources.find((slot) => slot.key === key)?.label ?? spaced(key);
}

/** Roles by their keys, in words; "nobody" where there are none. */
export function rolesWords(kind: Kind, keys: readonly string[]): string {
  return keys.length === 0 ? "nobody" : keys.map((key) => roleTitle(kind, key)).join(", ");
}
