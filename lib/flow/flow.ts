// The flow of a kind as a graph: where a run begins, what an exit leads through, and where it rests. Pure.

import { assertInvariant } from "../kernel/invariant.ts";
import type { Kind, KindExit, KindGate, KindOutcome, KindSink, KindStep } from "../kinds/kind.schema.ts";

/** A node of a flow by its sort and key: `gate:review`. */
export type NodeRef = `${"step" | "gate" | "sink" | "outcome"}:${string}`;

/** A node with what the kind says of it. */
export type FlowNode =
  | { readonly sort: "step"; readonly ref: NodeRef; readonly is: KindStep }
  | { readonly sort: "gate"; readonly ref: NodeRef; readonly is: KindGate }
  | { readonly sort: "sink"; readonly ref: NodeRef; readonly is: KindSink }
  | { readonly sort: "outcome"; readonly ref: NodeRef; readonly is: KindOutcome };

/** The nodes that something led through, in order; the last is where the flow rests. */
export interface Trail {
  readonly nodes: readonly NodeRef[];
  readonly rests: NodeRef;
}

/** The node that a reference names; throws where the kind has none (a loaded kind always has it). */
export function nodeOf(kind: Kind, ref: string): FlowNode {
  const found = allNodes(kind).find((node) => node.ref === ref);
  assertInvariant(found, "flow", `no flow node ${ref}`);
  return found;
}

/** Every node of the flow, gates in their order. */
export function allNodes(kind: Kind): readonly FlowNode[] {
  return [
    ...kind.steps.map((is): FlowNode => ({ sort: "step", ref: `step:${is.key}`, is })),
    ...kind.gates.map((is): FlowNode => ({ sort: "gate", ref: `gate:${is.key}`, is })),
    ...kind.sinks.map((is): FlowNode => ({ sort: "sink", ref: `sink:${is.key}`, is })),
    ...kind.outcomes.map((is): FlowNode => ({ sort: "outcome", ref: `outcome:${is.key}`, is })),
  ];
}

/** The references that an exit, step or sink leads to; `next` is the gate after `from`. */
export function targetsOf(kind: Kind, to: KindExit["to"], from: string | null): readonly NodeRef[] {
  return (Array.isArray(to) ? to : [to]).map((target) => {
    if (target !== "next") return target as NodeRef;
    const i = kind.gates.findIndex((gate) => gate.key === from);
    const next = kind.gates[i + 1];
    assertInvariant(next, "flow", `no gate after ${from}`);
    return `gate:${next.key}` as const;
  });
}

/** Where a run may begin: the kind's starts, else its first gate. */
export function startsOf(kind: Kind): Kind["starts"] {
  return kind.starts.length > 0 ? kind.starts : [{ to: `gate:${kind.gates[0]?.key}`, on: null }];
}

/** The start that a run takes where nobody chose one: the first that a person begins, else the first. */
export function plainStart(kind: Kind): Kind["starts"][number] {
  const starts = startsOf(kind);
  const plain = starts.find((start) => start.on === null) ?? starts[0];
  assertInvariant(plain, "flow", "a kind without a start");
  return plain;
}

/** True where a flow stops at a sink until somebody lifts it, or for good. */
export function restsAt(sink: KindSink): boolean {
  return sink.to === null || sink.sort === "terminal" || sink.sort === "re-entry";
}

/**
 * Follows targets through steps and passing sinks to where the flow rests: a gate, a resting sink or an outcome.
 * Several targets are gone through side by side and must come to rest at one node.
 */
export function follow(kind: Kind, targets: readonly NodeRef[]): Trail {
  const nodes: NodeRef[] = [];
  const rests = new Set<NodeRef>();
  const open = [...targets].reverse();
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const on = leadsOn(kind, nodeOf(kind, at));
    if (on === null) rests.add(at);
    else if (!nodes.includes(at)) {
      nodes.push(at);
      open.push(...[...on].reverse());
    }
  }
  const [only] = rests;
  assertInvariant(only && rests.size === 1, "flow", "side-by-side targets come to rest apart, or nowhere");
  return { nodes: [...nodes, only], rests: only };
}

function leadsOn(kind: Kind, node: FlowNode): readonly NodeRef[] | null {
  if (node.sort === "step") return targetsOf(kind, node.is.to, null);
  if (node.sort !== "sink" || node.is.to === null || restsAt(node.is)) return null;
  return targetsOf(kind, node.is.to, null);
}

/**
 * The exit that a gate takes by itself: the first that is not adverse where nothing stops; else the first adverse one
 * with a stopping check in `on`, or with no `on`. Null where none fits: the gate then stays where it is.
 */
export function exitTaken(gate: KindGate, stopped: readonly string[]): KindExit | null {
  if (stopped.length === 0) return gate.exits.find((exit) => !exit.adverse) ?? null;
  const adverse = gate.exits.filter((exit) => exit.adverse);
  return (
    adverse.find((exit) => exit.on.some((check) => stopped.includes(check))) ??
    adverse.find((exit) => exit.on.length === 0) ??
    null
  );
}

/** The exits that a person may choose: every adverse one, and the others where nothing stops. */
export function exitsOpen(gate: KindGate, stopped: readonly string[]): readonly KindExit[] {
  return gate.exits.filter((exit) => exit.adverse || stopped.length === 0);
}

/** True for a kind whose gates are about one revision: each cut begins a new run. */
export function runsOverRevision(kind: Kind): boolean {
  return kind.approval.releaseOwner || kind.approval.requiredSigners.length > 0;
}
