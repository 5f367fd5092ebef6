import { describe, expect, it } from "vitest";
import { ownKinds } from "@/lib/catalogue/catalogue";
import { follow, type NodeRef, startsOf, targetsOf } from "@/lib/flow/flow";
import { edgeViews, nodeViews } from "@/lib/flow/picture";
import type { FlowStepView } from "@/lib/flow/views";
import type { Kind } from "@/lib/kinds/kind.schema";
import { flowGraph } from "./graph";
import { packetGraph, packetStates } from "./packet-graph";

const { kinds } = await ownKinds();
const cases = kinds.map(({ kind }) => ({ name: kind.key, kind }));

function viewOf(kind: Kind, steps: readonly FlowStepView[] = []) {
  const passed = new Set(steps.flatMap((step) => step.trail.map((node) => node.ref)));
  return {
    nodes: nodeViews(kind, passed, steps.at(-1)?.rests.ref ?? null),
    edges: edgeViews(kind),
    starts: startsOf(kind).map((start, index) => ({
      index,
      to: "",
      on: start.on === null ? null : { slot: start.on, label: start.on },
      triggers: [],
    })),
    steps,
    run: 1,
  };
}

function stepOf(
  kind: Kind,
  seq: number,
  from: { gate: string; exit: string } | null,
  targets: NodeRef[],
): FlowStepView {
  const trail = follow(kind, targets);
  const named = (ref: NodeRef) => ({ ref, title: ref });
  return {
    seq,
    run: 1,
    type: from ? "decided" : "started",
    gate: from ? { key: from.gate, question: "" } : null,
    exit: from?.exit ?? null,
    trail: trail.nodes.map(named),
    rests: named(trail.rests),
    checks: [],
    reason: null,
    byName: null,
    onBehalfOfName: null,
    at: "2026-01-01T00:00:00Z",
    recordDigest: "00".repeat(32),
    revisionNumber: null,
  };
}

describe("the flow of a packet", () => {
  it.each(cases)("has the shapes and lines of its kind: $name", ({ kind }) => {
    const graph = packetGraph(viewOf(kind));
    const whole = flowGraph(kind);
    const shapes = (one: typeof graph) => one.nodes.map((node) => `${node.ref} ${node.look}`).sort();
    const lines = (one: typeof graph) =>
      one.edges.map((edge) => `${edge.from} ${edge.to} ${edge.label} ${edge.adverse}`).sort();
    expect(shapes(graph)).toEqual(shapes(whole));
    expect(lines(graph)).toEqual(lines(whole));
  });

  it.each(cases)("goes along lines that there are, to where it is: $name", ({ kind }) => {
    const begin = stepOf(kind, 1, null, [...targetsOf(kind, startsOf(kind)[0]?.to ?? "next", null)]);
    const gate = kind.gates.find((one) => `gate:${one.key}` === begin.rests.ref);
    const exit = gate?.exits[0];
    const next =
      gate && exit
        ? [stepOf(kind, 2, { gate: gate.key, exit: exit.label }, [...targetsOf(kind, exit.to, gate.key)])]
        : [];
    const view = viewOf(kind, [begin, ...next]);
    const graph = packetGraph(view);
    const { gone, nodes } = packetStates(view, graph);
    const lines = new Set(graph.edges.map((edge) => `${edge.from} ${edge.to} ${edge.label}`));
    expect(gone.size).toBeGreaterThan(0);
    expect([...gone].filter((way) => !lines.has(way))).toEqual([]);
    expect([...nodes.values()].filter((state) => state === "here")).toHaveLength(1);
  });
});
