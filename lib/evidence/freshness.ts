import type { EvidenceSlot } from "../kinds/kind.schema.ts";

/** How long evidence of a slot stays fresh, as the kind says. */
export type FreshnessRule = NonNullable<EvidenceSlot["freshness"]>;

/** What freshness is judged by. Times are the database's or the evidence's own, never the browser's. */
export interface FreshnessInput {
  readonly rule: FreshnessRule | null;
  /** When what the evidence says was true, as stated; null where nobody stated it. */
  readonly effectiveAt: Date | null;
  readonly receivedAt: Date;
  readonly now: Date;
  /** When the event of a `not-before` rule happened; null where it is not known. */
  readonly eventAt?: Date | null;
  /** Until when the evidence itself is valid, and what it must outlive; null where it is not known. */
  readonly validUntil?: Date | null;
  readonly outlive?: Date | null;
}

/** `due` asks for newer evidence. `unknown` means that nobody stated what the rule needs: never fresh. */
export interface Freshness {
  readonly state: "fresh" | "due" | "unknown";
  /** When it falls due; null where the rule gives no such time. */
  readonly dueAt: Date | null;
}

const MINUTE = 60_000;

/**
 * Judges evidence by its slot's rule. Evidence cannot speak of a time after it was received, so that the earlier of
 * the two counts; without an effective time it may be due by its reception and is otherwise unknown.
 */
export function freshnessOf(input: FreshnessInput): Freshness {
  const { rule } = input;
  if (rule === null) return { state: "fresh", dueAt: null };
  switch (rule.form) {
    case "max-age":
    case "per-entry":
      return byAge(input, rule.hours * 60 * MINUTE);
    case "cadence":
    case "allowed-lag":
      return byAge(input, rule.minutes * MINUTE);
    case "not-before":
      return notBefore(input);
    case "must-outlive":
      return mustOutlive(input);
  }
}

function byAge(input: FreshnessInput, milliseconds: number): Freshness {
  const dueAt = new Date(base(input).getTime() + milliseconds);
  if (input.now >= dueAt) return { state: "due", dueAt };
  return { state: input.effectiveAt === null ? "unknown" : "fresh", dueAt };
}

function base({ effectiveAt, receivedAt }: FreshnessInput): Date {
  return effectiveAt !== null && effectiveAt < receivedAt ? effectiveAt : receivedAt;
}

function notBefore(input: FreshnessInput): Freshness {
  const eventAt = input.eventAt ?? null;
  if (eventAt === null) return { state: "unknown", dueAt: null };
  if (base(input) < eventAt) return { state: "due", dueAt: eventAt };
  return { state: input.effectiveAt === null ? "unknown" : "fresh", dueAt: null };
}

function mustOutlive({ validUntil = null, outlive = null, now }: FreshnessInput): Freshness {
  if (validUntil === null) return { state: "unknown", dueAt: null };
  if (now >= validUntil) return { state: "due", dueAt: validUntil };
  if (outlive === null) return { state: "unknown", dueAt: validUntil };
  return { state: validUntil >= outlive ? "fresh" : "due", dueAt: validUntil };
}
