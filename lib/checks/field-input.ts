import { type FieldEntry, readEntry } from "../fields/field-entry.ts";
import { type RenderingTable, tableOf } from "../fields/render-field.ts";
import { type Stated, samePlace, statedUnder } from "../fields/stated.ts";
import type { KindField } from "../kinds/kind.schema.ts";
import { digestOfJson } from "../revision/revision.ts";
import { type CheckInput, type JudgedSource, type Looked, partsOf, type Reason, reason } from "./check.ts";

/** A field of the kind with its row; a retired row is none. */
export interface HeldField {
  readonly field: KindField;
  readonly table: RenderingTable | null;
  readonly entry: FieldEntry | null;
}

/** Every field of the kind with its row of the candidate record, in the kind's order. */
export function fieldsOf(input: CheckInput): readonly HeldField[] {
  const rows = input.candidate.registers.find((register) => register.key === "fields")?.rows ?? [];
  return input.kind.fields.map((field) => {
    const row = rows.find((one) => one.key === field.key && one.state === "active");
    const table = tableOf(input.kind, field);
    return { field, table, entry: row ? readEntry(row.key, row.columns) : null };
  });
}

/** A reason that leads to the field's own place. */
export function ofField(field: KindField, says: string): Reason {
  return reason(`${field.title}: ${says}`, `fields#${field.key}`);
}

/** The rows, the evidence, and each rendering table by its exact content. */
export function lookedAtFields(input: CheckInput): Looked {
  const tables = input.kind.renderingTables.map(
    (table) => [`table:${table.key}@${table.version}`, digestOfJson(table)] as const,
  );
  return { ...partsOf(input, "registers", "evidence"), ...Object.fromEntries(tables) };
}

/** The body source of an id that is in use; undefined where it is none of the body's. */
export function bodySource(input: CheckInput, id: string | null): JudgedSource | undefined {
  return bodyScope(input)?.sources.find((source) => source.id === id && source.hasVersion);
}

/** What a source of the body states under a key now (under any, where the kind names none), with the places. */
export function statedBy(input: CheckInput, source: JudgedSource, key: string | null): readonly Stated[] {
  const facts = bodyScope(input)?.facts.filter((fact) => fact.source === source.number) ?? [];
  const keys = key === null ? [...new Set(facts.map((fact) => fact.key))] : [key];
  return keys.flatMap((one) => statedUnder(facts, one));
}

function bodyScope(input: CheckInput): CheckInput["scopes"][number] | undefined {
  return input.scopes.find((scope) => scope.annex === null);
}

/** The sources of the body that are in use in a slot; in any slot where none is named. */
export function sourcesIn(input: CheckInput, slot: string | null): readonly JudgedSource[] {
  const sources = bodyScope(input)?.sources.filter((source) => source.hasVersion) ?? [];
  return slot === null ? sources : sources.filter((source) => source.slot === slot);
}

/**
 * The raw value that an entry rests on: its own, else (where the kind keeps none) what the fact at its place says
 * now; null where neither is there.
 */
export function rawOf(input: CheckInput, field: KindField, entry: FieldEntry): string | null {
  if (entry.raw !== null) return entry.raw;
  const source = bodySource(input, entry.source);
  if (!source || entry.locator === null) return null;
  return (
    statedBy(input, source, field.fact).find((one) => samePlace(one.locator, entry.locator))?.raw ?? null
  );
}
