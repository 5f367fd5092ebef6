import type { CheckInput, CheckParams, CheckResult } from "./check.ts";

/** Not written yet. */
export function ownerDecided(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}

/** Not written yet. */
export function ownerAdopted(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}

/** Not written yet. */
export function receiverAccepted(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}
