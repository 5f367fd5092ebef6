// Which check is made to stop at which gate of which path. Chosen once for all systems together, so that as many
// checks as possible decide somewhere, and always the same.

import { exitTaken } from "../lib/flow/flow.ts";
import type { Kind, KindGate } from "../lib/kinds/kind.schema.ts";
import type { SeedPath, SeedSystem } from "./fixtures.ts";
import { RECIPES } from "./recipes/recipes.ts";
import { type Route, type RouteAct, routeOf } from "./route.ts";

/** A check of a gate, by its place there. */
export interface Choice {
  readonly check: string;
  readonly index: number;
  /** How often this check was chosen before, so that its recipe can take turns. */
  readonly turn: number;
}

/** A path with its route and, by the number of the act, the checks to make stop there, best first. */
export interface PlannedPath {
  readonly system: SeedSystem;
  readonly kind: Kind;
  readonly path: SeedPath;
  readonly route: Route | string;
  readonly choices: ReadonlyMap<number, readonly Choice[]>;
}

/** A check that leads through an exit; `free` where no other gate of the path needs it to pass. */
interface Candidate {
  readonly check: string;
  readonly index: number;
  readonly free: boolean;
}

interface Slot {
  readonly planned: { choices: Map<number, readonly Choice[]> };
  readonly act: number;
  readonly candidates: readonly Candidate[];
}

/** Plans every path of every system that has a kind. */
export function plan(
  systems: readonly { readonly system: SeedSystem; readonly kind: Kind }[],
): readonly PlannedPath[] {
  const slots: Slot[] = [];
  const out = systems.flatMap(({ system, kind }) =>
    system.paths.map((path) => {
      const route = routeOf(kind, system, path);
      const planned = { system, kind, path, route, choices: new Map<number, readonly Choice[]>() };
      if (typeof route === "string") return planned;
      route.acts.forEach((act, i) => {
        if (act.act !== "gate" || !isForced(act)) return;
        slots.push({ planned, act: i, candidates: candidates(kind, route, i, act) });
      });
      return planned;
    }),
  );
  choose(slots);
  return out;
}

/** True for an exit that a gate of records takes because a check stops. */
export function isForced({ gate, exit }: Extract<RouteAct, { act: "gate" }>): boolean {
  return gate.answeredBy === "system" && exit.adverse;
}

/** The checks of a gate that lead through its exit; those last that a later gate of the path needs to pass. */
function candidates(
  kind: Kind,
  route: Route,
  at: number,
  { gate, exit }: Extract<RouteAct, { act: "gate" }>,
): readonly Candidate[] {
  const needed = new Set(
    route.acts.flatMap((act, i) =>
      i !== at && act.act === "gate" && !isForced(act) ? act.gate.checks.map(identity) : [],
    ),
  );
  const fitting = gate.checks
    .map((check, index) => ({ ...check, index }))
    .filter(({ check }) => exitTaken(gate, [check]) === exit)
    .filter(({ check, params }) => RECIPES[check] && (RECIPES[check].able?.(kind, params) ?? true));
  const free = fitting.filter((check) => !needed.has(identity(check)));
  return [...free, ...fitting.filter((check) => needed.has(identity(check)))].map(({ check, index }) => ({
    check,
    index,
    free: free.some((one) => one.index === index),
  }));
}

function identity({ check, params }: KindGate["checks"][number]): string {
  return `${check} ${JSON.stringify(params)}`;
}

// The gates with the fewest candidates choose first; each takes the check that was chosen least.
function choose(slots: readonly Slot[]): void {
  const counts = new Map<string, number>();
  const order = slots.toSorted((a, b) => names(a).size - names(b).size);
  for (const { planned, act, candidates: all } of order) {
    const ranked = all
      .map((one) => ({ ...one, count: counts.get(one.check) ?? 0 }))
      .toSorted((a, b) => Number(b.free) - Number(a.free) || a.count - b.count);
    const [best] = ranked;
    if (best) counts.set(best.check, best.count + 1);
    planned.choices.set(
      act,
      ranked.map(({ check, index, count }) => ({ check, index, turn: count })),
    );
  }
}

function names(slot: Slot): ReadonlySet<string> {
  return new Set(slot.candidates.map((one) => one.check));
}
