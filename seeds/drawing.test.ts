import { describe, expect, it } from "vitest";
import { differences } from "./drawing.ts";
import { cloneKinds, kindOf } from "./drawn.ts";
import { seedSystems } from "./fixtures.ts";
import { routeOf } from "./route.ts";

const systems = seedSystems();
const kinds = (await cloneKinds()).kinds.map((entry) => entry.kind);

describe("the systems of the seeds", () => {
  it("are 55 with 220 paths and 132 drawn gates", () => {
    expect(systems).toHaveLength(55);
    expect(systems.flatMap((system) => system.paths)).toHaveLength(220);
    expect(systems.flatMap((system) => system.drawing?.gates ?? [])).toHaveLength(132);
  });

  it.each(systems.map((system) => [system.no ?? system.document, system] as const))(
    "%s is a kind with the flow that is drawn, and every path leads through it",
    (_name, system) => {
      const kind = kindOf(kinds, system);
      if (!kind) throw new RangeError(`no kind of ${system.id}`);
      expect(system.drawing ? differences(kind, system.drawing) : []).toEqual([]);
      const lost = system.paths
        .map((path) => routeOf(kind, system, path))
        .filter((one) => typeof one === "string");
      expect(lost).toEqual([]);
    },
  );

  it("tell a flow that is drawn otherwise from theirs", () => {
    const [system] = systems;
    const kind = system && kindOf(kinds, system);
    if (!kind || !system?.drawing) throw new RangeError("no first system");
    const { drawing } = system;
    const gates = kind.gates.map((gate) => ({ ...gate, answeredBy: "human:artifact-owner" }));
    expect(differences({ ...kind, gates }, drawing)).toContain("B is decided by records");
    const steps = kind.steps.map((step) => ({ ...step, node: null }));
    expect(differences({ ...kind, steps }, drawing)).toContain("A is no node of the kind");
    const [first, ...rest] = drawing.edges;
    expect(differences(kind, { ...drawing, edges: rest })).toContain(`adds ${first?.from} –→ ${first?.to}`);
  });
});
