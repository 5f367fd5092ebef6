import type { RowBody } from "../revision/revision.ts";
import { digestOfJson } from "../revision/revision.ts";
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
  faultOf,
  KindFault,
  listParam,
  placeOf,
  sameWord,
  sourceNamed,
  standsOn,
  textIn,
  textParam,
} from "./read-record.ts";
import { fieldValue } from "./stated.ts";

const APPROVALS = "registers/approvals";

/**
 * Each role of `params.roles` has a stored approval with readable, current evidence, given and not past its last day,
 * and all of them approve one same subject: `params.subject` where given (`@field` for a field's value). With
 * `params.since` the rows and their evidence are those that this gate of the run looked at.
 * Forced by seed 000 #3 #4 #6 and seed 001.
 */
export function approvalsStanding(input: CheckInput, params: CheckParams): CheckResult {
  const roles = listParam(params, "roles");
  if (roles.length === 0) return notApplicable("This kind asks for no stored approval here.");
  const rows = activeRows(input, "approvals").filter((row) =>
    roles.some((role) => sameWord(role, textIn(row, "role"))),
  );
  const subject = subjectAsked(input, params);
  const standing = rows.filter((row) => lapse(input, row) === null);
  const digest = digestOfJson(
    rows.map((row) => [row.key, row.columns, sourceNamed(input, row, "evidence")?.digest ?? null]),
  );
  const reasons = [
    ...roles.flatMap((role) => missing(input, role, rows)),
    ...oneSubject(roles, standing, subject),
    ...changed(input, textParam(params, "since"), digest),
  ];
  const ends = standing.map((row) => `${textIn(row, "valid-until")}T23:59:59.999Z`);
  const due = earliest([...ends, dueOf(standing.map((row) => sourceNamed(input, row, "evidence")))]);
  return holdUnlessEmpty(reasons, { approvals: digest, ...lookedInto(input, "evidence") }, due);
}

type SubjectAsked = { readonly is: string | null; readonly why: Reason | null };

function subjectAsked(input: CheckInput, params: CheckParams): SubjectAsked {
  const asked = textParam(params, "subject");
  if (!asked?.startsWith("@")) return { is: asked, why: null };
  const { value, why } = fieldValue(input, asked.slice(1));
  return value === null
    ? { is: null, why: reason(why, `fields#${asked.slice(1)}`) }
    : { is: String(value), why: null };
}

/** Why an approval does not count now; null where it does. Days are those of UTC, the last one included. */
function lapse(input: CheckInput, row: RowBody): Reason | null {
  const role = textIn(row, "role");
  const source = sourceNamed(input, row, "evidence");
  if (!source)
    return reason(`The approval of ${role} names no evidence. Name the source that shows it.`, APPROVALS);
  const fault = faultOf(source);
  if (fault !== null) return reason(fault, placeOf(source));
  const today = input.now.toISOString().slice(0, 10);
  const [given, until] = [textIn(row, "given-on"), textIn(row, "valid-until")];
  if (!isDay(given) || !isDay(until))
    return reason(`The approval of ${role} does not say from when until when it counts. Say it.`, APPROVALS);
  if (given > today)
    return reason(`The approval of ${role} is dated ${given}, which is still to come.`, APPROVALS);
  return until < today
    ? reason(`The approval of ${role} ended on ${until}. Ask for a new one.`, APPROVALS)
    : null;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

function missing(input: CheckInput, role: string, rows: readonly RowBody[]): readonly Reason[] {
  const own = rows.filter((row) => sameWord(role, textIn(row, "role")));
  const why = own.map((row) => lapse(input, row));
  if (why.includes(null)) return [];
  const lapses = why.filter((one) => one !== null);
  return lapses.length > 0
    ? lapses
    : [reason(`No approval of ${role.replaceAll("-", " ")} is stored. Add it with its evidence.`, APPROVALS)];
}

function oneSubject(
  roles: readonly string[],
  standing: readonly RowBody[],
  subject: SubjectAsked,
): readonly Reason[] {
  if (subject.why) return [subject.why];
  const approves = (role: string, what: string) =>
    standing.some((row) => sameWord(role, textIn(row, "role")) && textIn(row, "subject") === what);
  // A role without any approval has a reason of its own.
  const given = roles.filter((role) => standing.some((row) => sameWord(role, textIn(row, "role"))));
  const candidates = subject.is === null ? standing.map((row) => textIn(row, "subject")) : [subject.is];
  if (given.length === 0 || candidates.some((what) => given.every((role) => approves(role, what)))) return [];
  const says =
    subject.is === null
      ? "The stored approvals do not approve one same thing. Settle which thing is meant."
      : `Not every stored approval approves “${subject.is}”. Ask for approvals of exactly that.`;
  return [reason(says, APPROVALS)];
}

function changed(input: CheckInput, since: string | null, digest: string): readonly Reason[] {
  if (since === null) return [];
  const gate = input.kind.gates.find((found) => found.key === since);
  if (!gate) throw new KindFault(`This kind has no gate “${since}”.`);
  const then = input.run?.gates.findLast((found) => found.gate === since)?.looked["approvals-standing"]
    ?.approvals;
  if (then === undefined) return [reason(`“${gate.question}” is not decided in this run yet.`, "flow")];
  return then === digest
    ? []
    : [reason(`The approvals have changed since “${gate.question}”. Go through that gate again.`, APPROVALS)];
}

/**
 * Every live exposure that somebody reported names a readable, current source that clears it. No report, no exposure.
 * Forced by seed 000 #13 #35.
 */
export function noLiveExposure(input: CheckInput): CheckResult {
  const rows = activeRows(input, "exposures");
  const reasons = rows
    .filter((row) => !standsOn(input, row, "cleared-by"))
    .map((row) => {
      const says = `A live exposure is reported and not cleared: “${textIn(row, "what").slice(0, 80)}”. Take it up first.`;
      return reason(says, "registers/exposures");
    });
  const due = dueOf(rows.map((row) => sourceNamed(input, row, "cleared-by")));
  return holdUnlessEmpty(reasons, lookedInto(input, "registers", "evidence"), due);
}

/**
 * Each role of `params.roles` is taken by a named person, and whoever stands in for another has a readable, current
 * approval as a substitute. Forced by seed 000 #11 #22 #25 #45.
 */
export function rolesCovered(input: CheckInput, params: CheckParams): CheckResult {
  const roles = listParam(params, "roles");
  if (roles.length === 0) return notApplicable("This kind asks for no role here.");
  const target = "registers/attendees";
  const asked = activeRows(input, "attendees").filter((row) => textIn(row, "person") !== "");
  const reasons = roles.flatMap((role) => {
    const rows = asked.filter((row) => sameWord(role, textIn(row, "role")));
    if (rows.length === 0)
      return [reason(`Nobody takes the role ${role.replaceAll("-", " ")}. Name somebody.`, target)];
    return rows
      .filter((row) => textIn(row, "standing-in-for") !== "" && !standsOn(input, row, "approved-by"))
      .map((row) => {
        const who = `${textIn(row, "person")} stands in for ${textIn(row, "standing-in-for")}`;
        return reason(`${who} without a readable, current approval. Add the approval.`, target);
      });
  });
  const due = dueOf(asked.map((row) => sourceNamed(input, row, "approved-by")));
  return holdUnlessEmpty(reasons, lookedInto(input, "registers", "evidence"), due);
}

/**
 * Every proposed update is of a class that needs no person: its column is one of `params.allowed` (where given), none
 * of `params.protected`, and it does not move `params.blocker` away from a state of `params.held`, whether the update
 * says so or the row on the board does. Nothing proposed holds. Forced by seed 000 #43 #49 #53.
 */
export function editClassAllowed(input: CheckInput, params: CheckParams): CheckResult {
  const allowed = listParam(params, "allowed");
  const kept = listParam(params, "protected");
  const held = listParam(params, "held");
  const blocker = textParam(params, "blocker");
  if (blocker !== null && held.length === 0)
    throw new KindFault("This kind does not say which states block.");
  if (allowed.length === 0 && kept.length === 0 && blocker === null)
    return notApplicable("This kind keeps no edit for a person.");
  const target = "registers/updates";
  const rows = activeRows(input, "updates");
  const looked = lookedInto(input, "registers");
  if (rows.length === 0)
    return holdUnlessEmpty([reason("Nothing is proposed. Propose the change first.", target)], looked);
  const asked = { allowed, kept, held, blocker };
  return holdUnlessEmpty(
    rows.flatMap((row) => beyond(input, row, asked) ?? []).map((says) => reason(says, target)),
    looked,
  );
}

interface EditClass {
  readonly allowed: readonly string[];
  readonly kept: readonly string[];
  readonly held: readonly string[];
  readonly blocker: string | null;
}

/** Why one update needs a person; null where it does not. */
function beyond(input: CheckInput, row: RowBody, { allowed, kept, held, blocker }: EditClass): string | null {
  const column = textIn(row, "column");
  const is = (other: string) => sameWord(column, other);
  const what = `“${column}” of ${textIn(row, "row")}`;
  if (allowed.length > 0 && !allowed.some(is))
    return `${what} is not one of the columns that may be changed this way. Take it to a person.`;
  if (kept.some(is)) return `${what} is for a person to change. Take it to one.`;
  if (blocker === null || !is(blocker)) return null;
  const board = rowsNamed(input, row);
  if (board.length === 0) return `${what}: there is no such row. Name the row by its key.`;
  const from = [textIn(row, "from"), ...board.map((one) => textIn(one, blocker))].filter(
    (state) => state !== "",
  );
  if (from.length === 0) return `${what}: what it changes from is not said. Say it.`;
  return from.some((state) => held.some((one) => sameWord(one, state)))
    ? `${what} would clear a blocker. Take it to a person.`
    : null;
}

/** The rows that an update names. What it says that it leaves is held against them: a wrong word clears no blocker. */
function rowsNamed(input: CheckInput, update: RowBody): readonly RowBody[] {
  return input.candidate.registers
    .filter((register) => register.key !== "updates")
    .flatMap((register) => register.rows)
    .filter((row) => row.state === "active" && sameWord(row.key, textIn(update, "row")));
}
