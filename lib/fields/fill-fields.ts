import type { Fact } from "../evidence/fact.ts";
import type { EvidenceSlot, Kind, KindField } from "../kinds/kind.schema.ts";
import { type Candidate, type FieldEntry, openEntry } from "./field-entry.ts";
import { type Mapping, type RenderingTable, renderField, tableOf } from "./render-field.ts";
import { statedUnder } from "./stated.ts";
import { placeholderOf, withheld } from "./withhold.ts";

/** The newest version of a body source that is in use. `rank` 1 is the most authoritative: the packet's precedence. */
export interface FieldSource {
  readonly id: string;
  readonly number: number;
  readonly slot: string | null;
  readonly rank: number;
  readonly versionId: string;
  /** True where the source's freshness rule says that it is past its time. */
  readonly stale: boolean;
  readonly facts: readonly Pick<Fact, "key" | "value" | "locator">[];
}

/** A candidate with its raw value, whether or not the field keeps it. */
interface Found extends Candidate {
  readonly said: string;
  readonly mapping: Mapping;
  readonly why: string | null;
  readonly from: FieldSource;
}

/**
 * What evidence makes of every field of the kind that names a fact, in the kind's order. A field is filled from its
 * own slot alone (from every slot where it names none), by the kind's table or the field's type. Where candidates
 * differ they all stay in sight and nobody is preferred; where there is none, evidence is missing; nothing is guessed.
 * A field with an annex shows neither value nor raw value; `annexSlots` are those that the packet has. Pure: the same evidence gives the same entries.
 */
export function fillFields(
  kind: Kind,
  sources: readonly FieldSource[],
  annexSlots: ReadonlySet<string> = new Set(),
): readonly FieldEntry[] {
  return kind.fields
    .filter((field) => field.fact !== null || field.annex !== null)
    .map((field) => fillField(kind, field, sources, annexSlots));
}

function fillField(
  kind: Kind,
  field: KindField,
  sources: readonly FieldSource[],
  annexSlots: ReadonlySet<string>,
): FieldEntry {
  const table = tableOf(kind, field);
  const found = candidatesOf(field, table, usable(kind, field, sources));
  const rule = { ...openEntry(field), ...ruleOf(kind, field, table) };
  const [best] = found;
  if (field.annex !== null) return annexed(kind, field, lineage(rule, best), { best, annexSlots });
  if (!best) return { ...rule, state: "held", reason: missing(kind, field, sources) };
  const entry = { ...lineage(rule, best), candidates: found.map((one) => shown(field, one)) };
  const stale = found.find((one) => one.from.stale);
  if (stale)
    return held(field, entry, best, `S${stale.from.number} is past its time: bring a newer version.`);
  if (new Set(found.map((one) => one.value ?? `raw ${one.said}`)).size > 1) {
    return held(field, { ...rule, candidates: entry.candidates }, null, differ(found));
  }
  if (best.value === null) return unsupported(field, entry, best);
  return resolve(kind, field, entry, found);
}

/** A field of an annex: its placeholder, once the annex is there or evidence of the body speaks of it. */
function annexed(
  kind: Kind,
  field: KindField,
  entry: FieldEntry,
  { best, annexSlots }: { readonly best: Found | undefined; readonly annexSlots: ReadonlySet<string> },
): FieldEntry {
  if (best || annexSlots.has(field.annex ?? "")) {
    return withheld(entry, best?.said ?? null, placeholderOf(kind, field));
  }
  if (!field.required) return openEntry(field);
  const title = kind.annexes.find((slot) => slot.key === field.annex)?.title ?? "of this field";
  return { ...entry, state: "held", reason: `Missing: the annex “${title}” is not made yet.` };
}

function resolve(kind: Kind, field: KindField, entry: FieldEntry, found: readonly Found[]): FieldEntry {
  const [best] = found;
  const lossy = found.find((one) => one.mapping === "lossy");
  if (lossy && !field.allowLossy) {
    const marked = { ...entry, mapping: "lossy" } as const;
    return held(field, marked, best, `${lossy.why ?? ""} This field may lose nothing.`.trim());
  }
  const trust = confidenceOf(kind, found);
  return {
    ...entry,
    state: "resolved",
    value: best?.value ?? null,
    raw: field.keepRaw ? (best?.said ?? null) : null,
    mapping: lossy ? "lossy" : "exact",
    confidence: trust.confidence,
    reason: [lossy?.why, trust.because].filter(Boolean).join(" ") || null,
    candidates: found.length > 1 ? entry.candidates : [],
  };
}

function unsupported(field: KindField, entry: FieldEntry, best: Found): FieldEntry {
  const marked = { ...entry, mapping: "unsupported" } as const;
  if (field.onUnsupported === "placeholder") {
    return withheld(marked, best.said, "What the source says has no approved rendering, so it is withheld.");
  }
  return held(field, marked, best, best.why ?? "The raw value is not supported.");
}

function held(
  field: KindField,
  entry: FieldEntry,
  best: Found | null | undefined,
  reason: string,
): FieldEntry {
  const raw = field.keepRaw ? (best?.said ?? null) : null;
  return { ...entry, state: "held", value: null, raw, confidence: null, reason };
}

/** The sources that a field may be filled from, most authoritative first. */
function usable(kind: Kind, field: KindField, sources: readonly FieldSource[]): readonly FieldSource[] {
  return sources
    .filter((source) => {
      const slot = slotOf(kind, source);
      return slot?.use === "evidence" && (field.source === null || slot.key === field.source);
    })
    .toSorted((a, b) => a.rank - b.rank || a.number - b.number);
}

function slotOf(kind: Kind, source: FieldSource): EvidenceSlot | undefined {
  return kind.sources.find((slot) => slot.key === source.slot);
}

function candidatesOf(
  field: KindField,
  table: RenderingTable | null,
  sources: readonly FieldSource[],
): readonly Found[] {
  const { fact } = field;
  if (fact === null) return [];
  return sources.flatMap((from) =>
    statedUnder(from.facts, fact).map(({ raw: said, locator }) => {
      const { value, mapping, why } = renderField(field, table, said);
      const place = { source: from.id, version: from.versionId, locator };
      return { raw: said, said, value, mapping, why, from, ...place };
    }),
  );
}

function shown(field: KindField, { said, value, source, version, locator }: Found): Candidate {
  return { raw: field.keepRaw ? said : null, value, source, version, locator };
}

function lineage(entry: FieldEntry, best: Found | undefined): FieldEntry {
  return best ? { ...entry, source: best.source, version: best.version, locator: best.locator } : entry;
}

function ruleOf(
  kind: Kind,
  field: KindField,
  table: RenderingTable | null,
): Pick<FieldEntry, "rule" | "ruleVersion"> {
  if (table) return { rule: `table ${table.key}`, ruleVersion: table.version };
  return { rule: field.fact === null ? null : `fact ${field.fact}`, ruleVersion: kind.version };
}

function missing(kind: Kind, field: KindField, sources: readonly FieldSource[]): string {
  const slot = kind.sources.find((one) => one.key === field.source);
  const where = slot ? `“${slot.label}”` : "any evidence";
  if (slot?.use === "normalisation-and-provenance-only") {
    return `Missing evidence: ${where} is for normalisation and provenance only, so it fills no field.`;
  }
  const there = sources.some((source) => slot === undefined || source.slot === slot.key);
  return there
    ? `Missing evidence: ${where} does not state ${field.fact}.`
    : `Missing evidence: nothing is in ${where} yet.`;
}

function differ(found: readonly Found[]): string {
  const names = [...new Set(found.map((one) => `S${one.from.number}`))];
  return names.length === 1
    ? `Mixed candidates: ${names[0]} states several values. Choose one, or bring evidence of one candidate.`
    : `Contradiction: ${names.join(" and ")} state different values. Choose one, or mend the evidence.`;
}

/**
 * 1 where the first tier states one raw value; divided by the tier where it is a lower one, and by the number of
 * different raw values where several became one. Nothing else lowers it, so that it can be worked out by hand.
 */
function confidenceOf(
  kind: Kind,
  found: readonly Found[],
): { readonly confidence: number; readonly because: string | null } {
  const tier = Math.min(...found.map((one) => slotOf(kind, one.from)?.tier ?? 1));
  const raws = new Set(found.map((one) => one.said)).size;
  const because = [
    ...(tier > 1 ? [`Stated by a source of tier ${tier} alone.`] : []),
    ...(raws > 1 ? [`${raws} different raw values became one.`] : []),
  ];
  return { confidence: Math.round(100 / tier / raws) / 100, because: because.join(" ") || null };
}
