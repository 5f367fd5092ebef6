import { MAX_VALUE_LENGTH } from "../evidence/limits.ts";
import { isDigest } from "../kernel/brand.ts";
import type { Kind, KindField } from "../kinds/kind.schema.ts";

export type RenderingTable = Kind["renderingTables"][number];

/** What became of a raw value: stated whole, stated with a loss that has to be said, or not stated at all. */
export type Mapping = "exact" | "lossy" | "unsupported";

/** A field's value as its rule makes it; `value` is null exactly where the mapping is unsupported. */
export interface Rendered {
  readonly value: string | null;
  readonly mapping: Mapping;
  /** One sentence: what was lost, or why there is no value. Null where the mapping is exact. */
  readonly why: string | null;
}

/**
 * What a field says of a raw value: by its rendering table where it has one (`table`), else by its type. Lossy where
 * the table's row says so, where the table makes one value of several raw ones, and where a time becomes a day.
 * Unsupported is never guessed at: no row, a row that does not fit the field, a value that was cut when it was read.
 * Total over texts. Seeds 000 (14, 17), 002 and 004 ask for approved tables and for losses in the open.
 */
export function renderField(field: KindField, table: RenderingTable | null, raw: string): Rendered {
  if (isCut(raw)) return unsupported("The source says more than was read of it.");
  if (field.renderingTable === null) return typed(field, raw);
  if (!table) return unsupported("The kind has no such rendering table.");
  const row = table.rows.find((entry) => entry.from === raw);
  if (!row) return unsupported(`Table ${table.key} v${table.version} has no row for this raw value.`);
  if (!fitsField(field, row.to)) {
    return unsupported(`Table ${table.key} v${table.version} gives a value that this field does not take.`);
  }
  const why = tableLoss(table, row);
  return { value: row.to, mapping: why === null ? "exact" : "lossy", why };
}

function tableLoss(table: RenderingTable, row: RenderingTable["rows"][number]): string | null {
  if (row.lossy) return `Table ${table.key} v${table.version} says that this row loses detail.`;
  const same = table.rows.filter((entry) => entry.to === row.to).length;
  return same > 1 ? `Table ${table.key} v${table.version} makes one value of ${same} raw ones.` : null;
}

/** True where a value can stand in a field: of its type, and one of its values where it has a list. */
export function fitsField(field: KindField, value: string): boolean {
  if (value === "") return false;
  if (field.values && !field.values.includes(value)) return false;
  switch (field.type) {
    case "number":
      return isNumber(value);
    case "boolean":
      return value === "true" || value === "false";
    case "date":
      return isDay(value);
    case "digest":
      return isDigest(value);
    case "enum":
      return field.values !== undefined;
    default:
      return value.trim() !== "";
  }
}

/** What a field takes, in words that follow “is”. */
export function fieldTakes(field: KindField): string {
  if (field.values) return `one of ${field.values.join(", ")}`;
  const words = {
    number: "a number",
    boolean: "true or false",
    date: "a day, YYYY-MM-DD",
    digest: "a SHA-256 in hex",
  } as const;
  return field.type === "text" || field.type === "enum" ? "a text" : words[field.type];
}

/** The kind's table of a field; null where the field has none, or the kind has no such table. */
export function tableOf(kind: Kind, field: KindField): RenderingTable | null {
  return kind.renderingTables.find((table) => table.key === field.renderingTable) ?? null;
}

function typed(field: KindField, raw: string): Rendered {
  const day = field.type === "date" && isTime(raw) ? raw.slice(0, 10) : null;
  if (day !== null && fitsField(field, day)) {
    return { value: day, mapping: "lossy", why: "The source gives a time; this field keeps its day." };
  }
  const value = field.type === "digest" ? raw.replace(/^sha256:/, "") : raw;
  return fitsField(field, value)
    ? { value, mapping: "exact", why: null }
    : unsupported(`The raw value is not ${fieldTakes(field)}.`);
}

function unsupported(why: string): Rendered {
  return { value: null, mapping: "unsupported", why };
}

/** A fact holds at most so much of what stands in the file; `clip` ends what it cut with an ellipsis. */
function isCut(raw: string): boolean {
  return raw.length >= MAX_VALUE_LENGTH - 1 && raw.endsWith("…");
}

function isNumber(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) && Number.isFinite(Number(text));
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** A time whose own zone says the day. */
function isTime(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(text) &&
    !Number.isNaN(Date.parse(text))
  );
}
