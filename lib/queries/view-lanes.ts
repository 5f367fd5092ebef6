import "server-only";
import type { Tx } from "../db/client.ts";
import type { Lane, LaneVersion } from "../db/generated/client.ts";
import type { LaneChoiceView } from "../lanes/lane-views.ts";

/** A lane with its current rules. */
export interface CurrentLane {
  readonly lane: Lane;
  readonly rules: LaneVersion;
}

/** Every lane with its current rules, in order of title. */
export async function currentLanes(tx: Tx): Promise<readonly CurrentLane[]> {
  const lanes = await tx.lane.findMany({ include: { versions: true } });
  return lanes
    .flatMap(({ versions, ...lane }) => {
      const rules = versions.find((version) => version.version === lane.version);
      return rules ? [{ lane, rules }] : [];
    })
    .sort((a, b) => a.rules.title.localeCompare(b.rules.title));
}

/** Lanes as choices for a form. */
export async function readLaneChoices(tx: Tx): Promise<readonly LaneChoiceView[]> {
  return (await currentLanes(tx)).map(({ lane, rules }) => ({
    id: lane.id,
    key: lane.key,
    title: rules.title,
    maxWindowHours: rules.maxWindowHours,
    recipients: rules.recipientIds.length,
  }));
}
