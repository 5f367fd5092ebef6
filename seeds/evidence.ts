// What evidence must say so that a kind's gates pass: one set of facts a slot, from every assertion that a gate makes
// of it and every field that is filled from it.

import type { CheckParams } from "../lib/checks/check.ts";
import type { Assertion } from "../lib/claims/assertion.schema.ts";
import { parseAssertion } from "../lib/claims/assertion.ts";
import type { FactValue } from "../lib/evidence/fact.ts";
import type { Kind, KindField } from "../lib/kinds/kind.schema.ts";

/** Fact key → value. */
export type Facts = ReadonlyMap<string, FactValue>;

/** The texts of a parameter that is a list; a single text counts as a list of one. */
export function listOf(params: CheckParams, key: string): readonly string[] {
  const value = params[key];
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

/** The text of a parameter, or null. */
export function textOf(params: CheckParams, key: string): string | null {
  const value = params[key];
  return typeof value === "string" ? value : null;
}

/** The number of a parameter, or null. */
export function numberOf(params: CheckParams, key: string): number | null {
  const value = params[key];
  return typeof value === "number" ? value : null;
}

/** Reads an assertion of a kind; `@field` stands for the field's value. Throws where the kind spells it wrong. */
export function assertionOf(kind: Kind, text: string): Assertion {
  const parsed = parseAssertion(text);
  if (!parsed.ok) throw new Error(`no assertion in ${kind.key}: ${text}`);
  const { value } = parsed.value;
  if (typeof value !== "string" || !value.startsWith("@")) return parsed.value;
  const field = kind.fields.find((found) => found.key === value.slice(1));
  if (!field) throw new Error(`no field ${value} in ${kind.key}`);
  return { ...parsed.value, value: fieldValue(kind, field) };
}

/** The raw value that evidence gives a field: one that its table knows, of its type. */
export function rawValue(kind: Kind, field: KindField): FactValue {
  const table = kind.renderingTables.find((found) => found.key === field.renderingTable);
  const row = table?.rows.find((found) => !found.lossy) ?? table?.rows[0];
  if (row) return row.from;
  switch (field.type) {
    case "enum":
      return field.values?.[0] ?? "none";
    case "date":
      return "2026-03-18";
    case "number":
      return 7;
    case "boolean":
      return true;
    case "digest":
      return "8f".repeat(32);
    default:
      return isOrdered(kind, field) ? "2026-12-18T09:00:00Z" : `${field.key} of the record`;
  }
}

/** True for a field that a gate holds a time against: its text is a time. */
function isOrdered(kind: Kind, { key }: KindField): boolean {
  const asked = new RegExp(`[<>]=?\\s*@${key}$`);
  return kind.gates.some((gate) =>
    gate.checks.some(({ params }) => listOf(params, "facts").some((text) => asked.test(text))),
  );
}

/** The value of a field once it is filled: what its table makes of the raw one. */
export function fieldValue(kind: Kind, field: KindField): FactValue {
  const raw = rawValue(kind, field);
  const table = kind.renderingTables.find((found) => found.key === field.renderingTable);
  return table?.rows.find((row) => row.from === raw)?.to ?? raw;
}

/** True where a value fits an assertion. */
export function fits({ op, value }: Assertion, stated: FactValue): boolean {
  if (op === "contains") return typeof stated === "string" && stated.includes(String(value));
  if (op === "=") return stated === value;
  if (op === "!=") return stated !== value;
  const [left, right] = [orderOf(stated), orderOf(value)];
  if (Number.isNaN(left) || Number.isNaN(right)) return false;
  if (op === "<") return left < right;
  if (op === "<=") return left <= right;
  return op === ">" ? left > right : left >= right;
}

function orderOf(value: FactValue): number {
  return typeof value === "number" ? value : Date.parse(String(value));
}

/** A value that fits an assertion. */
export function fitting({ op, value }: Assertion): FactValue {
  switch (op) {
    case "=":
    case "<=":
    case ">=":
    case "contains":
      return value;
    case "!=":
      return other(value);
    case "<":
      return moved(value, -1);
    case ">":
      return moved(value, 1);
  }
}

/** A value that does not fit an assertion. */
export function failing({ op, value }: Assertion): FactValue {
  switch (op) {
    case "=":
      return other(value);
    case "!=":
    case "<":
    case ">":
      return value;
    case "<=":
      return moved(value, 1);
    case ">=":
      return moved(value, -1);
    case "contains":
      return "nothing of the sort";
  }
}

/** Another value of the same type. */
export function other(value: FactValue): FactValue {
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  const time = isTime(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? `another than ${value}` : new Date(time + 3_600_000).toISOString();
}

function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT/.test(text);
}

function moved(value: FactValue, by: number): FactValue {
  if (typeof value === "number") return value + by;
  const time = Date.parse(String(value));
  if (Number.isNaN(time)) throw new Error(`“${value}” has no order`);
  return new Date(time + by * 3_600_000).toISOString();
}

/** One demand on a fact: in which slot (null: any), by which assertion. */
interface Demand {
  readonly slot: string | null;
  readonly assertion: Assertion;
}

/** The checks whose `facts` are assertions about evidence, not about what an attempt left behind. */
const ASSERTING = new Set([
  "facts-match",
  "revision-integrity",
  "threshold-met",
  "guardrails-kept",
  "within-authority",
]);

function demandsOf(kind: Kind): readonly Demand[] {
  return kind.gates.flatMap((gate) =>
    gate.checks.flatMap(({ check, params }) =>
      ASSERTING.has(check)
        ? listOf(params, "facts").map((text) => ({
            slot: textOf(params, "of"),
            assertion: assertionOf(kind, text),
          }))
        : [],
    ),
  );
}

/** Facts that the evidence of each slot states from the start, so that as many gates as can pass together do. */
export function composeFacts(kind: Kind): ReadonlyMap<string, Map<string, FactValue>> {
  const out = new Map(kind.sources.map((slot) => [slot.key, new Map<string, FactValue>()]));
  const first = anySlot(kind);
  for (const field of kind.fields) {
    if (field.source && field.fact) out.get(field.source)?.set(field.fact, rawValue(kind, field));
  }
  const demands = demandsOf(kind);
  for (const { slot, assertion } of demands) {
    const facts = out.get(slot ?? first);
    if (!facts || facts.has(assertion.key)) continue;
    facts.set(assertion.key, agreeing(demands, slot, assertion));
  }
  for (const [slot, key] of sharedFacts(kind)) {
    const facts = out.get(slot);
    if (facts && !facts.has(key))
      facts.set(key, spoken(out, key) ?? `${key.split(".").at(-1)} of the candidate`);
  }
  const { intake } = kind;
  if (intake?.profileSource && intake.profileFact)
    out.get(intake.profileSource)?.set(intake.profileFact, intake.version);
  return out;
}

/** The slot that a demand without one is met in: the first that is required, else the first. */
export function anySlot(kind: Kind): string {
  return (kind.sources.find((slot) => slot.required) ?? kind.sources[0])?.key ?? "";
}

function agreeing(demands: readonly Demand[], slot: string | null, first: Assertion): FactValue {
  const same = demands.filter((one) => one.assertion.key === first.key);
  const here = same.filter((one) => one.slot === slot);
  const candidates = same.map((one) => fitting(one.assertion));
  return (
    candidates.find((value) => same.every((one) => fits(one.assertion, value))) ??
    candidates.find((value) => here.every((one) => fits(one.assertion, value))) ??
    fitting(first)
  );
}

/** Facts that several slots must speak of: those of one candidate, and those of a surface and its authority. */
function sharedFacts(kind: Kind): readonly (readonly [string, string])[] {
  return kind.gates.flatMap((gate) =>
    gate.checks.flatMap(({ check, params }) => {
      if (check === "single-candidate")
        return listOf(params, "facts").flatMap((key) =>
          kind.sources.filter((slot) => slot.required).map((slot) => [slot.key, key] as const),
        );
      const fact = textOf(params, "fact");
      if (check !== "lag-allowed" || !fact) return [];
      return ["of", "authoritative"].flatMap((name) => {
        const slot = textOf(params, name);
        return slot ? [[slot, fact] as const] : [];
      });
    }),
  );
}

function spoken(all: ReadonlyMap<string, Facts>, key: string): FactValue | undefined {
  for (const facts of all.values()) if (facts.has(key)) return facts.get(key);
  return undefined;
}

/**
 * The bytes of a file that states the facts. `record.` facts make a JSON file; others need the format that they are
 * read from. Throws where no builder knows the fact.
 */
export function bytesOf(facts: Facts): Uint8Array {
  const record: Tree = {};
  for (const [key, value] of facts) {
    if (!key.startsWith("record.")) throw new Error(`no file can be made that states ${key}`);
    put(record, key.slice("record.".length), value);
  }
  return new TextEncoder().encode(`${JSON.stringify(record, null, 1)}\n`);
}

interface Tree {
  [key: string]: Tree | FactValue | (Tree | FactValue)[];
}

function put(tree: Tree, path: string, value: FactValue): void {
  const [head = "", ...rest] = path.split(".");
  const list = /^(.*)\[(\d+)\]$/.exec(head);
  if (list) {
    const name = list[1] ?? "";
    const index = Number(list[2]);
    const items = (Array.isArray(tree[name]) ? tree[name] : []) as (Tree | FactValue)[];
    tree[name] = items;
    if (rest.length === 0) items[index] = value;
    else {
      const inner = (typeof items[index] === "object" ? items[index] : {}) as Tree;
      items[index] = inner;
      put(inner, rest.join("."), value);
    }
    return;
  }
  if (rest.length === 0) {
    tree[head] = value;
    return;
  }
  const inner = (typeof tree[head] === "object" ? tree[head] : {}) as Tree;
  tree[head] = inner;
  put(inner, rest.join("."), value);
}
