import type { Locator } from "./locator.schema.ts";

/** What a fact states: text, a finite number or a truth value. */
export type FactValue = string | number | boolean;

/**
 * One thing that a file states, with the place it was read from. `about` names what it speaks of (subject digests,
 * a suite, a root component); empty where the file does not say.
 */
export interface Fact {
  readonly key: string;
  readonly value: FactValue;
  readonly locator: Locator;
  readonly about: readonly string[];
}

/** A time that a file states of itself, as ISO 8601 in UTC. Log and certificate times are none of these. */
export interface StatedTime {
  readonly key: string;
  readonly at: string;
  readonly locator: Locator;
}

/** Something in a file that a person should know before leaning on it. `code` is stable, `detail` is a sentence. */
export interface Problem {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly locator: Locator | null;
}

export type ProblemCode =
  | "too-large"
  | "not-text"
  | "not-json"
  | "duplicate-key"
  | "too-deep"
  | "trailing-text"
  | "big-number"
  | "not-xml"
  | "doctype-refused"
  | "unsupported-version"
  | "unexpected-shape"
  | "junk-line"
  | "repeated-statement"
  | "unreadable-payload"
  | "not-a-statement"
  | "statement-type"
  | "payload-type"
  | "outer-type-differs"
  | "digest-length"
  | "digest-missing"
  | "subject-unnamed"
  | "declared-differs"
  | "result-outside-case"
  | "several-results"
  | "duplicate-test"
  | "findings-not-tests"
  | "duplicate-ref"
  | "serial-number"
  | "no-content"
  | "truncated"
  | "time-unreadable";

const KEY = /^[a-z][A-Za-z0-9]*(\[\d+\])?(\.[A-Za-z0-9_][A-Za-z0-9_:-]*(\[\d+\])?)*$/;

/** True for a well-formed fact key: words joined by dots, an index in brackets. At most 200 characters. */
export function isFactKey(text: string): boolean {
  return text.length <= 200 && KEY.test(text);
}
