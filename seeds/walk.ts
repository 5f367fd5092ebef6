// One path of one system, through the real workflows: a packet, its gates one by one, where it ends.

import { isSigned } from "../lib/flow/answer.ts";
import { runsOverRevision } from "../lib/flow/flow.ts";
import type { KindGate } from "../lib/kinds/kind.schema.ts";
import { answererIn, ask, begin, decline, granted, lift, refused, releases, sign, take } from "./acts.ts";
import { type RecordedCheck, stepsOf } from "./flow-log.ts";
import { NotAsDrawn } from "./not-as-drawn.ts";
import { isForced, type PlannedPath } from "./plan.ts";
import { prepare } from "./prepare.ts";
import { proveEnd } from "./prove.ts";
import { isPersons, satisfy, violate } from "./ready.ts";
import { cut } from "./recipes/revision.ts";
import type { Route, RouteAct } from "./route.ts";
import { makeStage, type Stage } from "./stage.ts";
import type { World } from "./world.ts";

/** A gate as it was decided on the way. */
export interface Decision {
  readonly gate: string;
  /** Its id in the drawing; null for a gate of ours. */
  readonly node: string | null;
  readonly exit: string;
  readonly outcome: "pass" | "hold";
  /** The checks that decided it: on a hold those that stopped, on a pass all. */
  readonly checks: readonly string[];
  /** Those of them that had something to look at. */
  readonly spoke: readonly string[];
}

/** How a path went. `fault` null: as drawn, to its end. */
export interface Walked {
  readonly decisions: readonly Decision[];
  readonly fault: string | null;
}

type GateAct = Extract<RouteAct, { act: "gate" }>;

/** Checks that only a change after the cut makes stop; the others are made to stop before it. */
const AFTER_THE_CUT = new Set([
  "revision-integrity",
  "objection-ledger",
  "annex-boundary",
  "lineage-unbroken",
]);
/** Checks that the cut itself makes pass. */
const BY_THE_CUT = new Set(["revision-integrity", "objection-ledger", "lineage-unbroken"]);

/** Walks a path. Never throws: what went wrong is its fault. */
export async function walk(world: World, planned: PlannedPath): Promise<Walked> {
  const { route, kind } = planned;
  if (typeof route === "string") return { decisions: [], fault: route };
  let stage: Stage | null = null;
  try {
    stage = await makeStage(world, kind);
    const choices = [...planned.choices.values()].map((one) => one[0]?.check);
    await prepare(stage, choices.includes("held-details"));
    const release = await (runsOverRevision(kind) ? walkRevision : walkRecord)(stage, planned, route);
    await proveEnd(stage, planned, route, release);
    const decisions = await decisionsOf(stage);
    if (planned.path.ends === "re-entry") await mend(stage);
    return { decisions, fault: null };
  } catch (cause) {
    const decisions = stage ? await decisionsOf(stage) : [];
    const says = cause instanceof NotAsDrawn ? cause.message : String((cause as Error).stack ?? cause);
    const at = stage ? (await stepsOf(stage)).at(-1)?.rests : null;
    return { decisions, fault: `${at ? `at ${at}: ` : ""}${says}` };
  }
}

async function walkRecord(stage: Stage, planned: PlannedPath, route: Route): Promise<string | null> {
  // What begins a run must stay the newest of its slot, so that everything else is written before.
  const first = stage.kind.gates.filter((gate) => route.first.rests === `gate:${gate.key}`);
  await satisfy(stage, first, (check) => check === "trigger-authoritative");
  await begin(stage, route.start);
  for (const [i, act] of route.acts.entries()) {
    if (act.act === "lift") await lift(stage, act.sink);
    else if (isForced(act)) await hold(stage, act, planned, i);
    else await pass(stage, act);
  }
  return null;
}

/** Where a path leads back to a gate of records, what was missing can be brought, and the gate then passes. */
async function mend(stage: Stage): Promise<void> {
  const rests = (await stepsOf(stage)).at(-1)?.rests;
  const gate = stage.kind.gates.find((one) => rests === `gate:${one.key}`);
  if (gate?.answeredBy !== "system" || runsOverRevision(stage.kind)) return;
  await satisfy(stage, [gate]);
  const done = granted(await take(stage, gate, null), `the gate ${gate.key} after mending`);
  const taken = gate.exits.find((exit) => exit.label === done.exit);
  if (taken?.adverse) throw new NotAsDrawn(`${gate.key} does not pass after mending`);
}

/** Takes a gate through an exit that no stopping check leads through. */
async function pass(stage: Stage, { gate, exit }: GateAct): Promise<void> {
  if (!exit.adverse) await satisfy(stage, [gate]);
  const isSystem = gate.answeredBy === "system";
  if (!isSystem) await refuseOthers(stage, gate, exit.label);
  const done = granted(await take(stage, gate, isSystem ? null : exit.label), `the gate ${gate.key}`);
  expectExit(gate, exit.label, done.exit);
}

/** Nobody answers in a person's place: no stranger, and nobody who sits in another role. */
async function refuseOthers(stage: Stage, gate: KindGate, exit: string): Promise<void> {
  const answerer = answererIn(stage, gate);
  refused(await take(stage, gate, exit, stage.world.stranger), "a stranger's answer");
  const other = [...stage.people.values()].find((one) => one.id !== answerer.id);
  if (other) refused(await take(stage, gate, exit, other), `the answer of ${other.name}`);
}

/** Takes a gate of records through an exit that a stopping check leads through: first it passes, then one stops. */
async function hold(stage: Stage, act: GateAct, planned: PlannedPath, i: number): Promise<void> {
  const choices = planned.choices.get(i) ?? [];
  await satisfy(stage, [act.gate], (check) => check === "held-details" && choices[0]?.check === check);
  const { check } = await violate(stage, act.gate, choices);
  await takeHeld(stage, act, check);
}

async function takeHeld(stage: Stage, { gate, exit }: GateAct, check: string): Promise<void> {
  const other = gate.exits.find((one) => !one.adverse);
  if (other) {
    const against = await take(stage, gate, other.label);
    refused(against, `“${other.label}” at ${gate.key}, where ${check} was made to stop,`);
  }
  const done = granted(await take(stage, gate, null), `the gate ${gate.key}`);
  expectExit(gate, exit.label, done.exit);
  const recorded = (await stepsOf(stage)).at(-1)?.checks ?? [];
  const stopped = recorded.filter((one) => stoppedBy(gate, one)).map((one) => one.check);
  if (!stopped.includes(check))
    throw new NotAsDrawn(`${check} was made to stop at ${gate.key}; what stopped was ${stopped.join(", ")}`);
}

function expectExit(gate: KindGate, label: string, taken: string | null): void {
  if (taken !== label) throw new NotAsDrawn(`${gate.key} took “${taken}”, not “${label}”`);
}

/** A kind that releases: everything is written, then cut, and the gates are about that revision. */
async function walkRevision(stage: Stage, planned: PlannedPath, route: Route): Promise<string | null> {
  let release: string | null = null;
  let from = 0;
  while (from < route.acts.length) {
    const to = endOfRun(route, from);
    release = await walkRun(stage, planned, route, from, to);
    from = to;
  }
  return release;
}

/** Acts up to the next one that follows a hold that was lifted. */
function endOfRun(route: Route, from: number): number {
  const lifted = route.acts.findIndex((act, i) => i >= from && act.act === "lift");
  return lifted === -1 ? route.acts.length : lifted + 1;
}

async function walkRun(
  stage: Stage,
  planned: PlannedPath,
  route: Route,
  from: number,
  to: number,
): Promise<string | null> {
  const acts = route.acts.slice(from, to).map((act, i) => ({ act, i: from + i }));
  const system = stage.kind.gates.filter((gate) => gate.answeredBy === "system");
  await satisfy(stage, system, (check) => BY_THE_CUT.has(check) || check === "manifest-binds");
  const stopped = await stopEarly(stage, planned, acts);
  await cut(stage);
  // What was asked before that cut was another run.
  if (from === 0) stage.notes.set("run", String((await stepsOf(stage)).at(-1)?.run ?? 1));
  let release: string | null = null;
  let byHand = acts.some(({ act }) => act.act === "gate" && isForced(act));
  for (const { act, i } of acts) {
    if (act.act === "lift") await lift(stage, act.sink);
    else if (isForced(act)) {
      const check = stopped.get(i) ?? (await violate(stage, act.gate, planned.choices.get(i) ?? [])).check;
      await takeHeld(stage, act, check);
    } else if (isSigned(stage.kind, act.gate)) {
      release = await signed(stage, act);
      byHand = true;
    } else if (byHand || act.gate.answeredBy !== "system") await pass(stage, act);
  }
  return release;
}

/** What must stand in the revision already is made to stop before the cut: the check of each such act, by its number. */
async function stopEarly(
  stage: Stage,
  planned: PlannedPath,
  acts: readonly { readonly act: RouteAct; readonly i: number }[],
): Promise<ReadonlyMap<number, string>> {
  const stopped = new Map<number, string>();
  for (const { act, i } of acts) {
    if (act.act !== "gate" || !isForced(act)) continue;
    const choices = planned.choices.get(i) ?? [];
    if (AFTER_THE_CUT.has(choices[0]?.check ?? "")) continue;
    stopped.set(i, (await violate(stage, act.gate, choices)).check);
  }
  return stopped;
}

/** The last gate of a release: asking passes the gates of records, then it is signed or declined. */
async function signed(stage: Stage, { gate, exit }: GateAct): Promise<string | null> {
  const manifestId = await ask(stage);
  const rests = (await stepsOf(stage)).at(-1)?.rests;
  if (rests !== `gate:${gate.key}`) throw new NotAsDrawn(`after asking the flow rests at ${rests}`);
  refused(
    await take(stage, gate, exit.label, answererIn(stage, gate)),
    "taking a signed gate without a signature",
  );
  if ((await releases(stage)) > 0) throw new NotAsDrawn("something was released before it was signed");
  if (!exit.adverse) return sign(stage, manifestId);
  await decline(stage, manifestId);
  return null;
}

async function decisionsOf(stage: Stage): Promise<readonly Decision[]> {
  return (await stepsOf(stage)).flatMap((step) => {
    const gate = stage.kind.gates.find((one) => one.key === step.gate);
    return gate && step.exit !== null ? [decisionOf(gate, step.exit, step.checks)] : [];
  });
}

function decisionOf(gate: KindGate, label: string, checks: readonly RecordedCheck[]): Decision {
  const adverse = gate.exits.find((exit) => exit.label === label)?.adverse ?? false;
  const decided = adverse ? checks.filter((one) => stoppedBy(gate, one)) : checks;
  const names = (all: readonly RecordedCheck[]) => [...new Set(all.map((one) => one.check))];
  return {
    gate: gate.key,
    node: gate.node,
    exit: label,
    outcome: adverse ? "hold" : "pass",
    checks: names(decided),
    spoke: names(decided.filter((one) => one.outcome !== "not-applicable")),
  };
}

/** At a gate of records a hold is what stopped; at a person's it is the check that asks for the person. */
function stoppedBy(gate: KindGate, { check, outcome }: RecordedCheck): boolean {
  return gate.answeredBy === "system" ? outcome === "hold" || outcome === "error" : isPersons(check);
}
