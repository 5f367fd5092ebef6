import { ok } from "../kernel/result.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";

/** What may leave a lane: nothing, or the release bundle. */
export const EXPORT_POLICIES = ["none", "bundle"] as const;
export type ExportPolicy = (typeof EXPORT_POLICIES)[number];

/** What may sign an approval for a lane. */
export const APPROVAL_METHODS = ["passkey", "password"] as const;
export type ApprovalMethod = (typeof APPROVAL_METHODS)[number];

/** The governance rules of a lane; each change makes a new version. */
export interface LaneRules {
  readonly title: string;
  readonly purpose: string;
  readonly maxWindowHours: number;
  readonly exportPolicy: ExportPolicy;
  readonly methods: readonly ApprovalMethod[];
  readonly recipientIds: readonly string[];
}

/** The rules in their one form: recipients and methods sorted, each once; a lane without a method signs nothing. */
export function decideLaneRules(rules: LaneRules): Outcome<LaneRules> {
  if (rules.methods.length === 0) return refuse("invalid-input", "A lane needs at least one way to sign.");
  return ok({
    ...rules,
    methods: [...new Set(rules.methods)].sort(),
    recipientIds: [...new Set(rules.recipientIds)].sort(),
  });
}

/** Whether two rules say the same, so that a change that changes nothing makes no version. */
export function sameLaneRules(a: LaneRules, b: LaneRules): boolean {
  return (
    a.title === b.title &&
    a.purpose === b.purpose &&
    a.maxWindowHours === b.maxWindowHours &&
    a.exportPolicy === b.exportPolicy &&
    a.methods.join() === b.methods.join() &&
    a.recipientIds.join() === b.recipientIds.join()
  );
}

/** Whether a window of this many hours fits both the kind's and the lane's maximum (null where there is none). */
export function decideWindow(
  hours: number,
  kindMaxHours: number | null,
  laneMaxHours: number | null,
): Outcome<number> {
  const most = Math.min(kindMaxHours ?? hours, laneMaxHours ?? hours);
  if (Number.isInteger(hours) && hours > 0 && hours <= most) return ok(hours);
  return refuse("window-invalid", `At most ${most} hours here.`);
}
