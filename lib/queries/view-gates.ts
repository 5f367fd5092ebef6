import "server-only";
import type { EvaluatedCheck, EvaluatedGate } from "../checks/gates.ts";
import { stops } from "../checks/gates.ts";
import type { CheckView, GateView } from "../revision/views.ts";

/** Gates as somebody may see them: `cleared` are the numbers of the annexes that they may read. */
export function viewGates(
  gates: readonly EvaluatedGate[],
  cleared: ReadonlySet<number>,
): readonly GateView[] {
  return gates.map(({ key, question, answeredBy, before, outcome, exit, checks }) => {
    return {
      ...{ key, question, answeredBy, before, outcome },
      exit: { label: exit.label, to: exit.to.join(", ") },
      checks: checks.map((check) => viewCheck(check, cleared)),
    };
  });
}

/** A check as somebody may see it. Of an annex that they may not read they hear that it holds, once, and no more. */
export function viewCheck(check: EvaluatedCheck, cleared: ReadonlySet<number>): CheckView {
  const open = check.reasons.filter((reason) => reason.annex === null || cleared.has(reason.annex));
  const closed = check.reasons.filter((reason) => reason.annex !== null && !cleared.has(reason.annex));
  const holding = stops(check.outcome) ? [...new Set(closed.map((reason) => reason.annex))] : [];
  return {
    check: check.check,
    title: check.title,
    outcome: check.outcome,
    reasons: [
      ...open.map(({ says, target }) => ({ says, target })),
      ...holding.map((annex) => ({ says: `Annex A${annex} holds.`, target: `annexes/A${annex}` })),
    ],
    dueAt: check.dueAt,
  };
}
