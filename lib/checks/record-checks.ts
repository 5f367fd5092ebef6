import type { CheckInput, CheckParams, CheckResult } from "./check.ts";

/** Not written yet. */
export function approvalsStanding(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}

/** Not written yet. */
export function outcomeUnambiguous(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}

/** Not written yet. */
export function retryWithinBudget(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}

/** Not written yet. */
export function readbackMatches(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}

/** Not written yet. */
export function noLiveExposure(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}

/** Not written yet. */
export function hypothesesTested(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}

/** Not written yet. */
export function oneExplanation(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}

/** Not written yet. */
export function rolesCovered(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}

/** Not written yet. */
export function duplicatesLinked(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}

/** Not written yet. */
export function independentlyCorroborated(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}

/** Not written yet. */
export function editClassAllowed(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}
