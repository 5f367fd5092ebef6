import { isoTime } from "../evidence/extraction.ts";
import { type Fact, type FactValue, isFactKey } from "../evidence/fact.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Assertion, AssertionOperator } from "./assertion.schema.ts";

/** Why a text is no assertion; `offset` counts UTF-16 units from 0. */
export interface AssertionFault {
  readonly reason: "no-key" | "no-operator" | "no-value" | "bad-value";
  readonly offset: number;
}

const MAX_LENGTH = 2400;
const SHAPE = /^\s*([a-z][\w.:[\]-]*)\s*(!=|<=|>=|=|<|>|contains(?=\s))\s*/;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Parses `fact op value`. The value is a number, `true`, `false`, a JSON string in quotes, or else the rest of the
 * line as text: `junit.failures = 0`, `slsa.builder contains "github.com/slsa-framework"`. Operators as docs/spec/claims.md.
 */
export function parseAssertion(text: string): Result<Assertion, AssertionFault> {
  if (text.length > MAX_LENGTH) return err({ reason: "bad-value", offset: MAX_LENGTH });
  const head = SHAPE.exec(text);
  const key = head?.[1] ?? /^\s*(\S*)/.exec(text)?.[1] ?? "";
  if (!isFactKey(key)) return err({ reason: "no-key", offset: 0 });
  if (!head?.[2]) return err({ reason: "no-operator", offset: text.indexOf(key) + key.length });
  const offset = head[0].length;
  const value = spelledValue(text.slice(offset).trimEnd());
  if (value === null) return err({ reason: "bad-value", offset });
  if (value === "") return err({ reason: "no-value", offset });
  return ok({ key, op: head[2] as AssertionOperator, value });
}

/** The value that a text spells; "" for none and null for a malformed quote or number. */
function spelledValue(text: string): FactValue | null {
  if (text === "true" || text === "false") return text === "true";
  if (NUMBER.test(text)) return Number.isFinite(Number(text)) && isExact(text) ? Number(text) : null;
  // "==" and "=<" are slips of the operator, not texts that begin so; in quotes they are texts.
  if (/^[=<>!]/.test(text)) return null;
  if (!text.startsWith('"')) return text;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" && value !== "" ? value : null;
  } catch {
    // A quote that does not close, or closes before the end.
    return null;
  }
}

/** An integer that a double cannot hold would be compared as another number. */
function isExact(text: string): boolean {
  return /[.eE]/.test(text) || Number.isSafeInteger(Number(text));
}

/** The one spelling of an assertion: `parseAssertion` reads it back as the same. */
export function formatAssertion({ key, op, value }: Assertion): string {
  return `${key} ${op} ${typeof value === "string" ? JSON.stringify(value) : String(value)}`;
}

/** What an assertion comes to. `unknown` is never support: the fact is not stated, or cannot be held against that value. */
export interface Evaluation {
  readonly outcome: "holds" | "fails" | "unknown";
  readonly reason: "compared" | "not-stated" | "not-comparable";
  /** The fact that decided, or null where none did. */
  readonly fact: Fact | null;
}

/** Evaluates an assertion over the facts of one source version. */
export function evaluateAssertion(assertion: Assertion, facts: readonly Fact[]): Evaluation {
  const stated = facts.find(({ key }) => key === assertion.key);
  if (stated) {
    const holds = compare(stated.value, assertion.op, assertion.value);
    if (holds === null) return { outcome: "unknown", reason: "not-comparable", fact: stated };
    return { outcome: holds ? "holds" : "fails", reason: "compared", fact: stated };
  }
  return assertion.op === "contains" ? contained(assertion, facts) : notStated();
}

function notStated(): Evaluation {
  return { outcome: "unknown", reason: "not-stated", fact: null };
}

/** `contains` over a list: the facts `key[0]`, `key[1]`, … hold one that equals the value. */
function contained({ key, value }: Assertion, facts: readonly Fact[]): Evaluation {
  const members = facts.filter(
    (fact) => fact.key.startsWith(`${key}[`) && /^\[\d+\]$/.test(fact.key.slice(key.length)),
  );
  if (members.length === 0) return notStated();
  const hit = members.find((fact) => fact.value === value);
  return { outcome: hit ? "holds" : "fails", reason: "compared", fact: hit ?? members[0] ?? null };
}

/** True or false, or null where the two cannot be held against each other. */
function compare(fact: FactValue, op: AssertionOperator, value: FactValue): boolean | null {
  if (op === "contains") {
    return typeof fact === "string" && typeof value === "string" ? fact.includes(value) : null;
  }
  if (typeof fact !== typeof value) return null;
  if (op === "=") return fact === value;
  if (op === "!=") return fact !== value;
  const left = orderOf(fact);
  const right = orderOf(value);
  if (left === null || right === null) return null;
  if (op === "<") return left < right;
  if (op === "<=") return left <= right;
  return op === ">" ? left > right : left >= right;
}

/** Numbers and times have an order; other text has none that everybody would agree on. */
function orderOf(value: FactValue): number | null {
  if (typeof value === "number") return value;
  const time = typeof value === "string" ? isoTime(value) : null;
  return time === null ? null : Date.parse(time);
}
