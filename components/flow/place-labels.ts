import type { LabelBox, PlacedFlow } from "./layout";
import type { PlacedEdge, Point } from "./place-graph";

interface Rect {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const AIR = 4;

/**
 * Moves the words of a long line up to where the line leaves its gate, where a reader looks for them. They move only
 * to a place that no box, no other words and no other line needs.
 */
export function placeLabels(graph: PlacedFlow): PlacedFlow {
  const edges = [...graph.edges];
  for (const [i, edge] of edges.entries()) {
    if (edge.label.lines.length === 0 || edge.edge.from === edge.edge.to) continue;
    const others = edges.filter((_, j) => j !== i);
    const boxes = graph.nodes.map((node) => rectOf(node, node.box));
    const free = edge.points.slice(1, -1).find((point) => isFree(rectOf(point, edge.label), boxes, others));
    if (free) edges[i] = { ...edge, x: free.x, y: free.y };
  }
  return { ...graph, edges };
}

function isFree(rect: Rect, boxes: readonly Rect[], others: readonly PlacedEdge<LabelBox>[]): boolean {
  if (boxes.some((box) => overlap(rect, box))) return false;
  return !others.some(
    (other) =>
      (other.label.lines.length > 0 && overlap(rect, rectOf(other, other.label))) ||
      other.points.slice(1, -1).some((point) => overlap(rect, rectOf(point, { width: 0, height: 0 }))),
  );
}

function rectOf(
  { x, y }: Point,
  { width, height }: { readonly width: number; readonly height: number },
): Rect {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

function overlap(a: Rect, b: Rect): boolean {
  return a.left < b.right + AIR && b.left < a.right + AIR && a.top < b.bottom + AIR && b.top < a.bottom + AIR;
}
