import { type Extraction, Findings, isoTime } from "./extraction.ts";
import type { FactValue } from "./fact.ts";
import { pointerOf } from "./json-pointer.ts";
import type { EvidenceJson } from "./parse-json.ts";
import { asArray, asObject, stringAt } from "./read-json.ts";
import type { EvidenceContent } from "./recognise.ts";

const MAX_RECORD_FACTS = 500;
const MAX_DEPTH = 8;
/** A member's name that is one word of a fact key: no dot or bracket, so that two places never share a key. */
const WORD = /^[A-Za-z0-9_][A-Za-z0-9_:-]*$/;
const TIMES = ["generatedAt", "effectiveAt", "timestamp"] as const;

interface Place {
  readonly key: string;
  readonly tokens: readonly (string | number)[];
  /** False inside a list that stands directly in a list: a fact key has one index a word. */
  readonly mayIndex: boolean;
}

/** What was left out, so that each sort of it is said once. */
interface LeftOut {
  names: number;
  tooDeep: number;
  tooMany: number;
}

/**
 * Reads a JSON document of no other format: a fact `record.<path>` for each text, number and truth value, members
 * joined by dots and members of lists in brackets, each with its JSON Pointer; and the time that it states of itself.
 * At most 500 facts, 8 levels; what is left out is one problem a sort. Throws for nothing (docs/spec/evidence.md, EV25).
 */
export function extractRecord(content: EvidenceContent & { readonly kind: "json" }): Extraction {
  const found = new Findings();
  const left: LeftOut = { names: 0, tooDeep: 0, tooMany: 0 };
  walk(content.value, { key: "record", tokens: [], mayIndex: true }, found, left);
  statedTimes(content.value, found);
  sayWhatIsMissing(content.bigNumbers, left, found);
  return {
    formatVersion: null,
    status: "extracted",
    facts: found.facts,
    problems: found.problems(),
    statedTimes: found.statedTimes,
    view: { kind: "source" },
  };
}

function walk(value: EvidenceJson, at: Place, found: Findings, left: LeftOut): void {
  const inner = innerOf(value, at, left);
  if (inner === null) leaf(value as FactValue | null, at, found, left);
  else if (at.tokens.length >= MAX_DEPTH) left.tooDeep++;
  else for (const [place, item] of inner) walk(item, place, found, left);
}

/** What a list or an object holds, each with its place; null for a scalar. */
function innerOf(
  value: EvidenceJson,
  at: Place,
  left: LeftOut,
): readonly (readonly [Place, EvidenceJson])[] | null {
  const list = asArray(value);
  if (list) return list.map((item, i) => [indexed(at, i), item] as const);
  const object = asObject(value);
  if (!object) return null;
  const entries = Object.entries(object);
  const named = entries.filter(([name]) => WORD.test(name));
  left.names += entries.length - named.length;
  return named.map(([name, item]) => {
    return [{ key: `${at.key}.${name}`, tokens: [...at.tokens, name], mayIndex: true }, item] as const;
  });
}

function indexed(at: Place, i: number): Place {
  return { key: at.mayIndex ? `${at.key}[${i}]` : "", tokens: [...at.tokens, i], mayIndex: false };
}

function leaf(value: FactValue | null, at: Place, found: Findings, left: LeftOut): void {
  if (value === null) return;
  if (found.facts.length >= MAX_RECORD_FACTS) {
    left.tooMany++;
    return;
  }
  const before = found.facts.length;
  found.fact(at.key, value, { kind: "json-pointer", pointer: pointerOf(...at.tokens) });
  if (found.facts.length === before) left.names++;
}

function statedTimes(document: EvidenceJson, found: Findings): void {
  for (const name of TIMES) {
    const text = stringAt(document, name);
    if (text === null || isoTime(text) === null) continue;
    found.time(`record.${name}`, text, { kind: "json-pointer", pointer: pointerOf(name) });
  }
}

function sayWhatIsMissing(bigNumbers: number, left: LeftOut, found: Findings): void {
  if (bigNumbers > 0) {
    found.problem(
      "big-number",
      `${bigNumbers} number(s) that cannot be held exactly are kept as the file writes them.`,
    );
  }
  if (left.names > 0) {
    found.problem(
      "unexpected-shape",
      `${left.names} member(s) give no fact: their names or places make no fact key.`,
    );
  }
  if (left.tooDeep > 0) {
    found.problem(
      "too-deep",
      `${left.tooDeep} part(s) nested deeper than ${MAX_DEPTH} levels give no facts.`,
    );
  }
  if (left.tooMany > 0) {
    found.problem(
      "truncated",
      `Only the first ${MAX_RECORD_FACTS} facts are kept; ${left.tooMany} more values stand in the file.`,
    );
  }
}
