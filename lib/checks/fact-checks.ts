import { registersOf } from "../packet/registers.ts";
import {
  type CheckInput,
  type CheckParams,
  type CheckResult,
  earliest,
  holdUnlessEmpty,
  lookedInto,
  notApplicable,
  type Reason,
  reason,
} from "./check.ts";
import {
  activeRows,
  dueOf,
  KindFault,
  momentOf,
  needed,
  sourcesIn,
  textIn,
  textParam,
} from "./read-record.ts";
import { type Answer, answer, askedFacts, standing } from "./stated.ts";

const NOTHING_ASKED = "This kind asks for no fact here.";

/** Every assertion of `params.facts`, answered by the slot `params.of` or by every source that states the fact. */
function answers(input: CheckInput, params: CheckParams): readonly Answer[] {
  const slot = textParam(params, "of");
  if (slot !== null) sourcesIn(input, slot);
  return askedFacts(input, params).map((asked) => answer(input, asked, slot));
}

function settled(input: CheckInput, found: readonly Answer[]): CheckResult {
  return holdUnlessEmpty(
    unique(found.flatMap((one) => one.reasons)),
    lookedInto(input, "evidence", "registers"),
    dueOf(found.flatMap((one) => one.sources)),
  );
}

/** One source that cannot be read is one reason, however many facts it was asked for. */
function unique(reasons: readonly Reason[]): readonly Reason[] {
  return [...new Map(reasons.map((one) => [`${one.target}\n${one.says}`, one])).values()];
}

/**
 * The facts named in `params.facts` hold, in the slot `params.of` where given: every source asked is readable and
 * current, and says so. A fact that nobody states holds. Forced by seed 000 #1 #3 #4 #8 #12 #44 #46 #48.
 */
export function factsMatch(input: CheckInput, params: CheckParams): CheckResult {
  const found = answers(input, params);
  return found.length === 0 ? notApplicable(NOTHING_ASKED) : settled(input, found);
}

/**
 * The thresholds of `params.facts` are met: all of them, or one of them with `mode: any`.
 * Forced by seed 000 #9 #32 #34 #39 #46 #52.
 */
export function thresholdMet(input: CheckInput, params: CheckParams): CheckResult {
  const mode = textParam(params, "mode") ?? "all";
  if (mode !== "all" && mode !== "any") throw new KindFault(`This kind asks for thresholds by “${mode}”.`);
  const found = answers(input, params);
  if (found.length === 0) return notApplicable(NOTHING_ASKED);
  const met = found.filter((one) => one.reasons.length === 0);
  return settled(input, mode === "any" && met.length > 0 ? met : found);
}

/**
 * The authority snapshot of slot `params.of` is readable and current, and every one there states `params.facts`.
 * Forced by seed 000 #18 #23 #31 #37 #51.
 */
export function withinAuthority(input: CheckInput, params: CheckParams): CheckResult {
  const slot = needed(textParam(params, "of"), "of");
  const snapshots = standing(input, slot);
  return settled(input, snapshots.reasons.length > 0 ? [snapshots] : [snapshots, ...answers(input, params)]);
}

/**
 * The guardrails of `params.facts` hold; and where the kind keeps a state in force and limits its validity, the state
 * that is newest has begun and has not outlived that limit or its own `until`. Forced by seed 000 #9 #39 #46.
 */
export function guardrailsKept(input: CheckInput, params: CheckParams): CheckResult {
  const found = answers(input, params);
  const hours = validityHours(input);
  if (found.length === 0 && hours === null) return notApplicable("This kind sets no guardrail here.");
  const facts = settled(input, found);
  if (hours === null) return facts;
  const { reasons, dueAt } = stateInForce(input, hours);
  return holdUnlessEmpty([...facts.reasons, ...reasons], facts.looked, earliest([facts.dueAt, dueAt]));
}

function validityHours(input: CheckInput): number | null {
  const keeps = registersOf(input.kind).some((register) => register.key === "in-force");
  return keeps ? (input.kind.validity?.hours ?? null) : null;
}

function stateInForce(
  input: CheckInput,
  hours: number,
): { readonly reasons: readonly Reason[]; readonly dueAt: string | null } {
  const target = "registers/in-force";
  const held = (says: string) => ({ reasons: [reason(says, target)], dueAt: null });
  const rows = activeRows(input, "in-force").map((row) => ({ row, since: momentOf(textIn(row, "since")) }));
  if (rows.length === 0) return held("No state in force is recorded. Add the one that counts now.");
  const undated = rows.find(({ since }) => since === null);
  if (undated) return held(`Since when “${textIn(undated.row, "what")}” is in force is not stated. Say it.`);
  const newest = rows.reduce((one, other) => ((other.since ?? 0) >= (one.since ?? 0) ? other : one));
  const what = textIn(newest.row, "what");
  const now = input.now.getTime();
  if ((newest.since ?? 0) > now) return held(`“${what}” is not in force yet.`);
  const limit = (newest.since ?? 0) + hours * 3_600_000;
  const end = Math.min(limit, momentOf(textIn(newest.row, "until")) ?? limit);
  const dueAt = new Date(end).toISOString();
  return end < now
    ? held(`“${what}” was in force until ${dueAt}. Restore the state before it, or adopt a new one.`)
    : { reasons: [], dueAt };
}
