// What the walk found, for people and for programs.

import { LIBRARY } from "../lib/checks/library.ts";
import type { Kind } from "../lib/kinds/kind.schema.ts";
import { differences } from "./drawing.ts";
import type { SeedSystem } from "./fixtures.ts";
import type { PlannedPath } from "./plan.ts";
import type { Decision, Walked } from "./walk.ts";

/** A path with how it went. */
export interface WalkedPath {
  readonly planned: PlannedPath;
  readonly walked: Walked;
}

/** A system with its kind and its paths; `kind` null: there is none. */
export interface WalkedSystem {
  readonly system: SeedSystem;
  readonly kind: Kind | null;
  /** Those that were walked: all of the system's, or those that were asked for. */
  readonly paths: readonly WalkedPath[];
  readonly isWhole: boolean;
}

/** Number of a drawn gate → what decided it, path by path. */
interface GateReport {
  readonly n: number;
  readonly node: string;
  readonly class: "human" | "system";
  readonly checks: readonly string[];
  readonly outcome: string;
  readonly decided: readonly (Pick<Decision, "exit" | "outcome" | "checks" | "spoke"> & {
    readonly path: number;
  })[];
}

/** The one line of a system. */
export function lineOf(one: WalkedSystem): string {
  const name = one.kind?.key ?? one.system.id;
  const good = one.paths.filter((path) => path.walked.fault === null).length;
  const gates = gatesOf(one);
  const decided = gates.filter((gate) => gate.decided.length > 0).length;
  const total = one.kind ? one.paths.length : one.system.paths.length;
  const ok = good === total && faultsOf(one).length === 0 ? "ok" : "NOT OK";
  return `${numberOf(one)} ${name} paths ${good}/${total} gates ${decided}/${gates.length} ${ok}`;
}

/** What is wrong with a system, one line each: its kind's drawing, its paths, its gates. */
export function faultsOf(one: WalkedSystem): readonly string[] {
  const { kind, system } = one;
  if (kind === null) return ["    there is no kind of it"];
  return [
    ...(system.drawing ? differences(kind, system.drawing) : []).map(
      (line) => `    drawn otherwise: ${line}`,
    ),
    ...one.paths.flatMap(({ planned, walked }) =>
      walked.fault === null
        ? []
        : [`    path ${planned.path.n} (${planned.path.nodes.join(" > ")}): ${walked.fault}`],
    ),
    ...gatesOf(one).flatMap((gate) => {
      if (gate.decided.length === 0) return one.isWhole ? [`    gate ${gate.node} was never decided`] : [];
      const bare = gate.class === "system" && gate.decided.some((decision) => decision.spoke.length === 0);
      return bare ? [`    gate ${gate.node} was decided by no check`] : [];
    }),
  ];
}

/** The drawn gates of a system, each with everything that decided it. */
export function gatesOf(one: WalkedSystem): readonly GateReport[] {
  return (one.system.drawing?.gates ?? []).map(({ n, node, class: by }) => {
    const decided = one.paths.flatMap(({ planned, walked }) =>
      walked.decisions
        .filter((decision) => decision.node === node)
        .map(({ exit, outcome, checks, spoke }) => ({ path: planned.path.n, exit, outcome, checks, spoke })),
    );
    const outcomes = new Set(decided.map((decision) => decision.outcome));
    return {
      n,
      node,
      class: by,
      checks: [...new Set(decided.flatMap((decision) => decision.checks))].sort(),
      outcome: [...outcomes].sort().reverse().join(" and "),
      decided,
    };
  });
}

/** The gates of a kind that its seed does not draw, with what decided them. */
function oursOf(one: WalkedSystem) {
  const drawn = new Set(one.system.drawing?.gates.map((gate) => gate.node));
  return (one.kind?.gates ?? [])
    .filter((gate) => gate.node === null || !drawn.has(gate.node))
    .map(({ key }) => {
      const decided = one.paths.flatMap(({ planned, walked }) =>
        walked.decisions
          .filter((decision) => decision.gate === key)
          .map(({ exit, outcome, checks }) => ({ path: planned.path.n, exit, outcome, checks })),
      );
      return {
        gate: key,
        checks: [...new Set(decided.flatMap((decision) => decision.checks))].sort(),
        decided,
      };
    });
}

/** The checks of the library, as the seed map names them, that decided no gate. */
export function silentChecks(all: readonly WalkedSystem[]): readonly string[] {
  const spoke = new Set(
    all.flatMap((one) =>
      one.paths.flatMap(({ walked }) => walked.decisions.flatMap((decision) => decision.spoke)),
    ),
  );
  return Object.entries(LIBRARY).flatMap(([id, checks]) =>
    checks.some((check) => spoke.has(check)) ? [] : [id],
  );
}

/** The whole for programs: one line of JSON. */
export function jsonOf(all: readonly WalkedSystem[], silent: readonly string[]): string {
  const failed = all.flatMap(
    (one): readonly { id: string; no: number | null; path: number | null; fault: string }[] =>
      one.kind === null
        ? [{ id: one.system.id, no: one.system.no, path: null, fault: "no kind" }]
        : one.paths.flatMap(({ planned, walked }) =>
            walked.fault === null
              ? []
              : [{ id: one.system.id, no: one.system.no, path: planned.path.n, fault: walked.fault }],
          ),
  );
  return JSON.stringify({
    systems: all.length,
    paths: all.reduce((sum, one) => sum + one.paths.length, 0),
    gates: all.reduce((sum, one) => sum + gatesOf(one).filter((gate) => gate.decided.length > 0).length, 0),
    failed: [...failed, ...silent.map((check) => ({ check, fault: "decided no gate" }))],
    byKind: all.map((one) => ({
      id: one.system.id,
      no: one.system.no,
      kind: one.kind?.key ?? null,
      paths: one.paths.length,
      gates: gatesOf(one),
      ours: oursOf(one),
    })),
  });
}

function numberOf({ system }: WalkedSystem): string {
  return String(system.no ?? system.document);
}
