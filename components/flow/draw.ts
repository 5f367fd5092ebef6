import type { Kind } from "@/lib/kinds/kind.schema";
import { type FlowGraph, flowGraph } from "./graph";
import { layOutFlow } from "./lay-out-flow";
import { layOutMiniature, type Miniature } from "./lay-out-miniature";
import type { FlowLayout } from "./layout";

// A kind's drawing is computed once a process: a gallery has fifty of them, and each costs some milliseconds.

const MOST = 300;

/** Remembers what `compute` made of a graph, by the graph's own text; the oldest are forgotten first. */
function remember<T>(compute: (graph: FlowGraph) => T): (graph: FlowGraph) => T {
  const kept = new Map<string, T>();
  return (graph) => {
    const key = JSON.stringify(graph);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = compute(graph);
    if (kept.size >= MOST) for (const oldest of [...kept.keys()].slice(0, MOST / 3)) kept.delete(oldest);
    kept.set(key, made);
    return made;
  };
}

const layouts = remember(layOutFlow);
const miniatures = remember(layOutMiniature);

/** The picture of a flow at reading size. */
export function drawFlow(graph: FlowGraph): FlowLayout {
  return layouts(graph);
}

/** The picture of a kind's flow for a card. */
export function drawMiniature(kind: Kind): Miniature {
  return miniatures(flowGraph(kind));
}
