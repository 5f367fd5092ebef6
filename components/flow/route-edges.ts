import type { DrawnEdge, DrawnNode, LabelBox, PlacedFlow } from "./layout";
import type { PlacedEdge, Point } from "./place-graph";

// From the centres that the layout gives to lines that a person can follow. A line runs straight through each layer
// and bends only in the gap between two, so that it can cut no box; at a box, lines keep a distance from each other.

/** The upper and lower edge of a layer. */
interface Band {
  readonly top: number;
  readonly bottom: number;
}

type Graph = PlacedFlow;
type Edge = PlacedEdge<LabelBox>;
type Node = DrawnNode;

const PORT_GAP = 16;
/** The part of a box's width on which lines may end. */
const PORT_SHARE = 0.5;

/** Draws every edge of a placed graph. */
export function routeEdges(graph: Graph): readonly DrawnEdge[] {
  const nodes = new Map(graph.nodes.map((node) => [node.node.ref as string, node]));
  const bands = bandsOf(graph);
  const ports = portsOf(graph, nodes);
  return graph.edges.map((edge) => {
    const back = leadsBack(edge, nodes);
    if (edge.edge.from === edge.edge.to) return { ...edge, back, path: loopPath(edge.points) };
    const from = nodes.get(edge.edge.from);
    const to = nodes.get(edge.edge.to);
    if (!from || !to) return { ...edge, back, path: "" };
    const start = { x: ports.get(edge)?.start ?? from.x, y: edgeOf(from, back ? "top" : "bottom") };
    const end = { x: ports.get(edge)?.end ?? to.x, y: edgeOf(to, back ? "bottom" : "top") };
    const stops = [start, ...edge.points.slice(1, -1), end];
    return { ...edge, back, path: pathThrough(stops, bands, { from, to, back }) };
  });
}

function edgeOf(node: Node, side: keyof Band): number {
  return side === "top" ? node.y - node.box.height / 2 : node.y + node.box.height / 2;
}

function leadsBack(edge: Edge, nodes: ReadonlyMap<string, Node>): boolean {
  return (nodes.get(edge.edge.to)?.y ?? 0) <= (nodes.get(edge.edge.from)?.y ?? 0);
}

/** Layers by the height of their middle: all that stands in one layer has the same. */
function bandsOf(graph: Graph): ReadonlyMap<number, Band> {
  const bands = new Map<number, Band>();
  const widen = (y: number, height: number) => {
    const key = Math.round(y);
    const band = bands.get(key) ?? { top: y, bottom: y };
    bands.set(key, {
      top: Math.min(band.top, y - height / 2),
      bottom: Math.max(band.bottom, y + height / 2),
    });
  };
  for (const node of graph.nodes) widen(node.y, node.box.height);
  for (const edge of graph.edges) if (edge.label.height > 0) widen(edge.y, edge.label.height);
  return bands;
}

/** Where lines begin and end on their boxes: as near to where they go as keeps them apart. */
function portsOf(graph: Graph, nodes: ReadonlyMap<string, Node>): Map<Edge, { start: number; end: number }> {
  const ports = new Map<Edge, { start: number; end: number }>();
  const sides = new Map<
    string,
    { node: Node; ends: { edge: Edge; at: "start" | "end"; toward: number }[] }
  >();
  const add = (edge: Edge, at: "start" | "end", side: string) => {
    const ref = at === "start" ? edge.edge.from : edge.edge.to;
    const node = nodes.get(ref);
    if (!node) return;
    const key = `${ref} ${side}`;
    const entry = sides.get(key) ?? { node, ends: [] };
    const near = at === "start" ? edge.points[1] : edge.points.at(-2);
    entry.ends.push({ edge, at, toward: near?.x ?? node.x });
    sides.set(key, entry);
  };
  for (const edge of graph.edges) {
    if (edge.edge.from === edge.edge.to) continue;
    ports.set(edge, { start: 0, end: 0 });
    const back = leadsBack(edge, nodes);
    add(edge, "start", back ? "top" : "bottom");
    add(edge, "end", back ? "bottom" : "top");
  }
  for (const { node, ends } of sides.values()) {
    ends.sort((a, b) => a.toward - b.toward);
    const xs = spread(
      ends.map((end) => end.toward),
      node,
    );
    for (const [i, end] of ends.entries()) {
      const port = ports.get(end.edge);
      if (port) port[end.at] = xs[i] ?? node.x;
    }
  }
  return ports;
}

/** Moves sorted wishes into the middle of a box, `PORT_GAP` apart where there is room for that. */
function spread(wishes: readonly number[], node: Node): readonly number[] {
  const half = (node.box.width * PORT_SHARE) / 2;
  const gap = Math.min(PORT_GAP, (2 * half) / Math.max(1, wishes.length - 1));
  const xs: number[] = [];
  for (const [i, wish] of wishes.entries()) {
    const least = i === 0 ? node.x - half : (xs[i - 1] ?? 0) + gap;
    const most = node.x + half - gap * (wishes.length - 1 - i);
    xs.push(Math.min(most, Math.max(least, wish)));
  }
  return xs;
}

interface Ends {
  readonly from: Node;
  readonly to: Node;
  readonly back: boolean;
}

/** The line through all stops: straight inside each layer, a soft bend in each gap. */
function pathThrough(stops: readonly Point[], bands: ReadonlyMap<number, Band>, ends: Ends): string {
  const last = stops.length - 1;
  const band = (i: number, stop: Point): Band => {
    const y = i === 0 ? ends.from.y : i === last ? ends.to.y : stop.y;
    return bands.get(Math.round(y)) ?? { top: stop.y, bottom: stop.y };
  };
  const [first] = stops;
  if (!first) return "";
  let path = `M${at(first)}`;
  let here = first;
  for (const [i, stop] of stops.entries()) {
    const { top, bottom } = band(i, stop);
    const enter = { x: stop.x, y: ends.back ? bottom : top };
    const leave = { x: stop.x, y: ends.back ? top : bottom };
    if (i > 0) {
      path += bend(here, enter);
      here = enter;
    }
    const to = i === last ? stop : leave;
    if (to.y !== here.y) path += `V${round(to.y)}`;
    here = to;
  }
  return path;
}

function bend(from: Point, to: Point): string {
  if (Math.abs(from.x - to.x) < 0.5) return `V${round(to.y)}`;
  const middle = (from.y + to.y) / 2;
  return `C${round(from.x)} ${round(middle)} ${round(to.x)} ${round(middle)} ${at(to)}`;
}

/** A line from a box back to itself, beside it. */
function loopPath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return "";
  return `M${at(first)}${rest.map((point) => `L${at(point)}`).join("")}`;
}

function at({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
