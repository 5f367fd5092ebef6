import { isDigest } from "../kernel/brand.ts";
import type { Json } from "../kernel/canonical.ts";
import { isUuid } from "../kernel/ids.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Kind, KindRegister } from "../kinds/kind.schema.ts";
import { answerRegister, FIELDS, STANDARD } from "./standard-registers.ts";

/** The typed values of a row, by column key. */
export type Columns = { readonly [column: string]: Json };

/** A row that a kind brings along when a packet of it is made. */
export interface SeededRow {
  readonly register: string;
  readonly key: string;
  readonly ordinal: number;
  readonly columns: Columns;
}

const WRITERS = ["artifact-owner", "author"];

function column(
  key: string,
  title: string,
  type: KindRegister["columns"][number]["type"],
  required = false,
  values?: string[],
): KindRegister["columns"][number] {
  return values ? { key, title, type, required, values } : { key, title, type, required };
}

function register(
  key: string,
  title: string,
  columns: KindRegister["columns"],
  addBy = WRITERS,
): KindRegister {
  return { key, title, columns, addBy, editBy: WRITERS, rowOwner: false, required: false, bound: true };
}

const OPTIONS = register("options", "Options", [
  column("text", "Option", "long-text", true),
  column("consequence", "What follows", "long-text"),
]);
const BLOCKED_PATHS = register("blocked-paths", "Blocked paths", [
  column("text", "Path", "long-text", true),
  column("reason", "Why it is blocked", "long-text", true),
  column("what", "Blocks", "enum", true, ["action", "authority"]),
]);
const PREREQUISITES = register("prerequisites", "Prerequisites", [
  column("statement", "Prerequisite", "long-text", true),
  column("state", "State", "enum", true, ["open", "confirmed", "surfaced-as-blocker"]),
  // The sources that confirm it, as people name them: a row may stand on several, and say of each what it shows.
  column("evidence", "Evidence", "text"),
]);
const REQUIREMENTS = register("requirements", "Requirements", [
  column("text", "Requirement", "long-text", true),
  column("disposition", "Disposition", "enum", false, [
    "met",
    "partly",
    "not-met",
    "waived",
    "not-applicable",
  ]),
  column("evidence", "Evidence", "text"),
]);
const OPEN_QUESTIONS = register(
  "open-questions",
  "Open questions",
  [
    column("question", "Question", "long-text", true),
    column("asked-of", "With", "text"),
    column("answer", "Answer", "long-text"),
  ],
  ["artifact-owner", "author", "reviewer"],
);

/**
 * Every register of a packet of this kind: the well-known ones, in the kind's own shape where it names them, then
 * the kind's others. Holds are no register of rows: they have a table and acts of their own.
 */
export function registersOf(kind: Kind): readonly KindRegister[] {
  const known = [
    ...(kind.options.mode === "none" ? [] : [OPTIONS]),
    BLOCKED_PATHS,
    ...(kind.prerequisites.length > 0 ? [PREREQUISITES] : []),
    ...(kind.requirements.length > 0 ? [REQUIREMENTS] : []),
    ...(kind.fields.length > 0 ? [FIELDS] : []),
    ...(kind.dispositions ? [answerRegister("disposition", kind.dispositions.values)] : []),
    ...(kind.verdicts ? [answerRegister("verdict", kind.verdicts.values)] : []),
    ...kind.keeps.map((key) => STANDARD[key]),
    OPEN_QUESTIONS,
  ];
  const own = new Map(kind.registers.map((entry) => [entry.key, entry]));
  const first = known.map((entry) => own.get(entry.key) ?? entry);
  const keys = new Set(first.map((entry) => entry.key));
  return [...first, ...kind.registers.filter((entry) => !keys.has(entry.key) && entry.key !== "holds")];
}

/** The roles that write a register: those that the kind names, or those who draft where it is silent. */
export function writersOf(named: readonly string[]): readonly string[] {
  return named.length > 0 ? named : WRITERS;
}

/** The rows that a new packet of this kind starts with. Seeded rows are no one's contribution. */
export function seededRows(kind: Kind): readonly SeededRow[] {
  const known = new Set(registersOf(kind).map((entry) => entry.key));
  const rows = [
    ...kind.options.items.map(({ key, text, consequence }) => ({
      register: "options",
      key,
      columns: consequence === undefined ? { text } : { text, consequence },
    })),
    ...kind.blockedPaths.map(({ key, text, reason, what }) => ({
      register: "blocked-paths",
      key,
      columns: { text, reason, what },
    })),
    ...kind.prerequisites.map(({ key, statement }) => ({
      register: "prerequisites",
      key,
      columns: { statement, state: "open" },
    })),
    ...kind.requirements.map(({ key, text }) => ({ register: "requirements", key, columns: { text } })),
    ...kind.fields.map(({ key, title }) => ({
      register: "fields",
      key,
      columns: { title, state: "open" },
    })),
  ];
  const counts = new Map<string, number>();
  return rows
    .filter((row) => known.has(row.register))
    .map((row) => {
      const ordinal = (counts.get(row.register) ?? 0) + 1;
      counts.set(row.register, ordinal);
      return { ...row, ordinal };
    });
}

/**
 * The columns as they are stored, or a sentence for each that does not fit its register: unknown, missing, or of
 * the wrong type. Empty text counts as not given.
 */
export function validateColumns(
  definition: KindRegister,
  input: Readonly<Record<string, Json>>,
): Result<Columns, Readonly<Record<string, string>>> {
  const faults: Record<string, string> = {};
  const out: Record<string, Json> = {};
  const known = new Set(definition.columns.map((entry) => entry.key));
  for (const key of Object.keys(input)) if (!known.has(key)) faults[`columns.${key}`] = "no such column";
  for (const entry of definition.columns) {
    const value = typed(entry, Object.hasOwn(input, entry.key) ? input[entry.key] : undefined);
    if (value === undefined || value === null || value === "") {
      if (entry.required) faults[`columns.${entry.key}`] = `${entry.title} is needed`;
      continue;
    }
    const fault = valueFault(entry, value);
    if (fault) faults[`columns.${entry.key}`] = fault;
    else out[entry.key] = value;
  }
  return Object.keys(faults).length > 0 ? err(faults) : ok(out);
}

/** A form sends text: a spelled number or truth value becomes what its column keeps. */
function typed(entry: KindRegister["columns"][number], value: Json | undefined): Json | undefined {
  if (typeof value !== "string") return value;
  if (entry.type === "number" && /^-?\d{1,15}(\.\d{1,15})?$/.test(value)) return Number(value);
  if (entry.type === "boolean" && (value === "true" || value === "false")) return value === "true";
  return value;
}

function valueFault(entry: KindRegister["columns"][number], value: Json): string | null {
  switch (entry.type) {
    case "number":
      return typeof value === "number" && Number.isFinite(value) ? null : "a number";
    case "boolean":
      return typeof value === "boolean" ? null : "yes or no";
    default:
      return typeof value === "string" ? textFault(entry, value) : "text";
  }
}

function textFault(entry: KindRegister["columns"][number], value: string): string | null {
  switch (entry.type) {
    case "enum":
      return entry.values?.includes(value) ? null : `one of ${entry.values?.join(", ") ?? "nothing"}`;
    case "date":
      return isDay(value) ? null : "a day, YYYY-MM-DD";
    case "time":
      return isTime(value) ? null : "a time, 2026-01-31T09:30:00Z";
    case "locator":
      return value.length <= 4000 ? null : "at most 4,000 characters";
    case "digest":
      return isDigest(value) ? null : "a SHA-256 in hex";
    case "person":
    case "source":
    case "claim":
      return isUuid(value) ? null : "an id";
    case "long-text":
      return value.length <= 10_000 ? null : "at most 10,000 characters";
    default:
      return value.length <= 500 ? null : "at most 500 characters";
  }
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function isTime(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(text) &&
    !Number.isNaN(Date.parse(text))
  );
}
