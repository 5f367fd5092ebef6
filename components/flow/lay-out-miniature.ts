import type { FlowGraph, GraphNode, NodeLook } from "./graph";
import { nodeOutline } from "./node-shape";
import { type PlacedNode, type Point, placeGraph } from "./place-graph";

/** The shapes of a flow without its words, gathered by their look: a picture of a few hundred bytes. */
export interface Miniature {
  readonly width: number;
  readonly height: number;
  readonly lines: string;
  readonly dashes: string;
  readonly shapes: readonly { readonly look: MiniatureLook; readonly path: string }[];
}

export type MiniatureLook = "plain" | "checks" | "person" | "outcome" | "hold" | "hold-on";

const LOOK: Readonly<Record<NodeLook, MiniatureLook>> = {
  start: "plain",
  step: "plain",
  checks: "checks",
  person: "person",
  receiver: "person",
  outcome: "outcome",
  "hold-terminal": "hold",
  "hold-re-entry": "hold",
  "hold-carry-forward": "hold-on",
  "hold-value": "hold-on",
};
const ORDER: readonly MiniatureLook[] = ["plain", "checks", "person", "outcome", "hold", "hold-on"];

/** Lays the shapes of a flow out from left to right, small enough for a card. */
export function layOutMiniature(graph: FlowGraph): Miniature {
  const placed = placeGraph(graph, {
    direction: "LR",
    nodeGap: 8,
    rankGap: 14,
    margin: 3,
    sizeOf,
    labelOf: () => ({ width: 0, height: 0 }),
  });
  const pathOf = (adverse: boolean) =>
    placed.edges
      .filter((edge) => edge.edge.adverse === adverse)
      .map((edge) => softLine(edge.points))
      .join("");
  return {
    width: placed.width,
    height: placed.height,
    lines: pathOf(false),
    dashes: pathOf(true),
    shapes: ORDER.map((look) => ({
      look,
      path: placed.nodes
        .filter((node) => LOOK[node.node.look] === look)
        .map(shapeOf)
        .join(""),
    })).filter((shape) => shape.path !== ""),
  };
}

function sizeOf({ look }: GraphNode): { width: number; height: number } {
  if (look === "start") return { width: 4, height: 4 };
  return look === "step" ? { width: 15, height: 10 } : { width: 18, height: 13 };
}

function shapeOf({ node, box, x, y }: PlacedNode): string {
  const frame = { x: x - box.width / 2, y: y - box.height / 2, width: box.width, height: box.height };
  const path = small(node.look, frame);
  // A tenth of a pixel is finer than a screen: fewer digits, fewer bytes on fifty cards.
  return path.replace(/-?\d+\.\d+/g, (number) => String(Math.round(Number(number) * 10) / 10));
}

type Frame = Parameters<typeof nodeOutline>[1];

/** The outlines of `nodeOutline` at a tenth of the size, where its corners and tips would swallow the shape. */
function small(look: NodeLook, frame: Frame): string {
  const { x, y, width: w, height: h } = frame;
  if (look === "checks" || look === "person" || look === "receiver") {
    return `M${x + 3} ${y}h${w - 6}l3 3v${h - 6}l-3 3h${6 - w}l-3-3v${6 - h}z`;
  }
  if (look === "hold-carry-forward") return `M${x} ${y}h${w - 4}l4 ${h / 2}l-4 ${h / 2}h${4 - w}z`;
  if (look === "hold-value") return `M${x} ${y}h${w - 4}l4 4v${h - 4}h${-w}z`;
  if (look === "hold-re-entry") {
    const r = h / 2;
    return `M${x + r} ${y}h${w - r}v${h}h${r - w}a${r} ${r} 0 0 1 0 ${-h}z`;
  }
  if (look === "hold-terminal") return `M${x} ${y}h${w}v${h}h${-w}zM${x} ${y + h - 2}h${w}`;
  if (look === "step") return `M${x} ${y}h${w}v${h}h${-w}z`;
  return nodeOutline(look, frame);
}

/** A line that bends at the middle of each of its stretches. */
function softLine(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return "";
  let path = `M${short(first)}`;
  for (const [i, point] of rest.entries()) {
    const next = rest[i + 1];
    path += next
      ? `Q${short(point)} ${short({ x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 })}`
      : `L${short(point)}`;
  }
  return path;
}

function short({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
