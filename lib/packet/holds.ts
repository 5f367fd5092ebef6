import { ok } from "../kernel/result.ts";
import type { HOLD_SORTS } from "../kinds/flow.schema.ts";
import type { Kind } from "../kinds/kind.schema.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";

export type HoldSort = (typeof HOLD_SORTS)[number];

/** Of what sort a person's hold is, and which role of the kind may close it. */
export interface HoldTerms {
  readonly sort: HoldSort;
  readonly liftedBy: string;
}

/**
 * The terms of a hold: those of the sink that it names, else a re-entry hold for the artifact owner. A terminal
 * sink ends a flow; a hold that a person opens against it is lifted by the sink's owner all the same.
 */
export function decideHold(kind: Kind, sinkKey: string | null): Outcome<HoldTerms> {
  const owner = kind.roles.find((role) => role.duties.includes("own-artifact"))?.key ?? "artifact-owner";
  if (sinkKey === null) return ok({ sort: "re-entry", liftedBy: owner });
  const sink = kind.sinks.find((entry) => entry.key === sinkKey);
  if (!sink) return refuse("invalid-input", "This kind has no such place to rest.");
  return ok({ sort: sink.sort, liftedBy: sink.owner ?? owner });
}
