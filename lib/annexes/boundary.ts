import { ok } from "../kernel/result.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";

// What may point across the edge of an annex: rules AX1 to AX3 in docs/spec/annexes.md.

/**
 * Whether something in one scope may point at something in another; null is the body. Inside one scope, always;
 * from an annex to the body, yes; from the body or from another annex into an annex, never.
 */
export function decidePointing(from: string | null, to: string | null): Outcome<null> {
  if (to === null || from === to) return ok(null);
  return refuse("annex-boundary");
}

/** The words that stand in sight where an annex is withheld. */
export interface HeldDetail {
  readonly number: number;
  readonly slotKey: string;
  /** What kind of thing is held. */
  readonly holds: string;
  readonly because: string;
  /** The role that may lift it. */
  readonly liftedBy: string;
}
