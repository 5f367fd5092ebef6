import type { Fact } from "../evidence/fact.ts";
import type { Locator } from "../evidence/locator.schema.ts";
import { canonicalText } from "../kernel/canonical.ts";

/** What one file says under a fact key, as text, with its place. */
export interface Stated {
  readonly raw: string;
  readonly locator: Locator;
}

/**
 * Everything that facts of one file state under a key, as a file may state one twice. Members of a list have keys of
 * their own: a list read from its members could lack those that gave no fact, so none is put together here.
 */
export function statedUnder(
  facts: readonly Pick<Fact, "key" | "value" | "locator">[],
  key: string,
): readonly Stated[] {
  return facts
    .filter((fact) => fact.key === key)
    .map((fact) => ({ raw: String(fact.value), locator: fact.locator }));
}

/** True where two locators are one place. */
export function samePlace(one: Locator | null, other: Locator | null): boolean {
  return canonicalText(one) === canonicalText(other);
}
