import { canonicalText } from "../kernel/canonical.ts";
import type { Kind, KindField } from "../kinds/kind.schema.ts";
import { BY_PERSON, type Candidate, type FieldEntry, fieldColumns } from "./field-entry.ts";
import { fieldTakes, fitsField, renderField, tableOf } from "./render-field.ts";
import { placeholderOf, withheld } from "./withhold.ts";

/** True where a person settled the entry. */
export function isByPerson(entry: FieldEntry): boolean {
  return entry.rule === BY_PERSON;
}

/** What evidence said of the field when the entry was made: its candidates, else its own lineage. */
export function candidatesOf(entry: FieldEntry): readonly Candidate[] {
  const { candidates, source, version, locator, raw, value } = entry;
  if (candidates.length > 0) return candidates;
  return source && version && locator && (raw !== null || value !== null)
    ? [{ raw, value, source, version, locator }]
    : [];
}

/**
 * The entry with the value that a person chose. Raw value and candidates stay; where a candidate comes to that value,
 * the entry takes its lineage. A value that no candidate comes to is kept as chosen, and checks say what they think.
 */
export function chosen(
  kind: Kind,
  field: KindField,
  entry: FieldEntry,
  choice: { readonly value: string; readonly reason: string },
): FieldEntry {
  const candidates = candidatesOf(entry);
  const match = candidates.find((one) => one.value === choice.value);
  const table = tableOf(kind, field);
  const { raw, source, version, locator } = match ?? entry;
  const mapping = raw === null ? entry.mapping : renderField(field, table, raw).mapping;
  return {
    ...entry,
    ...{ raw, source, version, locator, candidates },
    state: "resolved",
    value: choice.value,
    rule: BY_PERSON,
    ruleVersion: table?.version ?? null,
    confidence: null,
    mapping: mapping === "unsupported" && match ? null : mapping,
    reason: choice.reason,
  };
}

/** Why a person may not give a field this value; null where they may. */
export function choiceFault(field: KindField, value: string): string | null {
  if (field.annex !== null) return "This value belongs in its annex; the body shows a placeholder.";
  return fitsField(field, value) ? null : `${fieldTakes(field)}`;
}

/** The entry as a person withholds it. Where the kind names an annex, its placeholder is said too. */
export function withheldByPerson(
  kind: Kind,
  field: KindField,
  entry: FieldEntry,
  reason: string,
): FieldEntry {
  const said = field.annex === null ? reason : `${reason} ${placeholderOf(kind, field)}`;
  const [first] = candidatesOf(entry);
  return { ...withheld(entry, first?.raw ?? null, said), rule: BY_PERSON, ruleVersion: null };
}

/**
 * What a row should say after evidence was read again, or null where it says so already. What a person withheld stays
 * withheld. What a person chose stands while evidence says what it said then, and moves to the newest version of it;
 * once evidence says something else, the row is filled anew.
 */
export function nextEntry(current: FieldEntry, filled: FieldEntry): FieldEntry | null {
  const next = isByPerson(current) ? afterPerson(current, filled) : filled;
  return canonicalText(fieldColumns(next)) === canonicalText(fieldColumns(current)) ? null : next;
}

function afterPerson(current: FieldEntry, filled: FieldEntry): FieldEntry {
  if (current.state === "placeholder") return current;
  const now = candidatesOf(filled);
  if (saying(candidatesOf(current)) !== saying(now)) {
    const since = "A person had settled this before the evidence changed.";
    return filled.state === "resolved"
      ? filled
      : { ...filled, reason: `${filled.reason ?? ""} ${since}`.trim() };
  }
  const same = now.find((one) => one.source === current.source && one.raw === current.raw);
  const moved = same ? { version: same.version, locator: same.locator } : {};
  return { ...current, ...moved, candidates: now };
}

/** What candidates say and who says it, whatever version and place. */
function saying(candidates: readonly Candidate[]): string {
  return canonicalText(candidates.map(({ source, raw, value }) => [source, raw, value]));
}
