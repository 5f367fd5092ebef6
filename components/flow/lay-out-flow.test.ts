import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ownKinds } from "@/lib/catalogue/catalogue";
import { allNodes } from "@/lib/flow/flow";
import { type FlowGraph, flowGraph, type GraphEdge, type GraphNode } from "./graph";
import { layOutFlow } from "./lay-out-flow";
import { layOutMiniature } from "./lay-out-miniature";
import { type FlowLayout, FONT, PAD } from "./layout";
import { textWidth } from "./measure-text";

interface Rect {
  readonly name: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const { kinds } = await ownKinds();
const graphs = kinds.map(({ kind }) => ({ name: kind.key, kind, graph: flowGraph(kind) }));

function rect(name: string, x: number, y: number, width: number, height: number): Rect {
  return { name, left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

function boxesOf({ nodes }: FlowLayout): readonly Rect[] {
  return nodes.map(({ node, box, x, y }) => rect(node.ref, x, y, box.width, box.height));
}

function labelsOf({ edges }: FlowLayout): readonly Rect[] {
  return edges
    .filter((edge) => edge.label.lines.length > 0)
    .map(({ edge, label, x, y }, i) =>
      rect(`${i} ${edge.from} ${edge.label}`, x, y, label.width, label.height),
    );
}

/** Pairs that share more than a hair. */
function overlaps(rects: readonly Rect[]): readonly string[] {
  const air = 0.5;
  return rects.flatMap((a, i) =>
    rects
      .slice(i + 1)
      .filter(
        (b) =>
          a.left + air < b.right &&
          b.left + air < a.right &&
          a.top + air < b.bottom &&
          b.top + air < a.bottom,
      )
      .map((b) => `${a.name} × ${b.name}`),
  );
}

/** Points along a path of M, V, L and C commands, close together. */
function pointsAlong(path: string): readonly (readonly [number, number])[] {
  const points: [number, number][] = [];
  let here: [number, number] = [0, 0];
  for (const [, command, rest] of path.matchAll(/([MVLC])([^MVLC]*)/g)) {
    const n = (rest ?? "").trim().split(/\s+/).map(Number);
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = n;
    const end: [number, number] = command === "V" ? [here[0], a] : command === "C" ? [e, f] : [a, b];
    const from = here;
    for (let i = 1; i <= 16 && command !== "M"; i++) {
      const t = i / 16;
      const u = 1 - t;
      points.push(
        command === "C"
          ? [
              u ** 3 * from[0] + 3 * u * u * t * a + 3 * u * t * t * c + t ** 3 * e,
              u ** 3 * from[1] + 3 * u * u * t * b + 3 * u * t * t * d + t ** 3 * f,
            ]
          : [u * from[0] + t * end[0], u * from[1] + t * end[1]],
      );
    }
    here = end;
  }
  return points;
}

/** Boxes that a line cuts, its own two ends aside. */
function cut(layout: FlowLayout): readonly string[] {
  const boxes = boxesOf(layout);
  return layout.edges.flatMap(({ edge, path }) =>
    boxes
      .filter((box) => box.name !== edge.from && box.name !== edge.to)
      .filter((box) =>
        pointsAlong(path).some(
          ([x, y]) => x > box.left + 1 && x < box.right - 1 && y > box.top + 1 && y < box.bottom - 1,
        ),
      )
      .map((box) => `${edge.from} → ${edge.to} cuts ${box.name}`),
  );
}

function expectSound(layout: FlowLayout, graph: FlowGraph) {
  expect(layout.nodes.map((node) => node.node.ref).sort()).toEqual(
    graph.nodes.map((node) => node.ref).sort(),
  );
  expect(layout.edges).toHaveLength(graph.edges.length);
  expect(overlaps([...boxesOf(layout), ...labelsOf(layout)])).toEqual([]);
  expect(cut(layout)).toEqual([]);
  for (const box of [...boxesOf(layout), ...labelsOf(layout)]) {
    expect(box.left).toBeGreaterThanOrEqual(0);
    expect(box.top).toBeGreaterThanOrEqual(0);
    expect(box.right).toBeLessThanOrEqual(layout.width);
    expect(box.bottom).toBeLessThanOrEqual(layout.height);
  }
  for (const { node, box } of layout.nodes.filter((one) => one.node.look !== "start")) {
    for (const line of box.lines) {
      expect(textWidth(line, FONT.text), node.ref).toBeLessThanOrEqual(box.width - 2 * PAD.x);
    }
  }
}

describe("the picture of every kind", () => {
  it.each(graphs)("[KI11] draws $name whole: every node once, nothing over another", ({ kind, graph }) => {
    const own = graph.nodes.map((node) => node.ref as string).filter((ref) => !ref.startsWith("start:"));
    expect(own.sort()).toEqual(
      allNodes(kind)
        .map((node) => node.ref as string)
        .sort(),
    );
    expectSound(layOutFlow(graph), graph);
  });

  it("keeps a card's drawing small", () => {
    for (const { graph, name } of graphs) {
      const drawing = layOutMiniature(graph);
      expect(JSON.stringify(drawing).length, name).toBeLessThan(6000);
      expect(drawing.shapes.map((shape) => shape.path).join("")).not.toContain("NaN");
    }
  });
});

/** Any flow at all: rings, several starts, nodes that nothing leads to, long words. */
const anyGraph = fc
  .record({
    nodes: fc.array(
      fc.record({
        look: fc.constantFrom("step", "checks", "person", "outcome", "hold-terminal", "hold-re-entry"),
        text: fc
          .string({ minLength: 1, maxLength: 160, unit: "grapheme-ascii" })
          .map((text) => text.trim() || "x"),
      }),
      { minLength: 1, maxLength: 14 },
    ),
    edges: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.string({ maxLength: 40 }), fc.boolean()), {
      maxLength: 22,
    }),
  })
  .map(({ nodes, edges }): FlowGraph => {
    const refs = nodes.map((_, i) => `step:n${i}` as const);
    const at = (n: number) => refs[n % refs.length] ?? "step:n0";
    return {
      nodes: [
        { ref: "start:0", look: "start", eyebrow: "", text: "A person begins" },
        ...nodes.map(
          ({ look, text }, i): GraphNode => ({
            ref: at(i),
            look: look as GraphNode["look"],
            eyebrow: look === "step" ? "" : "Somebody answers",
            text,
          }),
        ),
      ],
      edges: [
        { from: "start:0", to: at(0), label: "", adverse: false },
        ...edges
          .filter(([from, to]) => at(from) !== at(to))
          .map(
            ([from, to, label, adverse]): GraphEdge => ({
              from: at(from),
              to: at(to),
              label: label.trim(),
              adverse,
            }),
          ),
      ],
    };
  });

describe("the picture of any flow", () => {
  it("never lays one box over another", () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const layout = layOutFlow(graph);
        expect(overlaps(boxesOf(layout))).toEqual([]);
        expect(cut(layout)).toEqual([]);
        expect(layout.nodes).toHaveLength(graph.nodes.length);
      }),
      { numRuns: 60, seed: 11 },
    );
  });
});
