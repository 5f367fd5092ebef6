// What a kind's assertions ask, and whether the evidence states it. Unknown is never support.

import type { Assertion } from "../claims/assertion.schema.ts";
import { type Evaluation, evaluateAssertion, formatAssertion, parseAssertion } from "../claims/assertion.ts";
import type { FactValue } from "../evidence/fact.ts";
import type { CheckInput, CheckParams, JudgedSource, Reason } from "./check.ts";
import { reason } from "./check.ts";
import {
  activeRows,
  factsOf,
  faultOf,
  KindFault,
  listParam,
  nameOf,
  placeOf,
  said,
  slotPlace,
  slotTitle,
  sourcesIn,
  valuesFrom,
} from "./read-record.ts";

const FIELD = /^@([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/;

/** One assertion of a kind; `missing` says which field it waits for, and it then states nothing. */
export interface Asked {
  readonly assertion: Assertion;
  readonly missing: Reason | null;
}

/** What the evidence says to one assertion: no reason where it holds. `sources` are those that were asked. */
export interface Answer {
  readonly reasons: readonly Reason[];
  readonly sources: readonly JudgedSource[];
}

/** The assertions of `params.facts`, each `@field` replaced by that field's value. Throws `KindFault` for no assertion. */
export function askedFacts(input: CheckInput, params: CheckParams): readonly Asked[] {
  return listParam(params, "facts").map((text) => {
    const parsed = parseAssertion(text);
    if (!parsed.ok) throw new KindFault(`This kind asks “${text}”, which is no assertion.`);
    const { key, op, value } = parsed.value;
    const field = typeof value === "string" ? FIELD.exec(value)?.[1] : undefined;
    if (field === undefined) return { assertion: parsed.value, missing: null };
    const found = fieldValue(input, field);
    return found.value === null
      ? { assertion: parsed.value, missing: reason(found.why, `fields#${field}`) }
      : { assertion: { key, op, value: found.value }, missing: null };
  });
}

/** A field's value as its type has it, or why there is none to hold anything against. */
export type FieldValue =
  | { readonly value: FactValue; readonly why: null }
  | { readonly value: null; readonly why: string };

/** The value of a field of the record. Throws `KindFault` where the kind has no such field. */
export function fieldValue(input: CheckInput, key: string): FieldValue {
  const field = input.kind.fields.find((found) => found.key === key);
  if (!field) throw new KindFault(`This kind has no field “${key}”.`);
  const row = activeRows(input, "fields").find((found) => found.key === key);
  const isHeld = row?.columns.state === "held" || row?.columns.state === "placeholder";
  const text = row && !isHeld ? said(row.columns.value) : "";
  if (text === "") return { value: null, why: `The field “${field.title}” has no value yet.` };
  const value = typed(text, field.type);
  return value === null
    ? { value: null, why: `The field “${field.title}” does not hold a ${field.type}.` }
    : { value, why: null };
}

function typed(text: string, type: string): FactValue | null {
  if (type === "boolean") return text === "true" || text === "false" ? text === "true" : null;
  if (type !== "number") return text;
  return /^-?(0|[1-9]\d{0,14})(\.\d{1,12})?$/.test(text) ? Number(text) : null;
}

/** Every source of a slot, with a reason for each that cannot be leaned on now, or for the slot that holds none. */
export function standing(input: CheckInput, slot: string): Answer {
  const sources = sourcesIn(input, slot);
  if (sources.length === 0) {
    return {
      reasons: [reason(`“${slotTitle(input, slot)}” is missing. Add it.`, slotPlace(slot))],
      sources,
    };
  }
  const reasons = sources.flatMap((source) => {
    const fault = faultOf(source);
    return fault === null ? [] : [reason(fault, placeOf(source))];
  });
  return { reasons, sources };
}

/** Holds one assertion against every source of a slot; without a slot, against every source that states the fact. */
export function answer(input: CheckInput, asked: Asked, slot: string | null): Answer {
  if (slot !== null) {
    const there = standing(input, slot);
    return there.reasons.length > 0 ? there : answerFrom(input, asked, there.sources);
  }
  const sources = sourcesIn(input, null).filter((source) => states(input, asked, source));
  if (sources.length > 0) return answerFrom(input, asked, sources);
  const says = `No source states ${asked.assertion.key}. Add the evidence that does.`;
  return { reasons: [reason(says, "sources")], sources };
}

function states(input: CheckInput, asked: Asked, source: JudgedSource): boolean {
  return evaluateAssertion(asked.assertion, factsOf(input, source)).reason !== "not-stated";
}

/** Holds one assertion against each of these sources: all of them must say so. */
export function answerFrom(input: CheckInput, asked: Asked, sources: readonly JudgedSource[]): Answer {
  if (asked.missing) return { reasons: [asked.missing], sources };
  const reasons = sources.flatMap((source) => {
    const fault = faultOf(source);
    if (fault !== null) return [reason(fault, placeOf(source))];
    const found = evaluateAssertion(asked.assertion, factsOf(input, source));
    return found.outcome === "holds" ? [] : [reason(whyNot(source, asked.assertion, found), placeOf(source))];
  });
  return { reasons, sources };
}

function whyNot(source: JudgedSource, assertion: Assertion, { fact }: Evaluation): string {
  if (fact === null) return `${nameOf(source)} does not state ${assertion.key}. Add a version that does.`;
  return `${nameOf(source)} states ${fact.key} as ${short(fact.value)}; asked is ${short(formatAssertion(assertion))}.`;
}

function short(value: FactValue): string {
  const text = String(value);
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

/** The one value that some sources give a fact, or why there is none. A list of several values is none. */
export function oneValue(
  input: CheckInput,
  key: string,
  sources: readonly JudgedSource[],
): { readonly value: FactValue; readonly why: null } | { readonly value: null; readonly why: Reason } {
  const faulty = sources.find((source) => faultOf(source) !== null);
  if (faulty) return { value: null, why: reason(faultOf(faulty) ?? "", placeOf(faulty)) };
  const found = sources.map((source) => valuesOf(input, key, source));
  const silent = sources.find((_, i) => found[i]?.length === 0);
  if (silent) {
    return {
      value: null,
      why: reason(`${nameOf(silent)} does not state ${key}. Add a version that does.`, placeOf(silent)),
    };
  }
  const [value, ...others] = new Set(found.flat());
  const [first] = sources;
  if (value === undefined || !first)
    return { value: null, why: reason(`No source states ${key}.`, "sources") };
  if (others.length > 0 || found.some((values) => values.length > 1)) {
    return {
      value: null,
      why: reason(`${key} has more than one value. Settle which is true.`, placeOf(first)),
    };
  }
  return { value, why: null };
}

/** Every value that a source gives a fact: its own, and the members of a list of that name. */
export function valuesOf(input: CheckInput, key: string, source: JudgedSource): readonly FactValue[] {
  return valuesFrom(factsOf(input, source), key);
}
