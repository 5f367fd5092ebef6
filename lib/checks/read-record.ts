// How checks read a kind's params, the rows of a register and the sources that rows name. Nothing here decides.

import type { Fact, FactValue } from "../evidence/fact.ts";
import type { Json } from "../kernel/canonical.ts";
import type { RowBody } from "../revision/revision.ts";
import type { CheckInput, CheckParams, JudgedSource, ScopeFacts } from "./check.ts";
import { earliest, filled } from "./check.ts";

/** A kind asks a check for what it cannot answer. Its message quotes the kind alone; the outcome is `error`. */
export class KindFault extends Error {}

/** A text param; null where the kind gives none. Throws `KindFault` for another type. */
export function textParam(params: CheckParams, name: string): string | null {
  const value = params[name];
  if (value === undefined || value === "") return null;
  if (typeof value !== "string")
    throw new KindFault(`This kind gives “${name}” as something other than text.`);
  return value;
}

/** A list of texts; one text counts as a list of one, and none is empty. Throws `KindFault` for another type. */
export function listParam(params: CheckParams, name: string): readonly string[] {
  const value = params[name] ?? [];
  if (typeof value === "string") return [value];
  if (!Array.isArray(value)) throw new KindFault(`This kind gives “${name}” as something other than a list.`);
  return value as readonly string[];
}

/** A whole number from 1; null where the kind gives none. Throws `KindFault` for anything else. */
export function countParam(params: CheckParams, name: string): number | null {
  const value = params[name];
  if (value === undefined) return null;
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 1)
    throw new KindFault(`This kind gives “${name}” as something other than a whole number from 1.`);
  return value;
}

/** The param, or `KindFault`: the check cannot be asked without it. */
export function needed<T>(value: T | null, name: string): T {
  if (value === null) throw new KindFault(`This kind does not say “${name}”.`);
  return value;
}

/** The active rows of a register of the record, in their order. */
export function activeRows(input: CheckInput, register: string): readonly RowBody[] {
  const rows = input.candidate.registers.find((found) => found.key === register)?.rows ?? [];
  return rows.filter((row) => row.state === "active");
}

/** The text of a column without surrounding space; "" where it says none. */
export function textIn(row: RowBody, column: string): string {
  return said(row.columns[column]);
}

/** A value as text without surrounding space; "" where there is none. */
export function said(value: Json | undefined): string {
  return filled(value) ? String(value).trim() : "";
}

/** True where two texts are the same word, however they are spaced, hyphenated or capitalised. */
export function sameWord(one: string, other: string): boolean {
  return word(one) === word(other) && word(one) !== "";
}

function word(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_-]+/g, " ")
    .trim();
}

/** The body's own facts. */
export function bodyOf(input: CheckInput): ScopeFacts {
  const body = input.scopes.find((scope) => scope.annex === null);
  if (!body) throw new RangeError("no body");
  return body;
}

/** Sources of the body that have a version in use, in a slot or in any. Throws `KindFault` for a slot the kind lacks. */
export function sourcesIn(input: CheckInput, slot: string | null): readonly JudgedSource[] {
  const live = bodyOf(input).sources.filter((source) => source.hasVersion);
  if (slot === null) return live;
  slotTitle(input, slot);
  return live.filter((source) => source.slot === slot);
}

/** What the kind calls a slot. Throws `KindFault` for one that it lacks. */
export function slotTitle(input: CheckInput, slot: string): string {
  const found = input.kind.sources.find((source) => source.key === slot);
  if (!found) throw new KindFault(`This kind has no evidence slot “${slot}”.`);
  return found.label;
}

/** The source of the body that a column names, or null. */
export function sourceNamed(input: CheckInput, row: RowBody, column: string): JudgedSource | null {
  const id = row.columns[column];
  return bodyOf(input).sources.find((source) => source.id === id && source.hasVersion) ?? null;
}

/** How people see a source: its number and name. */
export function nameOf(source: JudgedSource): string {
  return `S${source.number} ${source.name}`;
}

/** Why a source cannot be leaned on now, as a sentence; null where it can. */
export function faultOf(source: JudgedSource): string | null {
  const name = nameOf(source);
  if (!source.hasVersion) return `${name} has no version in use.`;
  if (!source.readable) return `${name} could not be read. Add it again as a file that can be.`;
  if (source.freshness === "stale")
    return `${name} is older than its freshness rule allows. Add a newer version.`;
  if (source.freshness === "unknown")
    return `When ${name} became effective is not known. Add a version that says so.`;
  return null;
}

/** True where a column names a source that can be leaned on now. */
export function standsOn(input: CheckInput, row: RowBody, column: string): boolean {
  const source = sourceNamed(input, row, column);
  return source !== null && faultOf(source) === null;
}

/** When the first of some sources stops being fresh; null where time changes nothing. */
export function dueOf(sources: readonly (JudgedSource | null)[]): string | null {
  return earliest(sources.map((source) => (source?.freshness === "fresh" ? source.freshUntil : null)));
}

/** The facts of one source's newest version, as assertions are held against them. */
export function factsOf(input: CheckInput, source: JudgedSource): readonly Fact[] {
  return bodyOf(input)
    .facts.filter((fact) => fact.source === source.number)
    .map(({ key, value, locator }) => ({ key, value, locator, about: [] }));
}

/** Every value that facts give a key: its own, and the members of a list of that name. */
export function valuesFrom(facts: readonly Fact[], key: string): readonly FactValue[] {
  return facts.filter((fact) => fact.key === key || isMember(fact.key, key)).map((fact) => fact.value);
}

/** True where a fact is a member of the list of that name: `labels[0]` of `labels`. */
export function isMember(key: string, list: string): boolean {
  return key.startsWith(`${list}[`) && /^\[\d+\]$/.test(key.slice(list.length));
}

/** The path of a source on the packet's page. */
export function placeOf(source: JudgedSource): string {
  return `sources#S${source.number}`;
}

/** The path of an evidence slot. */
export function slotPlace(slot: string): string {
  return `sources#slot-${slot}`;
}

/** RFC 3339 as milliseconds since 1970, or null for anything else: a time without a zone is no time. */
export function momentOf(value: unknown): number | null {
  if (typeof value !== "string") return null;
  if (!/^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(:\d\d(\.\d{1,9})?)?([Zz]|[+-]\d\d:\d\d)$/.test(value)) return null;
  const time = Date.parse(value.toUpperCase());
  return Number.isNaN(time) ? null : time;
}
