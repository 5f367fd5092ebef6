import type { CheckInput, CheckParams, CheckResult } from "./check.ts";

/** Not written yet. */
export function fieldsResolved(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}

/** Not written yet. */
export function fieldsTraced(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}

/** Not written yet. */
export function schemaConforms(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}

/** Not written yet. */
export function lossinessDeclared(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}

/** Not written yet. */
export function renderedFromTable(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}

/** Not written yet. */
export function redactionApplied(_input: CheckInput, _params: CheckParams): CheckResult {
  return { outcome: "error", reasons: [], looked: {}, dueAt: null };
}
