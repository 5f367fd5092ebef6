// How a check is made to pass and made to stop: always by an act that a person of the packet could do.

import type { CheckParams } from "../../lib/checks/check.ts";
import type { Kind, KindGate } from "../../lib/kinds/kind.schema.ts";
import type { Stage } from "../stage.ts";

/** What a recipe works on: a check of a gate, with the kind's params. `turn` rotates where there is a choice. */
export interface Asked {
  readonly stage: Stage;
  readonly gate: KindGate;
  readonly params: CheckParams;
  readonly turn: number;
}

/** Makes a check pass, and makes it stop. Both may be called where it is so already. */
export interface Recipe {
  readonly satisfy: (asked: Asked) => Promise<void>;
  readonly violate: (asked: Asked) => Promise<void>;
  /** False where a kind gives this check nothing that could make it stop. Left out: it can always be made to. */
  readonly able?: (kind: Kind, params: CheckParams) => boolean;
}

/** A check that nobody can make stop here: the walk then chooses another of the gate. */
export class Unable extends Error {}

/** For what stands by itself: nothing needs to be written for it to pass. */
export async function nothing(): Promise<void> {
  // Passes as the packet is made.
}

/** The item of a list that a turn names. */
export function turned<T>(items: readonly T[], turn: number): T {
  const found = items[turn % items.length];
  if (found === undefined) throw new Unable("nothing to choose from");
  return found;
}

/** A time some hours from now, as registers keep it. */
export function hoursFromNow(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString();
}

/** A day some days from now, as registers keep it. */
export function daysFromNow(days: number): string {
  return hoursFromNow(days * 24).slice(0, 10);
}
