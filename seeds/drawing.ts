// Whether a kind's flow is the flow that its seed draws: every node, every gate by who decides it, every edge.

import { allNodes, type FlowNode, targetsOf } from "../lib/flow/flow.ts";
import type { Kind } from "../lib/kinds/kind.schema.ts";
import type { Drawing } from "./fixtures.ts";

/** An edge of the kind between two drawn nodes; what lies between them undrawn was passed over. */
export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  /** The label of the exit that it begins with; null where it begins with no gate. */
  readonly label: string | null;
  /** True where a gate that is not drawn was passed on the way. */
  readonly throughOurs: boolean;
}

interface Edge {
  readonly to: string;
  readonly label: string | null;
}

/** The edges out of a node of the kind, sinks that rest included. */
export function edgesOut(kind: Kind, node: FlowNode): readonly Edge[] {
  switch (node.sort) {
    case "step":
      return targetsOf(kind, node.is.to, null).map((to) => ({ to, label: null }));
    case "sink":
      return node.is.to === null ? [] : targetsOf(kind, node.is.to, null).map((to) => ({ to, label: null }));
    case "outcome":
      return [];
    case "gate":
      return node.is.exits.flatMap((exit) =>
        targetsOf(kind, exit.to, node.is.key).map((to) => ({ to, label: exit.label })),
      );
  }
}

/** Every edge between drawn nodes of the kind. */
export function drawnEdges(kind: Kind): readonly DrawnEdge[] {
  const nodes = new Map(allNodes(kind).map((node) => [node.ref as string, node]));
  const out: DrawnEdge[] = [];
  const follow = (
    from: string,
    edge: Edge,
    seen: readonly string[],
    throughOurs: boolean,
    label: string | null,
  ) => {
    const node = nodes.get(edge.to);
    if (!node || seen.includes(edge.to)) return;
    if (node.is.node !== null && (node.is.node !== from || node.sort !== "gate")) {
      out.push({ from, to: node.is.node, label, throughOurs });
      return;
    }
    const ours = throughOurs || node.sort === "gate";
    for (const next of edgesOut(kind, node))
      follow(from, next, [...seen, edge.to], ours, label ?? next.label);
  };
  for (const node of nodes.values()) {
    if (node.is.node === null) continue;
    for (const edge of edgesOut(kind, node)) follow(node.is.node, edge, [], false, edge.label);
  }
  return out;
}

/** What a kind draws otherwise than its seed, one sentence each; empty where it draws the same. */
export function differences(kind: Kind, drawing: Drawing): readonly string[] {
  return [
    ...nodeDifferences(kind, drawing),
    ...edgeDifferences(kind, drawing),
    ...holdDifferences(kind, drawing),
  ];
}

function nodeDifferences(kind: Kind, drawing: Drawing): readonly string[] {
  const nodes = allNodes(kind);
  const drawn = new Set(drawing.nodes.map((node) => node.id));
  const gates = new Map(drawing.gates.map((gate) => [gate.node, gate]));
  return [
    ...drawing.nodes.flatMap(({ id }) =>
      nodes.some((node) => node.is.node === id) ? [] : [`${id} is no node of the kind`],
    ),
    ...nodes.flatMap((node) =>
      node.is.node === null || drawn.has(node.is.node)
        ? []
        : [`${node.ref} says that it is ${node.is.node}, which is not drawn`],
    ),
    ...[...gates.values()].flatMap((gate) => {
      const found = nodes.filter((node) => node.sort === "gate" && node.is.node === gate.node);
      if (found.length === 0) return [`${gate.node} is drawn as a gate and is none`];
      const wrong = found.some(
        (node) => node.sort === "gate" && (node.is.answeredBy === "system") !== (gate.class === "system"),
      );
      return wrong ? [`${gate.node} is decided by ${gate.class === "human" ? "a person" : "records"}`] : [];
    }),
  ];
}

/** The holds of the drawing that lead nowhere, back or along are such holds in the kind. */
function holdDifferences(kind: Kind, { hold }: Drawing): readonly string[] {
  const holds = kind.sinks.some((sink) => {
    switch (hold) {
      case "mixed":
        return true;
      case "carry-forward":
        return sink.sort === hold || sink.does === hold;
      case "re-entry":
        return sink.to !== null;
      default:
        return sink.sort === hold;
    }
  });
  // A hold that is itself the answer may as well be an exit that gives it.
  const gives = kind.gates.some((gate) => gate.exits.some((exit) => exit.gives !== null));
  return holds || (hold === "value" && gives) ? [] : [`has no ${hold} hold`];
}

function edgeDifferences(kind: Kind, drawing: Drawing): readonly string[] {
  const has = drawnEdges(kind);
  const gates = new Set(drawing.gates.map((gate) => gate.node));
  const name = (edge: { from: string; to: string; label: string | null }) =>
    `${edge.from} –${edge.label ?? ""}→ ${edge.to}`;
  const fits = (kinds: DrawnEdge, edge: Drawing["edges"][number]) =>
    kinds.from === edge.from &&
    kinds.to === edge.to &&
    (!gates.has(edge.from) || !edge.label || edge.label === kinds.label);
  return [
    ...drawing.edges
      .filter((edge) => !has.some((one) => fits(one, edge)))
      .map((edge) => `lacks ${name(edge)}`),
    ...has
      .filter((one) => !one.throughOurs && !drawing.edges.some((edge) => fits(one, edge)))
      .map((one) => `adds ${name(one)}`),
  ];
}
