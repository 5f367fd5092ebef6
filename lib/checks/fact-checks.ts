import type { CheckInput, CheckParams, CheckResult } from "./check.ts";

/** Not written yet. */
export function factsMatch(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}

/** Not written yet. */
export function thresholdMet(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}

/** Not written yet. */
export function guardrailsKept(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}

/** Not written yet. */
export function withinAuthority(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}

/** Not written yet. */
export function slotInsideWindow(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}

/** Not written yet. */
export function lagAllowed(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}

/** Not written yet. */
export function triggerAuthoritative(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}
