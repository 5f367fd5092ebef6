// The drawing of a flow: its nodes with where a run stands to them, and its arrows. Pure.

import type { Kind } from "../kinds/kind.schema.ts";
import { answererOf, answererTitle, ownerOf, roleTitle } from "./answer.ts";
import { allNodes, type FlowNode, type NodeRef, startsOf, targetsOf } from "./flow.ts";
import type { FlowEdgeView, FlowNodeView } from "./views.ts";

/** Every node, as the present run stands to it: `passed` are the nodes of its steps so far. */
export function nodeViews(
  kind: Kind,
  passed: ReadonlySet<NodeRef>,
  rests: NodeRef | null,
): readonly FlowNodeView[] {
  return allNodes(kind).map((node) => ({
    ref: node.ref,
    sort: node.sort,
    node: node.is.node,
    title: node.sort === "gate" ? node.is.question : node.is.title,
    state: node.ref === rests ? "here" : passed.has(node.ref) ? "passed" : "ahead",
    who: whoOf(kind, node),
    by: node.sort === "gate" ? answererOf(node.is).by : null,
    hold: node.sort === "sink" ? node.is.sort : null,
  }));
}

function whoOf(kind: Kind, node: FlowNode): string | null {
  switch (node.sort) {
    case "gate":
      return answererTitle(kind, node.is);
    case "sink":
      return roleTitle(kind, ownerOf(node.is));
    case "outcome":
      return node.is.handsTo === null ? null : roleTitle(kind, node.is.handsTo);
    case "step":
      return null;
  }
}

/** Every arrow of the drawing, in the order of the kind. */
export function edgeViews(kind: Kind): readonly FlowEdgeView[] {
  const plain = { label: null, adverse: false };
  return [
    ...startsOf(kind).flatMap((start) =>
      targetsOf(kind, start.to, null).map((to) => ({ from: "start" as const, to, ...plain })),
    ),
    ...kind.steps.flatMap((step) =>
      targetsOf(kind, step.to, null).map((to) => ({ from: `step:${step.key}` as const, to, ...plain })),
    ),
    ...kind.gates.flatMap((gate) =>
      gate.exits.flatMap(({ label, adverse, to }) =>
        targetsOf(kind, to, gate.key).map((target) => ({
          from: `gate:${gate.key}` as const,
          to: target,
          label,
          adverse,
        })),
      ),
    ),
    ...kind.sinks.flatMap((sink) =>
      sink.to === null
        ? []
        : targetsOf(kind, sink.to, null).map((to) => ({ from: `sink:${sink.key}` as const, to, ...plain })),
    ),
  ];
}
