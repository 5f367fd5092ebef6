import type { FlowNodeView, FlowStepView, FlowView } from "@/lib/flow/views";
import { holdEyebrow, leavingWords } from "./flow-words";
import type { FlowGraph, GraphEdge, GraphNode } from "./graph";
import { orderNodes } from "./order-nodes";
import type { FlowStates } from "./states";

type Drawn = Pick<FlowView, "nodes" | "edges" | "starts">;

/** The flow of a packet as the picture shows it: that of the kind that the packet was made with. */
export function packetGraph(view: Drawn): FlowGraph {
  let starts = 0;
  const edges = view.edges.map((edge): GraphEdge => {
    const from = edge.from === "start" ? (`start:${starts++}` as const) : edge.from;
    return { from, to: edge.to, label: edge.label ?? leaving(view, from), adverse: edge.adverse };
  });
  const begin = Array.from({ length: starts }, (_, i): GraphNode => {
    const on = view.starts[i]?.on;
    return { ref: `start:${i}`, look: "start", eyebrow: "", text: on ? `New: ${on.label}` : "A run begins" };
  });
  return { nodes: [...begin, ...orderNodes(view.nodes, edges).map(graphNode)], edges };
}

function leaving({ nodes }: Drawn, from: string): string {
  const hold = nodes.find((node) => node.ref === from)?.hold;
  return hold ? leavingWords(hold) : "";
}

function graphNode(node: FlowNodeView): GraphNode {
  const { ref, title: text, who } = node;
  switch (node.sort) {
    case "step":
      return { ref, look: "step", eyebrow: "", text };
    case "outcome":
      return { ref, look: "outcome", eyebrow: who ? `Ends here · to ${who}` : "Ends here", text };
    case "sink": {
      const sort = node.hold ?? "terminal";
      return { ref, look: `hold-${sort}`, eyebrow: holdEyebrow(sort), text };
    }
    case "gate":
      if (node.by === "person") return { ref, look: "person", eyebrow: who ?? "A person", text };
      if (node.by === "receiver") return { ref, look: "receiver", eyebrow: "The receiver answers", text };
      return { ref, look: "checks", eyebrow: "Checks answer", text };
  }
}

/** Where the present run has been and is, and the ways that it went. */
export function packetStates(view: Drawn & Pick<FlowView, "steps" | "run">, graph: FlowGraph): FlowStates {
  const gone = new Set<string>();
  let from: string | null = null;
  for (const step of view.steps.filter((one) => one.run === view.run)) {
    for (const way of waysOf(step, from, graph)) gone.add(way);
    from = step.rests.ref;
  }
  return { nodes: new Map(view.nodes.map((node) => [node.ref, node.state])), gone };
}

/** The edges of one step: out of where it stood, then between the nodes that it led through. */
function waysOf(step: FlowStepView, from: string | null, graph: FlowGraph): readonly string[] {
  const trail = step.trail.map((node) => node.ref as string);
  const within = graph.edges.filter(
    (edge) =>
      trail.includes(edge.from) &&
      trail.includes(edge.to) &&
      trail.indexOf(edge.from) < trail.indexOf(edge.to),
  );
  const first = graph.edges.filter((edge) =>
    step.type === "started"
      ? edge.from.startsWith("start:") && edge.to === trail[0]
      : edge.from === from && trail.includes(edge.to) && (step.exit === null || edge.label === step.exit),
  );
  return [...first, ...within].map((edge) => `${edge.from} ${edge.to} ${edge.label}`);
}
