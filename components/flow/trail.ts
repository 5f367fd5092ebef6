import type { FlowGraph, GraphEdge, GraphNode } from "./graph";

/** What an edge leads through, and where the flow comes to rest then. */
export interface GraphTrail {
  readonly via: readonly GraphNode[];
  readonly rests: GraphNode | null;
}

/** True for what a flow goes through without stopping. */
function passes(node: GraphNode): boolean {
  return node.look === "step" || node.look === "hold-carry-forward" || node.look === "hold-value";
}

/** Follows an edge to the next gate, hold or end. What lies side by side is named once, and goes on together. */
export function trailOf(graph: FlowGraph, edge: GraphEdge): GraphTrail {
  const via: GraphNode[] = [];
  const seen = new Set<string>();
  const open: string[] = [edge.to];
  for (let ref = open.shift(); ref !== undefined; ref = open.shift()) {
    if (seen.has(ref)) continue;
    seen.add(ref);
    const node = graph.nodes.find((one) => one.ref === ref);
    const on = graph.edges.filter((one) => one.from === ref);
    if (!node) continue;
    if (!passes(node) || on.length === 0) return { via, rests: node };
    via.push(node);
    open.push(...on.map((one) => one.to));
  }
  return { via, rests: null };
}

/** True for a node at which somebody or something answers a question. */
export function isGate(node: GraphNode): boolean {
  return node.look === "checks" || node.look === "person" || node.look === "receiver";
}

/** True for a hold of any sort. */
export function isHold(node: GraphNode): boolean {
  return node.look.startsWith("hold-");
}

/** Gates with their numbers, in the order in which the picture has them. */
export function gateNumbers(graph: FlowGraph): ReadonlyMap<string, number> {
  return new Map(graph.nodes.filter(isGate).map((node, i) => [node.ref, i + 1]));
}

/** Where a trail ends, in words: *gate 2*, *hold*, *end*. */
export function restWord(node: GraphNode, numbers: ReadonlyMap<string, number>): string {
  const number = numbers.get(node.ref);
  if (number !== undefined) return `gate ${number}`;
  return isHold(node) ? "hold" : "end";
}
