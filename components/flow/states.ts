import type { GraphEdge } from "./graph";

/** Where a node stands to the present run. */
export type NodeState = "passed" | "here" | "ahead";

/** A run on its flow: the state of each node, and the ways that were gone, as `from to label`. */
export interface FlowStates {
  readonly nodes: ReadonlyMap<string, NodeState>;
  readonly gone: ReadonlySet<string>;
}

/** True where the run went along this edge. */
export function wasGone(states: FlowStates, edge: GraphEdge): boolean {
  return states.gone.has(`${edge.from} ${edge.to} ${edge.label}`);
}
