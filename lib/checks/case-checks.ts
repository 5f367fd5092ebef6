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
  faultOf,
  listParam,
  placeOf,
  sameWord,
  sourceNamed,
  standsOn,
  textIn,
} from "./read-record.ts";

const HYPOTHESES = "registers/hypotheses";

/**
 * At least two hypotheses stand side by side, each with readable, current evidence for it and against it.
 * Forced by seed 000 #21 #47.
 */
export function hypothesesTested(input: CheckInput): CheckResult {
  const rows = activeRows(input, "hypotheses");
  const reasons = [
    ...tooFew(rows),
    ...rows.flatMap((row) => untested(input, row, ["supporting", "disconfirming"])),
  ];
  return ofHypotheses(input, rows, reasons);
}

/**
 * At least two hypotheses stand side by side; exactly one is ranked first, with evidence for it, and every other one
 * has evidence against it. Forced by seed 000 #20 #21 #47.
 */
export function oneExplanation(input: CheckInput): CheckResult {
  const rows = activeRows(input, "hypotheses");
  const first = rows.filter((row) => row.columns.rank === 1);
  const ranked = rows.some((row) => typeof row.columns.rank === "number" && row.columns.rank < 1);
  const reasons = [...tooFew(rows)];
  if (first.length !== 1 || ranked) {
    const says = `${first.length} hypotheses are ranked 1. Rank first the one that fits best, and no other.`;
    reasons.push(reason(says, HYPOTHESES));
  }
  for (const row of rows) {
    reasons.push(...untested(input, row, [first.includes(row) ? "supporting" : "disconfirming"]));
  }
  return ofHypotheses(input, rows, reasons);
}

function ofHypotheses(input: CheckInput, rows: readonly RowBody[], reasons: readonly Reason[]): CheckResult {
  const sources = rows.flatMap((row) =>
    ["supporting", "disconfirming"].map((column) => sourceNamed(input, row, column)),
  );
  return holdUnlessEmpty(reasons, lookedInto(input, "registers", "evidence"), dueOf(sources));
}

function tooFew(rows: readonly RowBody[]): readonly Reason[] {
  if (rows.length >= 2) return [];
  return [
    reason(`${rows.length} of at least 2 hypotheses stand. Set the competing one beside it.`, HYPOTHESES),
  ];
}

function untested(input: CheckInput, row: RowBody, columns: readonly string[]): readonly Reason[] {
  return columns
    .filter((column) => !standsOn(input, row, column))
    .map((column) => {
      const side = column === "supporting" ? "for" : "against";
      const says = `“${short(textIn(row, "explanation"))}” has no readable, current evidence ${side} it. Name it.`;
      return reason(says, HYPOTHESES);
    });
}

function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/**
 * Active cases that are equal in every column of `params.keys` are linked: each reaches each over `linked-to`. A case
 * without one of these columns holds, because nobody can tell what it repeats. Forced by seed 000 #32 #34 #40 #49 #52.
 */
export function duplicatesLinked(input: CheckInput, params: CheckParams): CheckResult {
  const keys = listParam(params, "keys");
  if (keys.length === 0) return notApplicable("This kind does not say when two cases are one.");
  const target = "registers/cases";
  const rows = activeRows(input, "cases");
  const reasons =
    rows.length === 0 ? [reason("No case is recorded. Add the one that this is about.", target)] : [];
  const known = rows.filter((row) => keys.every((key) => textIn(row, key) !== ""));
  for (const row of rows) {
    if (known.includes(row)) continue;
    const lacks = keys.filter((key) => textIn(row, key) === "").join(", ");
    const says = `Case ${row.key} lacks ${lacks}, so that nobody can tell what it repeats. Fill it in.`;
    reasons.push(reason(says, target));
  }
  for (const group of groups(known, (row) => JSON.stringify(keys.map((key) => textIn(row, key))))) {
    for (const row of unlinked(group)) {
      const says = `Case ${row.key} repeats case ${group[0]?.key}. Link it to that one, or say how they differ.`;
      reasons.push(reason(says, target));
    }
  }
  return holdUnlessEmpty(reasons, lookedInto(input, "registers"));
}

function groups(rows: readonly RowBody[], keyOf: (row: RowBody) => string): readonly (readonly RowBody[])[] {
  const found = new Map<string, RowBody[]>();
  for (const row of rows) found.set(keyOf(row), [...(found.get(keyOf(row)) ?? []), row]);
  return [...found.values()];
}

/** The rows of a group that its first one does not reach over links, in either direction. */
function unlinked(group: readonly RowBody[]): readonly RowBody[] {
  const reached = new Set(group.slice(0, 1));
  const joins = (one: RowBody, other: RowBody) =>
    sameWord(textIn(one, "linked-to"), other.key) || sameWord(textIn(other, "linked-to"), one.key);
  for (let grew = true; grew; ) {
    const next = group.filter((row) => !reached.has(row) && [...reached].some((one) => joins(row, one)));
    for (const row of next) reached.add(row);
    grew = next.length > 0;
  }
  return group.filter((row) => !reached.has(row));
}

/**
 * Each case that a signal speaks of is supported by at least `params.min` independent origins: as many as can each be
 * given a readable, current file of their own. One origin counts once, and so does one file, whoever passes it on.
 * What disconfirms is said, and holds nothing. Forced by seed 000 #32 #34 #40 #49 #52.
 */
export function independentlyCorroborated(input: CheckInput, params: CheckParams): CheckResult {
  const min = countParam(params, "min");
  if (min === null) return notApplicable("This kind asks for no corroboration.");
  const target = "registers/signals";
  const rows = activeRows(input, "signals");
  const looked = lookedInto(input, "registers", "evidence");
  if (rows.length === 0)
    return holdUnlessEmpty([reason("No signal is recorded. Add what speaks of it.", target)], looked);
  const short = groups(rows, (row) => textIn(row, "case").toLowerCase()).flatMap((group) => {
    const count = independent(input, group);
    const says = `${count} of at least ${min} independent origins support “${textIn(group[0] as RowBody, "case")}”.`;
    return count >= min ? [] : [reason(`${says} Add another origin with a file of its own.`, target)];
  });
  const against = rows
    .filter((row) => textIn(row, "says") === "disconfirms")
    .map((row) => disconfirmed(row, target));
  const unread = short.length === 0 ? [] : unreadable(input, rows);
  const due = dueOf(rows.map((row) => sourceNamed(input, row, "source")));
  return { ...holdUnlessEmpty(short, looked, due), reasons: [...short, ...unread, ...against] };
}

function disconfirmed(row: RowBody, target: string): Reason {
  return reason(`${textIn(row, "origin")} disconfirms “${textIn(row, "case")}”.`, target);
}

/** Why some signals do not count. */
function unreadable(input: CheckInput, rows: readonly RowBody[]): readonly Reason[] {
  return rows.flatMap((row) => {
    const source = sourceNamed(input, row, "source");
    const fault = source && faultOf(source);
    return source && fault ? [reason(fault, placeOf(source))] : [];
  });
}

/** How many origins can each be given a file that no other is given (a maximum matching). */
function independent(input: CheckInput, rows: readonly RowBody[]): number {
  const files = new Map<string, Set<string>>();
  for (const row of rows) {
    const source = sourceNamed(input, row, "source");
    const origin = textIn(row, "origin").toLowerCase();
    if (textIn(row, "says") !== "supports" || origin === "" || !source?.digest || faultOf(source)) continue;
    files.set(origin, (files.get(origin) ?? new Set()).add(source.digest));
  }
  const given = new Map<string, string>();
  const give = (origin: string, tried: Set<string>): boolean =>
    [...(files.get(origin) ?? [])].some((file) => {
      if (tried.has(file)) return false;
      tried.add(file);
      const holder = given.get(file);
      if (holder !== undefined && !give(holder, tried)) return false;
      given.set(file, origin);
      return true;
    });
  return [...files.keys()].filter((origin) => give(origin, new Set())).length;
}
