import { canonicalText } from "../kernel/canonical.ts";
import type { Kind, KindField } from "../kinds/kind.schema.ts";
import type { FieldEntry } from "./field-entry.ts";

/**
 * The entry as a held-detail placeholder: no value, no raw value, no candidates; lineage and rule stay (seed 004: a
 * placeholder keeps its lineage too), without a place whose own words could say what is withheld. `said` is the raw
 * value where the entry does not hold it.
 */
export function withheld(entry: FieldEntry, said: string | null, reason: string): FieldEntry {
  return {
    ...entry,
    state: "placeholder",
    value: null,
    raw: null,
    confidence: null,
    locator: quietPlace(entry, said),
    candidates: [],
    reason,
  };
}

/** Line ranges and pointers name a place; quoted words and test names are content. */
function quietPlace({ locator, raw, value }: FieldEntry, said: string | null): FieldEntry["locator"] {
  if (locator === null || locator.kind === "text-quote" || locator.kind === "junit-case") return null;
  const place = canonicalText(locator);
  return [raw, value, said].some((word) => word !== null && place.includes(spelled(word))) ? null : locator;
}

/** A word as JSON spells it inside a text. */
function spelled(word: string): string {
  return canonicalText(word).slice(1, -1);
}

/** What stands in the body of a field whose value belongs in an annex. */
export function placeholderOf(kind: Kind, field: KindField): string {
  const slot = kind.annexes.find((annex) => annex.key === field.annex);
  if (!slot) return "Withheld.";
  const lifts = kind.roles.find((role) => role.key === slot.placeholder.liftedBy)?.title;
  const { holds, because } = slot.placeholder;
  return `Withheld: ${holds}. ${because} ${lifts ? `${lifts} may lift it.` : ""}`.trim();
}
