import { type Locator, locatorSchema } from "../evidence/locator.schema.ts";
import { canonicalText, type Json } from "../kernel/canonical.ts";
import { fieldOf, textOrNull } from "../kernel/json-field.ts";
import type { KindField } from "../kinds/kind.schema.ts";
import type { Columns } from "../packet/registers.ts";
import type { Mapping } from "./render-field.ts";

export const FIELD_STATES = ["open", "resolved", "held", "placeholder"] as const;
export type FieldState = (typeof FIELD_STATES)[number];

/** The rule of a row that a person settled. */
export const BY_PERSON = "person";

/** One thing that evidence says of a field. `raw` is null where the kind keeps no raw values of it. */
export interface Candidate {
  readonly raw: string | null;
  /** What the field's rule makes of it; null where that is unsupported. */
  readonly value: string | null;
  readonly source: string;
  readonly version: string;
  readonly locator: Locator;
}

/** A row of the register `fields`: a value with its lineage, or why there is none. */
export interface FieldEntry {
  readonly key: string;
  readonly title: string;
  readonly state: FieldState;
  readonly value: string | null;
  readonly raw: string | null;
  /** Ids of the source and of its version; they and the place say where the raw value stands. */
  readonly source: string | null;
  readonly version: string | null;
  readonly locator: Locator | null;
  /** `fact <key>`, `table <key>` or `person`; `ruleVersion` is the kind's or the table's. */
  readonly rule: string | null;
  readonly ruleVersion: number | null;
  readonly confidence: number | null;
  readonly mapping: Mapping | null;
  readonly reason: string | null;
  readonly candidates: readonly Candidate[];
}

/** The entry of a field of which nothing is known yet. */
export function openEntry(field: Pick<KindField, "key" | "title">): FieldEntry {
  return {
    key: field.key,
    title: field.title,
    state: "open",
    value: null,
    raw: null,
    source: null,
    version: null,
    locator: null,
    rule: null,
    ruleVersion: null,
    confidence: null,
    mapping: null,
    reason: null,
    candidates: [],
  };
}

const MAX_CELL = 10_000;
const MAX_LOCATOR = 4000;

/** The columns of an entry, as the register keeps them. Candidates beyond what a cell holds are left out. */
export function fieldColumns(entry: FieldEntry): Columns {
  const locator = entry.locator === null ? null : canonicalText(entry.locator);
  const columns: Record<string, Json> = {
    title: entry.title,
    value: entry.value,
    state: entry.state,
    raw: entry.raw,
    source: entry.source,
    version: entry.version,
    locator: locator !== null && locator.length <= MAX_LOCATOR ? locator : null,
    rule: entry.rule,
    "rule-version": entry.ruleVersion,
    confidence: entry.confidence,
    mapping: entry.mapping,
    reason: entry.reason,
    candidates: entry.candidates.length === 0 ? null : candidateText(entry.candidates),
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== null && value !== ""));
}

/** Candidates as the JSON text of their column. */
export function candidateText(candidates: readonly Candidate[]): string {
  const kept = [...candidates];
  let text = canonicalText(kept);
  while (text.length > MAX_CELL) {
    kept.pop();
    text = canonicalText(kept);
  }
  return text;
}

/** Reads a row back. Whatever a person typed into it that is of no known shape counts as not said. */
export function readEntry(key: string, columns: Columns): FieldEntry {
  const state = textOrNull(columns.state ?? null);
  const mapping = textOrNull(columns.mapping ?? null);
  const said = (column: string) => textOrNull(columns[column] ?? null) || null;
  return {
    key,
    title: said("title") ?? key,
    state: FIELD_STATES.find((known) => known === state) ?? "open",
    value: said("value"),
    raw: said("raw"),
    source: said("source"),
    version: said("version"),
    locator: readLocator(said("locator")),
    rule: said("rule"),
    ruleVersion: numberOrNull(columns["rule-version"]),
    confidence: numberOrNull(columns.confidence),
    mapping: mapping === "exact" || mapping === "lossy" || mapping === "unsupported" ? mapping : null,
    reason: said("reason"),
    candidates: readCandidates(said("candidates")),
  };
}

function numberOrNull(value: Json | undefined): number | null {
  return typeof value === "number" ? value : null;
}

function parsed(text: string | null): Json {
  if (text === null) return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null; // a cell that a person typed into
  }
}

function readLocator(text: string | null): Locator | null {
  const locator = locatorSchema.safeParse(parsed(text));
  return locator.success ? locator.data : null;
}

function readCandidates(text: string | null): readonly Candidate[] {
  const list = parsed(text);
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: Json) => {
    const locator = locatorSchema.safeParse(fieldOf(item, "locator"));
    const source = textOrNull(fieldOf(item, "source"));
    const version = textOrNull(fieldOf(item, "version"));
    if (!locator.success || !source || !version) return [];
    const raw = textOrNull(fieldOf(item, "raw"));
    const value = textOrNull(fieldOf(item, "value"));
    return [{ raw, value, source, version, locator: locator.data }];
  });
}

/**
 * True where a held field keeps the whole packet: its kind says so, and the field is required or evidence says
 * something of it that cannot be stated. A field that is not required may go without evidence.
 */
export function holdsPacket(field: KindField, entry: FieldEntry): boolean {
  if (entry.state !== "held" || field.onUnsupported !== "hold-packet") return false;
  return field.required || entry.mapping === "unsupported" || entry.candidates.length > 0;
}
