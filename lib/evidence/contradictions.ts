import type { Fact, FactValue } from "./fact.ts";
import type { Locator } from "./locator.schema.ts";

/** A source's newest version with its facts. `rank` 1 is the most authoritative. */
export interface FactSource {
  readonly sourceId: string;
  readonly sourceVersionId: string;
  readonly rank: number;
  readonly facts: readonly Fact[];
}

/** What one source says in a contradiction. */
export interface StatedValue {
  readonly sourceId: string;
  readonly sourceVersionId: string;
  readonly rank: number;
  readonly value: FactValue;
  readonly locator: Locator;
}

/**
 * Two or more sources that give one fact different values: every value, most authoritative first, and which source's
 * precedence picks, or null where the best rank itself is divided. Nothing is merged away.
 */
export interface Contradiction {
  readonly key: string;
  readonly values: readonly StatedValue[];
  readonly authoritativeSourceId: string | null;
}

/** Facts of a file itself, which two files differ in without disagreeing about anything. */
const OF_THE_FILE =
  /^(intoto|sigstore(\[\d+\])?|text|markdown|frontMatter)\.|^cyclonedx\.(serialNumber|version|timestamp|specVersion|root\.bom-ref)$|^junit\.(failing\[|suites$)|^record\.(generatedAt|effectiveAt|timestamp)$|\.(signatures|timeVerified|url|predicateType)$/;

/** True where a fact speaks of the subject of the evidence, so that two sources can disagree on it. */
export function isComparable(key: string): boolean {
  return !OF_THE_FILE.test(key);
}

/**
 * Every contradiction among sources, by key. Facts that say what they are about are compared only where they are
 * about something in common; one that does not say is compared with all.
 */
export function findContradictions(sources: readonly FactSource[]): readonly Contradiction[] {
  const byKey = new Map<string, (StatedValue & { readonly about: readonly string[] })[]>();
  for (const { sourceId, sourceVersionId, rank, facts } of sources) {
    for (const { key, value, locator, about } of facts) {
      if (!isComparable(key)) continue;
      const stated = byKey.get(key) ?? [];
      stated.push({ sourceId, sourceVersionId, rank, value, locator, about });
      byKey.set(key, stated);
    }
  }
  return [...byKey].flatMap(([key, stated]) => {
    const differing = stated.filter((one) => stated.some((other) => disagree(one, other)));
    return differing.length === 0 ? [] : [contradiction(key, differing)];
  });
}

type Stated = StatedValue & { readonly about: readonly string[] };

function disagree(one: Stated, other: Stated): boolean {
  if (one.sourceId === other.sourceId || one.value === other.value) return false;
  if (one.about.length === 0 || other.about.length === 0) return true;
  return one.about.some((thing) => other.about.includes(thing));
}

function contradiction(key: string, stated: readonly Stated[]): Contradiction {
  const values = stated
    .map(({ about: _about, ...value }) => value)
    .toSorted((a, b) => a.rank - b.rank || (a.sourceId < b.sourceId ? -1 : 1));
  const best = values.filter(({ rank }) => rank === values[0]?.rank);
  const isOne = new Set(best.map(({ value }) => value)).size === 1;
  return { key, values, authoritativeSourceId: isOne ? (best[0]?.sourceId ?? null) : null };
}

/** The distinct values that sources give a fact, each with the sources that say so; empty where none does. */
export function valuesOf(
  sources: readonly FactSource[],
  key: string,
): readonly { readonly value: FactValue; readonly sourceIds: readonly string[] }[] {
  const byValue = new Map<FactValue, string[]>();
  for (const { sourceId, facts } of sources) {
    for (const fact of facts) {
      if (fact.key === key) byValue.set(fact.value, [...(byValue.get(fact.value) ?? []), sourceId]);
    }
  }
  return [...byValue].map(([value, sourceIds]) => ({ value, sourceIds }));
}
