// What registers record of things that happen elsewhere: attempts, approvals, people, cases, hypotheses, updates.

import { randomUUID } from "node:crypto";
import type { CheckParams } from "../../lib/checks/check.ts";
import type { FactValue } from "../../lib/evidence/fact.ts";
import type { KindGate } from "../../lib/kinds/kind.schema.ts";
import { requestAction } from "../../lib/workflows/flow/request-action.ts";
import { assertionOf, failing, fieldValue, fitting, listOf, numberOf, textOf } from "../evidence.ts";
import { activeRows, addRow, editRow, hasRegister, retireRow, type StandingRow } from "../rows.ts";
import { looseFile, type Stage } from "../stage.ts";
import { type Asked, daysFromNow, type Recipe, turned, Unable } from "./recipe.ts";

/** Attempts at a step so far, oldest first. */
async function attempts(stage: Stage, step: string): Promise<readonly StandingRow[]> {
  const rows = (await activeRows(stage, "checkpoints")).filter((row) => row.columns.step === step);
  return rows.toSorted((a, b) => Number(a.columns.attempt) - Number(b.columns.attempt));
}

/** Records what came of the newest attempt at a step; of the first one, where none was made yet. */
async function attempt(stage: Stage, step: string, facts: ReadonlyMap<string, FactValue>): Promise<void> {
  const newest = (await attempts(stage, step)).at(-1);
  const evidence = await looseFile(stage, `Outcome of ${step}`, facts);
  if (newest) await editRow(stage, "checkpoints", newest.key, { evidence });
  else await addRow(stage, "checkpoints", { step, attempt: 1, evidence });
}

/** The checks of the kind about a step, of one name. */
function asking(stage: Stage, check: string, step: string) {
  return stage.kind.gates
    .flatMap((gate: KindGate) => gate.checks)
    .filter((one) => one.check === check && textOf(one.params, "step") === step);
}

/** What a failed attempt says so that it may be tried again; where nobody may, something that is not settled. */
function retryable(stage: Stage, step: string): string {
  const [found] = asking(stage, "retry-within-budget", step);
  return (found && listOf(found.params, "retryable")[0]) ?? "not yet known";
}

async function settle({ stage, params }: Asked): Promise<void> {
  const fact = textOf(params, "fact") ?? "";
  const [value = "done"] = listOf(params, "settled");
  await attempt(stage, textOf(params, "step") ?? "", new Map([[fact, value]]));
}

async function unsettle({ stage, params }: Asked): Promise<void> {
  const step = textOf(params, "step") ?? "";
  await attempt(stage, step, new Map([[textOf(params, "fact") ?? "", retryable(stage, step)]]));
}

async function failRetryably({ stage, params }: Asked): Promise<void> {
  const step = textOf(params, "step") ?? "";
  await attempt(stage, step, new Map([[textOf(params, "fact") ?? "", retryable(stage, step)]]));
}

/** The newest attempt failed for good; every other time, the budget is used up. */
async function failForGood({ stage, params, turn }: Asked): Promise<void> {
  const step = textOf(params, "step") ?? "";
  const fact = textOf(params, "fact") ?? "";
  if (turn % 2 === 0) return attempt(stage, step, new Map([[fact, "refused for good"]]));
  await attempt(stage, step, new Map([[fact, retryable(stage, step)]]));
  const newest = (await attempts(stage, step)).at(-1);
  await editRow(stage, "checkpoints", newest?.key ?? "", { attempt: numberOf(params, "budget") ?? 1 });
}

async function readBack({ stage, params, turn }: Asked, well: boolean): Promise<void> {
  const step = textOf(params, "step") ?? "";
  if ((await attempts(stage, step)).length === 0) {
    const [outcome] = asking(stage, "outcome-unambiguous", step);
    const fact = (outcome && textOf(outcome.params, "fact")) ?? "record.outcome";
    const [value = "done"] = outcome ? listOf(outcome.params, "settled") : [];
    await attempt(stage, step, new Map([[fact, value]]));
  }
  const texts = listOf(params, "facts");
  const wrong = turned(texts, turn);
  const facts = new Map(
    texts.map((text) => {
      const assertion = assertionOf(stage.kind, text);
      return [assertion.key, well || text !== wrong ? fitting(assertion) : failing(assertion)] as const;
    }),
  );
  const readback = await looseFile(stage, `Read-back of ${step}`, facts);
  const newest = (await attempts(stage, step)).at(-1);
  await editRow(stage, "checkpoints", newest?.key ?? "", { readback });
}

/** What approvals are of: a field's value where the kind says so. */
function subjectOf({ kind }: Stage, params: CheckParams): string {
  const asked = textOf(params, "subject") ?? "What is asked for";
  const field = kind.fields.find((one) => `@${one.key}` === asked);
  return field ? String(fieldValue(kind, field)) : asked;
}

async function approveAll({ stage, params }: Asked): Promise<void> {
  const subject = subjectOf(stage, params);
  for (const role of listOf(params, "roles")) {
    const row = (await activeRows(stage, "approvals")).find((one) => one.columns.role === role);
    const given = { "given-on": daysFromNow(0), "valid-until": daysFromNow(30) };
    if (row) {
      if (String(row.columns["valid-until"]) < daysFromNow(0))
        await editRow(stage, "approvals", row.key, given);
      continue;
    }
    const evidence = await looseFile(
      stage,
      `Approval of ${role}`,
      new Map([["record.approval", `${role}: given`]]),
    );
    await addRow(stage, "approvals", { role, subject, evidence, ...given });
  }
}

/** One approval ran out; every other time, it was withdrawn. */
async function loseApproval({ stage, params, turn }: Asked): Promise<void> {
  const role = turned(listOf(params, "roles"), turn);
  const row = (await activeRows(stage, "approvals")).find((one) => one.columns.role === role);
  if (!row) return;
  if (turn % 2 === 0)
    await editRow(stage, "approvals", row.key, {
      "given-on": daysFromNow(-9),
      "valid-until": daysFromNow(-2),
    });
  else await retireRow(stage, "approvals", row.key);
}

async function coverAll({ stage, params }: Asked): Promise<void> {
  for (const role of listOf(params, "roles")) {
    const rows = (await activeRows(stage, "attendees")).filter((one) => one.columns.role === role);
    if (rows.length === 0) await addRow(stage, "attendees", { role, person: `The ${role}` });
    for (const row of rows)
      await editRow(stage, "attendees", row.key, { person: `The ${role}`, "standing-in-for": null });
  }
}

/** Somebody stands in whom nobody approved; every other time, nobody comes. */
async function uncover({ stage, params, turn }: Asked): Promise<void> {
  const role = turned(listOf(params, "roles"), turn);
  for (const row of (await activeRows(stage, "attendees")).filter((one) => one.columns.role === role)) {
    if (turn % 2 === 0)
      await editRow(stage, "attendees", row.key, {
        person: "A substitute",
        "standing-in-for": `The ${role}`,
      });
    else await retireRow(stage, "attendees", row.key);
  }
}

const CASE = { title: "A case", signature: "sig-1", scope: "one service" };

async function linkCases({ stage }: Asked): Promise<void> {
  const [first, ...rest] = await activeRows(stage, "cases");
  if (!first) await addRow(stage, "cases", CASE);
  for (const row of rest)
    if (!row.columns["linked-to"]) await editRow(stage, "cases", row.key, { "linked-to": first?.key ?? "" });
}

async function duplicate({ stage }: Asked): Promise<void> {
  const rows = await activeRows(stage, "cases");
  if (rows.length === 0) await addRow(stage, "cases", CASE);
  await addRow(stage, "cases", { ...CASE, title: "The same case again" });
}

async function corroborate({ stage, params }: Asked): Promise<void> {
  const min = numberOf(params, "min") ?? 2;
  const cases = await activeRows(stage, "cases");
  const about = cases[0]?.key ?? (await addRow(stage, "cases", CASE));
  for (let n = (await activeRows(stage, "signals")).length; n < min; n++) {
    const source = await looseFile(stage, `Signal ${n + 1}`, new Map([[`record.signal-${n + 1}`, "seen"]]));
    await addRow(stage, "signals", { case: about, origin: `Origin ${n + 1}`, source, says: "supports" });
  }
}

/** All signals but one are the same voice; every other time, they are withdrawn. */
async function doubt({ stage, turn }: Asked): Promise<void> {
  for (const row of (await activeRows(stage, "signals")).slice(1)) {
    if (turn % 2 === 0) await retireRow(stage, "signals", row.key);
    else await editRow(stage, "signals", row.key, { origin: "Origin 1" });
  }
}

async function test({ stage }: Asked): Promise<void> {
  const rows = await activeRows(stage, "hypotheses");
  const wanted = Math.max(0, 2 - rows.length);
  for (let n = 0; n < wanted; n++) await hypothesis(stage, rows.length + n + 1);
  for (const row of rows) {
    if (row.columns.supporting && row.columns.disconfirming) continue;
    await editRow(stage, "hypotheses", row.key, await evidenceFor(stage, row.key));
  }
}

async function hypothesis(stage: Stage, rank: number): Promise<void> {
  const explanation = `Explanation ${rank}`;
  await addRow(stage, "hypotheses", { explanation, rank, ...(await evidenceFor(stage, explanation)) });
}

async function evidenceFor(stage: Stage, what: string) {
  return {
    supporting: await looseFile(stage, `For ${what}`, new Map([[`record.for`, what]])),
    disconfirming: await looseFile(stage, `Against ${what}`, new Map([[`record.against`, what]])),
  };
}

async function leaveUntested({ stage }: Asked): Promise<void> {
  await addRow(stage, "hypotheses", { explanation: "One that nobody looked into", rank: 9 });
}

async function rankOne(asked: Asked): Promise<void> {
  await test(asked);
  for (const [i, row] of (await activeRows(asked.stage, "hypotheses")).entries())
    await editRow(asked.stage, "hypotheses", row.key, { rank: i + 1 });
}

async function rankTwo({ stage }: Asked): Promise<void> {
  for (const row of await activeRows(stage, "hypotheses"))
    await editRow(stage, "hypotheses", row.key, { rank: 1 });
}

async function clearExposures({ stage }: Asked): Promise<void> {
  for (const row of await activeRows(stage, "exposures")) {
    if (row.columns["cleared-by"]) continue;
    const cleared = await looseFile(stage, "Exposure closed", new Map([["record.exposure", "closed"]]));
    await editRow(stage, "exposures", row.key, { "cleared-by": cleared });
  }
}

async function expose({ stage }: Asked): Promise<void> {
  const evidence = await looseFile(
    stage,
    "Live exposure",
    new Map([["record.exposure", "seen in production"]]),
  );
  await addRow(stage, "exposures", { what: "Something is exposed now", evidence });
}

/** An update that needs no person stands, and no other. */
async function proposeAllowed({ stage, params }: Asked): Promise<void> {
  for (const row of await activeRows(stage, "updates")) {
    if (row.columns.note !== ALLOWED) await retireRow(stage, "updates", row.key);
  }
  const kept = [...listOf(params, "protected"), textOf(params, "blocker")];
  const column = listOf(params, "allowed").find((one) => !kept.includes(one)) ?? "caveat";
  const rows = await activeRows(stage, "updates");
  if (rows.some((row) => row.columns.column === column)) return;
  for (const row of rows) await retireRow(stage, "updates", row.key);
  await addRow(stage, "updates", { row: "row-1", column, from: "what was", to: "what is", note: ALLOWED });
}

const ALLOWED = "Upkeep alone.";

/** An update for a person: of a protected column, away from a state that blocks, or of a column that is not allowed. */
async function proposeMore({ stage, params, turn }: Asked): Promise<void> {
  const blocker = textOf(params, "blocker");
  const classes = [
    ...listOf(params, "protected").map((column) => ({ column, from: "what was" })),
    ...(blocker ? listOf(params, "held").map((from) => ({ column: blocker, from })) : []),
    ...(listOf(params, "allowed").length > 0 ? [{ column: "a column of no class", from: "what was" }] : []),
  ];
  await addRow(stage, "updates", { row: "row-1", ...turned(classes, turn), to: "what is asked for" });
}

async function askDenied({ stage, turn }: Asked): Promise<void> {
  if (!hasRegister(stage, "requests")) throw new Unable("this kind keeps no requests");
  const action = turned(stage.kind.stopBoundary.deniedActions, turn);
  const { packetId, world } = stage;
  await requestAction(world.clerk, { packetId, requestId: randomUUID(), action: action.key });
}

async function withdrawRequests({ stage }: Asked): Promise<void> {
  if (!hasRegister(stage, "requests")) return;
  for (const row of await activeRows(stage, "requests")) await retireRow(stage, "requests", row.key);
}

/** Recipes of checks of what registers record. */
export const LEDGER: Readonly<Record<string, Recipe>> = {
  "outcome-unambiguous": { satisfy: settle, violate: unsettle },
  "retry-within-budget": { satisfy: failRetryably, violate: failForGood },
  "readback-matches": {
    satisfy: (asked) => readBack(asked, true),
    violate: (asked) => readBack(asked, false),
  },
  "approvals-standing": { satisfy: approveAll, violate: loseApproval },
  "roles-covered": { satisfy: coverAll, violate: uncover },
  "duplicates-linked": { satisfy: linkCases, violate: duplicate },
  "independently-corroborated": { satisfy: corroborate, violate: doubt },
  "hypotheses-tested": { satisfy: test, violate: leaveUntested },
  "one-explanation": { satisfy: rankOne, violate: rankTwo },
  "no-live-exposure": { satisfy: clearExposures, violate: expose },
  "edit-class-allowed": { satisfy: proposeAllowed, violate: proposeMore },
  "stop-boundary": {
    satisfy: withdrawRequests,
    violate: askDenied,
    able: (kind) => kind.keeps.includes("requests"),
  },
};
