import type { RowBody } from "../revision/revision.ts";
import {
  type CheckInput,
  type CheckParams,
  type CheckResult,
  holdUnlessEmpty,
  lookedInto,
  notApplicable,
  type Reason,
  reason,
} from "./check.ts";
import {
  activeRows,
  countParam,
  dueOf,
  KindFault,
  listParam,
  needed,
  sameWord,
  sourceNamed,
  textIn,
  textParam,
} from "./read-record.ts";
import { answerFrom, askedFacts, oneValue } from "./stated.ts";

const TARGET = "registers/checkpoints";

/** The attempts at a step: how many were made and the newest, or why nobody can tell which that is. */
type Attempts =
  | { readonly newest: RowBody; readonly made: number; readonly why: null }
  | { readonly newest: null; readonly made: number; readonly why: Reason };

function attemptsAt(input: CheckInput, step: string): Attempts {
  const rows = activeRows(input, "checkpoints").filter((row) => sameWord(textIn(row, "step"), step));
  const held = (says: string): Attempts => ({ newest: null, made: 0, why: reason(says, TARGET) });
  if (rows.length === 0) return held(`No attempt at “${step}” is recorded. Add it with its outcome record.`);
  const numbers = rows.map((row) => row.columns.attempt);
  if (!numbers.every((one) => typeof one === "number" && Number.isSafeInteger(one) && one > 0))
    return held(`An attempt at “${step}” has no whole number. Number the attempts from 1.`);
  if (new Set(numbers).size < numbers.length)
    return held(`Two attempts at “${step}” have one number. Settle which came when.`);
  const highest = Math.max(...(numbers as number[]));
  const newest = rows.find((row) => row.columns.attempt === highest);
  // An attempt that left no row was still an attempt: the number counts, not the rows.
  return newest ? { newest, made: highest, why: null } : held(`No attempt at “${step}” is recorded.`);
}

/** What the outcome record of the newest attempt states of a fact, or why that is not known. */
function outcomeOf(input: CheckInput, newest: RowBody, step: string, fact: string) {
  const source = sourceNamed(input, newest, "evidence");
  if (!source) {
    const says = `The newest attempt at “${step}” has no outcome record. Add it and name it in the ledger.`;
    return { value: null, why: reason(says, TARGET), dueAt: null };
  }
  return { ...oneValue(input, fact, [source]), dueAt: dueOf([source]) };
}

/**
 * The newest attempt at `params.step` has a readable, current outcome record in which `params.fact` has exactly one
 * value, one of `params.settled`. No attempt, two of one number, no record, no value or several hold: an ambiguous
 * outcome is never taken for a settled one. Forced by seed 000 #1 #3 #4.
 */
export function outcomeUnambiguous(input: CheckInput, params: CheckParams): CheckResult {
  const step = needed(textParam(params, "step"), "step");
  const fact = needed(textParam(params, "fact"), "fact");
  const settled = listParam(params, "settled");
  if (settled.length === 0) throw new KindFault("This kind does not say which outcomes are settled.");
  const looked = lookedInto(input, "registers", "evidence");
  const attempts = attemptsAt(input, step);
  if (attempts.why) return holdUnlessEmpty([attempts.why], looked);
  const { value, why, dueAt } = outcomeOf(input, attempts.newest, step, fact);
  if (why !== null) return holdUnlessEmpty([why], looked);
  const says = `Attempt ${attempts.made} at “${step}” ended as “${value}”, which settles nothing. Check it by hand.`;
  return holdUnlessEmpty(settled.includes(String(value)) ? [] : [reason(says, TARGET)], looked, dueAt);
}

/**
 * Fewer than `params.budget` attempts at `params.step` were made, and the newest is known to have failed in a way of
 * `params.retryable`. An outcome that is not known may not be retried. Forced by seed 000 #1 #3 #4.
 */
export function retryWithinBudget(input: CheckInput, params: CheckParams): CheckResult {
  const step = needed(textParam(params, "step"), "step");
  const fact = needed(textParam(params, "fact"), "fact");
  const budget = needed(countParam(params, "budget"), "budget");
  const retryable = listParam(params, "retryable");
  const looked = lookedInto(input, "registers", "evidence");
  const attempts = attemptsAt(input, step);
  if (attempts.why) return holdUnlessEmpty([attempts.why], looked);
  const reasons: Reason[] = [];
  if (attempts.made >= budget) {
    const says = `${attempts.made} of ${budget} attempts at “${step}” are made. Hand it on instead of trying again.`;
    reasons.push(reason(says, TARGET));
  }
  const { value, why, dueAt } = outcomeOf(input, attempts.newest, step, fact);
  if (why !== null) reasons.push(why);
  else if (!retryable.includes(String(value))) {
    const says = `“${value}” is not a failure that may be tried again. Hand it on.`;
    reasons.push(reason(says, TARGET));
  }
  return holdUnlessEmpty(reasons, looked, dueAt);
}

/**
 * The read-back of the newest attempt at `params.step` is readable and current and states every assertion of
 * `params.facts`. No attempt or no read-back holds. Forced by seed 000 #1 #2 #31.
 */
export function readbackMatches(input: CheckInput, params: CheckParams): CheckResult {
  const step = needed(textParam(params, "step"), "step");
  const asked = askedFacts(input, params);
  if (asked.length === 0) return notApplicable("This kind asks for no fact of the read-back.");
  const looked = lookedInto(input, "registers", "evidence");
  const attempts = attemptsAt(input, step);
  if (attempts.why) return holdUnlessEmpty([attempts.why], looked);
  const source = sourceNamed(input, attempts.newest, "readback");
  if (!source) {
    const says = `Attempt ${attempts.made} at “${step}” has no read-back. Add it and name it in the ledger.`;
    return holdUnlessEmpty([reason(says, TARGET)], looked);
  }
  const reasons = asked.flatMap((one) => answerFrom(input, one, [source]).reasons);
  return holdUnlessEmpty(reasons, looked, dueOf([source]));
}
