// A drawn path as the acts that a packet of the kind goes through: where it begins, which exit each gate takes, which
// hold is lifted.

import { follow, type NodeRef, nodeOf, startsOf, type Trail, targetsOf } from "../lib/flow/flow.ts";
import type { Kind, KindExit, KindGate, KindSink } from "../lib/kinds/kind.schema.ts";
import type { SeedPath, SeedSystem } from "./fixtures.ts";

/** One act of a route. */
export type RouteAct =
  | { readonly act: "gate"; readonly gate: KindGate; readonly exit: KindExit; readonly trail: Trail }
  | { readonly act: "lift"; readonly sink: KindSink; readonly trail: Trail };

/** A path as acts. `start` is the number of the kind's start. */
export interface Route {
  readonly start: number;
  readonly first: Trail;
  readonly acts: readonly RouteAct[];
}

/** The route of a path through a kind; a sentence where the kind has no such path. */
export function routeOf(kind: Kind, system: SeedSystem, path: SeedPath): Route | string {
  for (const [start, begin] of startsOf(kind).entries()) {
    const first = follow(kind, targetsOf(kind, begin.to, null));
    const at = matched(kind, path, 0, first);
    if (at === 0) continue;
    const acts = search({ kind, system, path }, first.rests, at, []);
    if (acts) return { start, first, acts };
  }
  return `no way through the kind goes ${path.nodes.join(" > ")}`;
}

interface Way {
  readonly kind: Kind;
  readonly system: SeedSystem;
  readonly path: SeedPath;
}

/** The drawn node that a node of the flow is; null for one of ours. */
export function drawnOf(kind: Kind, ref: NodeRef): string | null {
  return nodeOf(kind, ref).is.node;
}

// How many nodes of the path were gone through after a trail. Where several steps are taken side by side, the trail
// lists them one after the other: what counts is that each node is among them.
function matched(kind: Kind, path: SeedPath, from: number, trail: Trail): number {
  const there = new Set(trail.nodes.map((ref) => drawnOf(kind, ref)));
  let at = from;
  while (at < path.nodes.length && there.has(path.nodes[at] ?? "")) {
    // The rest's own node is reached last; a node that comes again later is another visit.
    at += 1;
    if (path.nodes[at - 1] === drawnOf(kind, trail.rests)) break;
  }
  return at;
}

function search(way: Way, rests: NodeRef, at: number, done: readonly RouteAct[]): readonly RouteAct[] | null {
  const { kind, path } = way;
  if (at >= path.nodes.length) return done;
  if (done.length > 20) return null;
  const node = nodeOf(kind, rests);
  if (node.sort === "sink" && node.is.to !== null) {
    const trail = follow(kind, targetsOf(kind, node.is.to, null));
    const next = matched(kind, path, at, trail);
    return search(way, trail.rests, next, [...done, { act: "lift", sink: node.is, trail }]);
  }
  if (node.sort !== "gate") return null;
  for (const exit of inOrder(way, node.is, at)) {
    const trail = follow(kind, targetsOf(kind, exit.to, node.is.key));
    const next = matched(kind, path, at, trail);
    const drawn = node.is.node !== null && node.is.node === path.nodes[at - 1];
    // A gate that is drawn leads to what the path names next, or to another of ours on the same spot.
    const passesOurs = trail.nodes.every((ref) => [null, path.nodes[at - 1]].includes(drawnOf(kind, ref)));
    if (drawn && next === at && !passesOurs) continue;
    if (!drawn && next === at && !passesOurs) continue;
    const acts = search(way, trail.rests, next, [...done, { act: "gate", gate: node.is, exit, trail }]);
    if (acts) return acts;
  }
  return null;
}

/** The exits of a gate: the one that the path names first, at a drawn gate no other. */
function inOrder(way: Way, gate: KindGate, at: number): readonly KindExit[] {
  const label = labelAt(way, gate, at);
  if (label !== null) {
    const named = gate.exits.filter((exit) => exit.label === label);
    if (named.length > 0) return named;
  }
  return gate.exits.toSorted((a, b) => Number(a.adverse) - Number(b.adverse));
}

/** The label that the drawing gives the edge that the path takes from a gate; null where it gives none. */
function labelAt({ system, path }: Way, gate: KindGate, at: number): string | null {
  const [from, to] = [path.nodes[at - 1], path.nodes[at]];
  if (gate.node === null || gate.node !== from) return null;
  const edge = system.drawing?.edges.find((one) => one.from === from && one.to === to);
  return edge?.label || null;
}
