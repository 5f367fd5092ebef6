import type { EvaluatedCheck } from "../checks/gates.ts";
import { refuse } from "../refusals/refusal.ts";

/** Refuses an act because checks hold, and says which. Reasons stay on the readiness page: they may be an annex's. */
export function notReady(checks: readonly EvaluatedCheck[]) {
  const names = [...new Set(checks.map((check) => check.title))];
  return refuse(
    "not-ready",
    `${names.length === 1 ? "One check holds" : `${names.length} checks hold`}: ${names.join("; ")}.`,
  );
}
