import type { Fact } from "../evidence/fact.ts";
import type { Json } from "../kernel/canonical.ts";
import type { EvidenceSlot } from "../kinds/kind.schema.ts";
import { digestOfJson } from "../revision/revision.ts";
import {
  type CheckInput,
  type CheckResult,
  holdUnlessEmpty,
  inScope,
  type JudgedSource,
  lookedInto,
  type Reason,
  reason,
  type ScopeFacts,
} from "./check.ts";
import { activeRows, bodyOf, factsOf, nameOf, sourceNamed, sourcesIn, valuesFrom } from "./read-record.ts";

/**
 * No two sources of a scope share a rank; and what the body leans on in a slot that counts only where higher ones
 * disagree, they disagree about. Forced by seed 000 #14 #27 #36 #47 #49 #50 #51 #52.
 */
export function precedenceStated(input: CheckInput): CheckResult {
  const reasons = [...input.scopes.flatMap(sharedRanks), ...conditionalUse(input)];
  return holdUnlessEmpty(reasons, lookedInto(input, "evidence", "claim-trace", "registers"));
}

function sharedRanks(scope: ScopeFacts): readonly Reason[] {
  const seen = new Map<number, number>();
  return scope.sources.flatMap((source) => {
    const other = seen.get(source.rank);
    seen.set(source.rank, source.number);
    if (other === undefined) return [];
    return [
      inScope(scope, `S${other} and S${source.number} have the same rank.`, `sources#S${source.number}`),
    ];
  });
}

/** A claim or field of the body with what it takes from a source; `key` is null where the place states no fact. */
interface Lean {
  readonly source: JudgedSource;
  readonly key: string | null;
  readonly what: string;
  readonly target: string;
}

function conditionalUse(input: CheckInput): readonly Reason[] {
  return [...claimLeans(input), ...fieldLeans(input)].flatMap((lean) => {
    const slot = input.kind.sources.find((one) => one.key === lean.source.slot);
    if (slot?.conditional !== "only-when-higher-disagree") return [];
    if (lean.key !== null && higherDisagree(input, slot, lean.source, lean.key)) return [];
    const about = lean.key === null ? "that" : lean.key;
    const says = `${lean.what} leans on ${nameOf(lean.source)}, which counts only where higher sources disagree about ${about}. Trace it to a higher one.`;
    return [reason(says, lean.target)];
  });
}

function claimLeans(input: CheckInput): readonly Lean[] {
  const claims = new Map(bodyOf(input).claims.map((claim) => [claim.id, claim.number]));
  return input.candidate.trace.flatMap((link) => {
    const source = sourcesIn(input, null).find((one) => one.number === link.sourceNumber);
    const claim = claims.get(link.claimId);
    if (!source || claim === undefined) return [];
    const key = keyAt(factsOf(input, source), link.locator);
    return [{ source, key, what: `Claim C${claim}`, target: `claims#C${claim}` }];
  });
}

function keyAt(facts: readonly Fact[], locator: Json): string | null {
  const place = digestOfJson(locator);
  return facts.find((fact) => digestOfJson(fact.locator) === place)?.key ?? null;
}

function fieldLeans(input: CheckInput): readonly Lean[] {
  const rows = activeRows(input, "fields");
  return input.kind.fields.flatMap((field) => {
    const row = rows.find((one) => one.key === field.key);
    const source = row ? sourceNamed(input, row, "source") : null;
    if (!source) return [];
    return [{ source, key: field.fact, what: `The field “${field.title}”`, target: `fields#${field.key}` }];
  });
}

/**
 * Higher are sources of a slot with a lower tier number; where one of the two slots states no tier, sources of a
 * better rank.
 */
function higherDisagree(input: CheckInput, slot: EvidenceSlot, source: JudgedSource, key: string): boolean {
  const higher = sourcesIn(input, null).filter((other) => {
    const tier = input.kind.sources.find((one) => one.key === other.slot)?.tier ?? null;
    return tier !== null && slot.tier !== null ? tier < slot.tier : other.rank < source.rank;
  });
  return new Set(higher.flatMap((other) => valuesFrom(factsOf(input, other), key))).size > 1;
}
