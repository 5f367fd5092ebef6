import "server-only";
import { graphlib, layout } from "@dagrejs/dagre";
import type { FlowGraph, GraphEdge, GraphNode } from "./graph";

// The one place that knows the layout library; it computes on the server and never reaches the browser.

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface PlacedNode<N extends Size = Size> extends Point {
  readonly node: GraphNode;
  readonly box: N;
}

/** An edge with the centres that it passes through; `x`, `y` is the centre of its label. */
export interface PlacedEdge<L extends Size = Size> extends Point {
  readonly edge: GraphEdge;
  readonly label: L;
  readonly points: readonly Point[];
}

export interface PlacedGraph<N extends Size = Size, L extends Size = Size> extends Size {
  readonly nodes: readonly PlacedNode<N>[];
  readonly edges: readonly PlacedEdge<L>[];
}

interface PlaceOptions<N extends Size, L extends Size> {
  readonly direction: "TB" | "LR";
  readonly nodeGap: number;
  readonly rankGap: number;
  readonly margin: number;
  readonly sizeOf: (node: GraphNode) => N;
  readonly labelOf: (edge: GraphEdge) => L;
}

/** Gives every node of a flow a place in layers, centres as coordinates, and every edge its way between them. */
export function placeGraph<N extends Size, L extends Size>(
  { nodes, edges }: FlowGraph,
  options: PlaceOptions<N, L>,
): PlacedGraph<N, L> {
  const graph = new graphlib.Graph({ multigraph: true, directed: true });
  graph.setGraph({
    rankdir: options.direction,
    nodesep: options.nodeGap,
    edgesep: options.nodeGap / 2,
    ranksep: options.rankGap,
    marginx: options.margin,
    marginy: options.margin,
  });
  const boxes = nodes.map((node) => ({ node, box: options.sizeOf(node) }));
  for (const { node, box } of boxes) graph.setNode(node.ref, { width: box.width, height: box.height });
  const labels = edges.map((edge) => ({ edge, label: options.labelOf(edge) }));
  for (const [i, { edge, label }] of labels.entries()) {
    const { width, height } = label;
    const weight = edge.adverse ? 1 : 4;
    graph.setEdge(edge.from, edge.to, { width, height, weight, labelpos: "c" }, String(i));
  }
  layout(graph);
  return {
    ...sizeOfGraph(graph.graph()),
    nodes: boxes.map(({ node, box }) => ({ node, box, ...centre(graph.node(node.ref)) })),
    edges: labels.map(({ edge, label }, i) => {
      const placed = graph.edge(edge.from, edge.to, String(i));
      return { edge, label, points: placed.points.map(centre), ...labelCentre(placed) };
    }),
  };
}

function centre({ x, y }: Point): Point {
  return { x, y };
}

function labelCentre(placed: {
  readonly x?: number;
  readonly y?: number;
  readonly points: readonly Point[];
}) {
  const middle = placed.points[Math.floor(placed.points.length / 2)];
  return { x: placed.x ?? middle?.x ?? 0, y: placed.y ?? middle?.y ?? 0 };
}

function sizeOfGraph({ width, height }: { readonly width?: number; readonly height?: number }): Size {
  return { width: Math.ceil(width ?? 0), height: Math.ceil(height ?? 0) };
}
