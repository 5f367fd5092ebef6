// `npm run seeds`: every path of every system, and what decided each gate.

import { LIBRARY } from "../lib/checks/library.ts";
import { CHECKS } from "../lib/checks/registry.ts";
import { closeDatabase, transaction } from "../lib/db/client.ts";
import { closeDocumentLog } from "../lib/db/document-log.ts";
import { auditLedger } from "../lib/db/ledger-audit.ts";
import { closeEvidenceThreads } from "../lib/evidence-worker/inspect-off-thread.ts";
import type { Kind } from "../lib/kinds/kind.schema.ts";
import { cloneKinds, kindOf } from "./drawn.ts";
import { type SeedSystem, seedSystems } from "./fixtures.ts";
import { type PlannedPath, plan } from "./plan.ts";
import { faultsOf, jsonOf, lineOf, silentChecks, type WalkedPath, type WalkedSystem } from "./report.ts";
import { walk } from "./walk.ts";
import { makeWorld, type World } from "./world.ts";

/** What to walk. `break` names a check that always passes, so that what it decides must go red. */
export interface WalkOptions {
  readonly only?: string | undefined;
  /** One path of it by number. */
  readonly path?: string | undefined;
  readonly check?: string | undefined;
  readonly break?: string | undefined;
  readonly json?: boolean | undefined;
}

const AT_ONCE = 2;
const CHECKS_OF_THE_LIBRARY = Object.keys(LIBRARY).length;

/** Walks what the options name and says how it went, system by system. True where all of it was as drawn. */
export async function walkSeeds(options: WalkOptions, say: (line: string) => void): Promise<boolean> {
  try {
    if (options.break) breakCheck(options.break);
    const systems = await plannedSystems();
    const chosen = systems.filter(({ system }) => isChosen(system, options.only));
    const world = await makeWorld();
    const done = await inTurn(chosen, AT_ONCE, async (one) => {
      const walked = await walkSystem(world, one, options);
      if (isReported(walked, options)) {
        say(lineOf(walked));
        for (const fault of faultsOf(walked)) say(fault);
      }
      return walked;
    });
    const leaves = await auditedLeaves();
    say(`a ledger of ${leaves} leaves, derived anew from them`);
    return conclude(done, options, say);
  } finally {
    await closeEvidenceThreads();
    await closeDocumentLog();
    await closeDatabase();
  }
}

interface PlannedSystem {
  readonly system: SeedSystem;
  readonly kind: Kind | null;
  readonly paths: readonly PlannedPath[];
}

/** Every system with its kind and its planned paths. */
export async function plannedSystems(): Promise<readonly PlannedSystem[]> {
  const { kinds } = await cloneKinds();
  const all = kinds.map((entry) => entry.kind);
  const found = seedSystems().map((system) => ({ system, kind: kindOf(all, system) }));
  const planned = plan(found.flatMap(({ system, kind }) => (kind ? [{ system, kind }] : [])));
  return found.map((one) => ({ ...one, paths: planned.filter((path) => path.system === one.system) }));
}

function isChosen(system: SeedSystem, only: string | undefined): boolean {
  return only === undefined || only.split(",").includes(String(system.no ?? system.document));
}

async function walkSystem(world: World, one: PlannedSystem, options: WalkOptions): Promise<WalkedSystem> {
  const paths: WalkedPath[] = [];
  for (const planned of one.paths) {
    if (options.path !== undefined && String(planned.path.n) !== options.path) continue;
    if (options.check !== undefined && !isDecidedBy(planned, options.check)) continue;
    paths.push({ planned, walked: await walk(world, planned) });
  }
  return { system: one.system, kind: one.kind, paths, isWhole: paths.length === one.paths.length };
}

/** A system of which one path or check was asked for is left out where it has none. */
function isReported(walked: WalkedSystem, { path, check }: WalkOptions): boolean {
  return walked.paths.length > 0 || (path === undefined && check === undefined);
}

/** True for a path on which a check is made to stop a gate. */
export function isDecidedBy(planned: PlannedPath, check: string): boolean {
  return [...planned.choices.values()].some((choices) => choices[0]?.check === check);
}

/** Makes a check pass whatever it finds, in this process alone: what it decides must then be noticed. Returns the way back. */
export function breakCheck(name: string): () => void {
  const checks = CHECKS as unknown as Record<string, { run: unknown }>;
  const found = checks[name];
  if (!found) throw new Error(`no check ${name}`);
  const { run } = found;
  found.run = () => ({ outcome: "pass", reasons: [], looked: {}, dueAt: null });
  return () => {
    found.run = run;
  };
}

async function inTurn<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const out: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < items.length; i = next++) out[i] = await work(items[i] as T);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return out;
}

/** How many leaves the ledger has, once all of it was derived anew; throws where one of them is wrong. */
async function auditedLeaves(): Promise<number> {
  const audited = await transaction((tx) => auditLedger(tx));
  if (!audited.ok) throw new Error(`the ledger does not hold: ${JSON.stringify(audited.error)}`);
  return audited.value.size;
}

function conclude(all: readonly WalkedSystem[], options: WalkOptions, say: (line: string) => void): boolean {
  const walked = all.filter((one) => one.kind !== null && one.paths.length > 0);
  const systems = walked.length;
  const paths = all.flatMap((one) => one.paths);
  const gates = walked.flatMap((one) => one.system.drawing?.gates ?? []).length;
  const bad = all.filter((one) => isReported(one, options) && faultsOf(one).length > 0).length;
  const isWhole = options.only === undefined && options.path === undefined && options.check === undefined;
  const silent = isWhole ? silentChecks(all) : [];
  if (isWhole)
    say(`${CHECKS_OF_THE_LIBRARY - silent.length} of ${CHECKS_OF_THE_LIBRARY} checks decided a gate`);
  if (silent.length > 0) say(`    decided nothing: ${silent.join(", ")}`);
  const ok = bad === 0 && silent.length === 0;
  say(
    `${systems} systems, ${paths.length} paths, ${gates} drawn gates: ${ok ? "all walked" : `${bad} systems not as drawn`}`,
  );
  if (options.json) say(jsonOf(all, silent));
  return ok;
}
