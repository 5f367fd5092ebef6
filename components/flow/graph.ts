import { allNodes, type FlowNode, type NodeRef, startsOf, targetsOf } from "@/lib/flow/flow";
import type { Kind, KindSink } from "@/lib/kinds/kind.schema";
import { answererOf, holdEyebrow, leavingWords, roleTitle } from "./flow-words";
import { orderNodes } from "./order-nodes";

/** The looks that a node of the picture can have; the four sorts of hold each have their own. */
export type NodeLook =
  | "start"
  | "step"
  | "checks"
  | "person"
  | "receiver"
  | "outcome"
  | `hold-${KindSink["sort"]}`;

export interface GraphNode {
  readonly ref: NodeRef | `start:${number}`;
  readonly look: NodeLook;
  /** What it is and who answers, in two or three words; empty for a step. */
  readonly eyebrow: string;
  readonly text: string;
}

export interface GraphEdge {
  readonly from: GraphNode["ref"];
  readonly to: NodeRef;
  readonly label: string;
  /** Taken when a check stops, or when a person says no. */
  readonly adverse: boolean;
}

/** A kind's flow as the picture shows it: every node once, and an edge for each way from one to another. */
export interface FlowGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** Draws a kind's flow as nodes and edges, starts first and the others in the order in which a run meets them. */
export function flowGraph(kind: Kind): FlowGraph {
  const starts = startsOf(kind);
  const nodes = allNodes(kind);
  const edges = [
    ...starts.map((start, i): GraphEdge => {
      const [to] = targetsOf(kind, start.to, null);
      return { from: `start:${i}`, to: to ?? "gate:none", label: "", adverse: false };
    }),
    ...nodes.flatMap((node) => edgesFrom(kind, node)),
  ];
  const met = orderNodes(nodes, edges);
  return {
    nodes: [
      ...starts.map(
        (start, i): GraphNode => ({
          ref: `start:${i}`,
          look: "start",
          eyebrow: "",
          text: start.on ? `New: ${slotLabel(kind, start.on)}` : "A person begins",
        }),
      ),
      ...met.map((node) => graphNode(kind, node)),
    ],
    edges,
  };
}

function slotLabel(kind: Kind, key: string): string {
  return kind.sources.find((slot) => slot.key === key)?.label ?? key;
}

function graphNode(kind: Kind, node: FlowNode): GraphNode {
  const { ref } = node;
  if (node.sort === "step") return { ref, look: "step", eyebrow: "", text: node.is.title };
  if (node.sort === "outcome") {
    const handed = node.is.handsTo ? ` · to ${roleTitle(kind, node.is.handsTo)}` : "";
    return { ref, look: "outcome", eyebrow: `Ends here${handed}`, text: node.is.title };
  }
  if (node.sort === "sink") {
    const { sort, title } = node.is;
    return { ref, look: `hold-${sort}`, eyebrow: holdEyebrow(sort), text: title };
  }
  const { by, who } = answererOf(kind, node.is);
  const eyebrow = by === "checks" ? "Checks answer" : by === "receiver" ? "The receiver answers" : who;
  return { ref, look: by, eyebrow, text: node.is.question };
}

function edgesFrom(kind: Kind, node: FlowNode): readonly GraphEdge[] {
  const edge =
    (label: string, adverse: boolean) =>
    (to: NodeRef): GraphEdge => ({
      from: node.ref,
      to,
      label,
      adverse,
    });
  if (node.sort === "step") return targetsOf(kind, node.is.to, null).map(edge("", false));
  if (node.sort === "sink" && node.is.to !== null) {
    return targetsOf(kind, node.is.to, null).map(edge(leavingWords(node.is.sort), false));
  }
  if (node.sort !== "gate") return [];
  return node.is.exits.flatMap((exit) =>
    targetsOf(kind, exit.to, node.is.key).map(edge(exit.label, exit.adverse)),
  );
}
