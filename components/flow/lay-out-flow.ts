import type { FlowGraph, GraphEdge, GraphNode } from "./graph";
import { type FlowLayout, FONT, ICON, type LabelBox, PAD, type TextBox } from "./layout";
import { textWidth, wrapText } from "./measure-text";
import { placeGraph } from "./place-graph";
import { placeLabels } from "./place-labels";
import { routeEdges } from "./route-edges";
import { isGate } from "./trail";

/** How wide words run and how far boxes stand apart. */
interface Measure {
  readonly gate: number;
  readonly box: number;
  readonly gap: number;
}

const ROOMY: Measure = { gate: 204, box: 172, gap: 36 };
const NARROW: Measure = { gate: 176, box: 146, gap: 22 };
/** What a wide screen shows beside its instruments; a flow of many columns is set narrower before it scrolls. */
const FITS = 960;

/** Lays a flow out from top to bottom with its words at reading size. */
export function layOutFlow(graph: FlowGraph): FlowLayout {
  const roomy = layOut(graph, ROOMY);
  return roomy.width <= FITS ? roomy : layOut(graph, NARROW);
}

function layOut(graph: FlowGraph, measure: Measure): FlowLayout {
  const placed = placeGraph<TextBox, LabelBox>(graph, {
    direction: "TB",
    nodeGap: measure.gap,
    rankGap: 52,
    margin: 12,
    sizeOf: (node) => boxOf(node, measure),
    labelOf,
  });
  const { width, height, nodes } = placed;
  return { width, height, nodes, edges: routeEdges(placeLabels(placed)) };
}

function boxOf(node: GraphNode, measure: Measure): TextBox {
  if (node.look === "start") return startBox(node.text);
  const width = isGate(node) ? measure.gate : measure.box;
  const eyebrow = node.eyebrow ? wrapText(node.eyebrow, width - ICON, FONT.eyebrow) : [];
  const lines = wrapText(node.text, width, FONT.text);
  const words = eyebrow.length * FONT.eyebrowLine + (eyebrow.length > 0 ? 3 : 0) + lines.length * FONT.line;
  return { eyebrow, lines, width: width + 2 * PAD.x, height: words + 2 * PAD.y };
}

function startBox(text: string): TextBox {
  const lines = wrapText(text, 170, FONT.label);
  const widest = Math.max(...lines.map((line) => textWidth(line, FONT.label)));
  return { eyebrow: [], lines, width: Math.ceil(widest) + 26, height: lines.length * FONT.labelLine + 4 };
}

function labelOf(edge: GraphEdge): LabelBox {
  if (!edge.label) return { lines: [], width: 0, height: 0 };
  const lines = wrapText(edge.label, 120, FONT.label);
  const widest = Math.max(...lines.map((line) => textWidth(line, FONT.label)));
  return { lines, width: Math.ceil(widest) + 10, height: lines.length * FONT.labelLine + 2 };
}
