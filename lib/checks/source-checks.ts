import {
  type CheckInput,
  type CheckParams,
  type CheckResult,
  earliest,
  holdUnlessEmpty,
  type JudgedSource,
  lookedInto,
  type Reason,
  reason,
} from "./check.ts";
import {
  activeRows,
  countParam,
  dueOf,
  faultOf,
  momentOf,
  nameOf,
  needed,
  placeOf,
  slotPlace,
  slotTitle,
  sourcesIn,
  textIn,
  textParam,
} from "./read-record.ts";
import { oneValue, standing, valuesOf } from "./stated.ts";

/**
 * Some active row of `slots` lies between the facts `params.opens` and `params.closes`, both ends included. The
 * facts are RFC 3339 times, of slot `params.of` where given, else of every source that states them, and each has one
 * value. Forced by seed 000 #11 #22 #25 #41 #45.
 */
export function slotInsideWindow(input: CheckInput, params: CheckParams): CheckResult {
  const slot = textParam(params, "of");
  const bounds = ["opens", "closes"].map((end) => bound(input, needed(textParam(params, end), end), slot));
  const [opens, closes] = bounds.map((end) => end.at);
  const reasons = bounds.flatMap((end) => end.reasons);
  if (reasons.length === 0 && typeof opens === "number" && typeof closes === "number") {
    reasons.push(...outside(input, opens, closes));
  }
  const due = dueOf(bounds.flatMap((end) => end.sources));
  return holdUnlessEmpty(reasons, lookedInto(input, "registers", "evidence"), due);
}

interface Bound {
  readonly at: number | null;
  readonly reasons: readonly Reason[];
  readonly sources: readonly JudgedSource[];
}

function bound(input: CheckInput, key: string, slot: string | null): Bound {
  const there = slot === null ? null : standing(input, slot);
  if (there && there.reasons.length > 0) return { at: null, ...there };
  const sources =
    there?.sources ?? sourcesIn(input, null).filter((one) => valuesOf(input, key, one).length > 0);
  const { value, why } = oneValue(input, key, sources);
  if (why !== null) return { at: null, reasons: [why], sources };
  const at = momentOf(value);
  const says = `${key} is “${String(value).slice(0, 60)}”, which is not a time with its zone.`;
  return { at, reasons: at === null ? [reason(says, "sources")] : [], sources };
}

function outside(input: CheckInput, opens: number, closes: number): readonly Reason[] {
  const target = "registers/slots";
  if (closes <= opens)
    return [reason("The window closes before it opens. Settle which times are true.", target)];
  const rows = activeRows(input, "slots");
  if (rows.length === 0) return [reason("No slot is proposed. Add one that lies in the window.", target)];
  const fits = rows.some((row) => {
    const from = momentOf(textIn(row, "from"));
    const to = momentOf(textIn(row, "to"));
    return from !== null && to !== null && opens <= from && from < to && to <= closes;
  });
  const window = `${new Date(opens).toISOString()} to ${new Date(closes).toISOString()}`;
  return fits ? [] : [reason(`No proposed slot lies in the window, ${window}. Propose another.`, target)];
}

/**
 * Only the surface `params.of` still says otherwise about `params.fact`, or does not say it yet: every other source
 * that states it agrees with `params.authoritative`, which said so at most `params.minutes` ago. A surface that nobody
 * read holds, and so does one that already agrees: then nothing lags. Forced by seed 000 #15 #16.
 */
export function lagAllowed(input: CheckInput, params: CheckParams): CheckResult {
  const key = needed(textParam(params, "fact"), "fact");
  const minutes = needed(countParam(params, "minutes"), "minutes");
  const authority = needed(textParam(params, "authoritative"), "authoritative");
  const surface = needed(textParam(params, "of"), "of");
  const looked = lookedInto(input, "evidence");
  const [said, seen] = [standing(input, authority), standing(input, surface)];
  const faults = [...said.reasons, ...seen.reasons];
  if (faults.length > 0) return holdUnlessEmpty(faults, looked);
  const { value, why } = oneValue(input, key, said.sources);
  if (why !== null) return holdUnlessEmpty([why], looked);
  const agrees = (source: JudgedSource) => valuesOf(input, key, source).every((one) => one === value);
  const reasons = sourcesIn(input, null)
    .filter((source) => source.slot !== surface && !agrees(source))
    .map((source) => reason(`${nameOf(source)} says otherwise about ${key}, too.`, placeOf(source)));
  if (seen.sources.every((source) => valuesOf(input, key, source).length > 0 && agrees(source))) {
    const says = `“${slotTitle(input, surface)}” already agrees about ${key}: nothing lags.`;
    reasons.push(reason(says, slotPlace(surface)));
  }
  const lag = withinLag(input, said.sources, minutes);
  const due = earliest([lag.dueAt, dueOf([...said.sources, ...seen.sources])]);
  return holdUnlessEmpty([...reasons, ...lag.reasons], looked, due);
}

/** Counted from when the first authoritative source said so: a later copy does not give the surface more time. */
function withinLag(
  input: CheckInput,
  sources: readonly JudgedSource[],
  minutes: number,
): { readonly reasons: readonly Reason[]; readonly dueAt: string | null } {
  const times = sources.map((source) => momentOf(source.effectiveAt));
  const [first] = sources;
  const target = first ? placeOf(first) : "sources";
  if (times.some((time) => time === null)) {
    return {
      reasons: [reason("Since when the authoritative source says so is not known.", target)],
      dueAt: null,
    };
  }
  const end = Math.min(...times.map((time) => time ?? 0)) + minutes * 60_000;
  const dueAt = new Date(end).toISOString();
  const says = `The lag of ${minutes} minutes that is allowed ended at ${dueAt}. Read the surface again.`;
  return end < input.now.getTime()
    ? { reasons: [reason(says, target)], dueAt: null }
    : { reasons: [], dueAt };
}

/**
 * The source version that began this run is the newest of a readable, current source in a slot of class
 * authoritative. A run that a person began has no trigger and holds. Forced by seed 000 #22 #25 #43 #45.
 */
export function triggerAuthoritative(input: CheckInput): CheckResult {
  const looked = lookedInto(input, "evidence");
  const id = input.run?.triggerVersionId ?? null;
  if (id === null) {
    const says = "No new version of a source began this run. Begin one from the change itself.";
    return holdUnlessEmpty([reason(says, "flow")], looked);
  }
  const source = sourcesIn(input, null).find((one) => one.versionId === id);
  if (!source) {
    const says =
      "The source version that began this run is no longer the newest. Begin a run from the newest.";
    return holdUnlessEmpty([reason(says, "sources")], looked);
  }
  const slot = input.kind.sources.find((one) => one.key === source.slot);
  const fault = faultOf(source);
  const reasons = fault === null ? [] : [reason(fault, placeOf(source))];
  if (slot?.class !== "authoritative") {
    const says = `${nameOf(source)} is of no authoritative slot. Wait for a source that is.`;
    reasons.push(reason(says, placeOf(source)));
  }
  return holdUnlessEmpty(reasons, looked, dueOf([source]));
}
