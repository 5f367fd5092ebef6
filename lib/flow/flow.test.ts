import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flowMistakes } from "../kinds/flow-mistakes.ts";
import type { Kind } from "../kinds/kind.schema.ts";
import { parseKind } from "../kinds/parse-kind.ts";
import { answer, isSigned, rightToAnswer } from "./answer.ts";
import { consequenceOf, liftingOf } from "./consequence.ts";
import { allNodes, exitsOpen, exitTaken, follow, nodeOf, restsAt, startsOf, targetsOf } from "./flow.ts";

function kindAt(file: string): Kind {
  const parsed = parseKind(readFileSync(file, "utf8"), file);
  if (!parsed.ok) throw new Error(`${file} does not parse`);
  return parsed.value;
}

const RELEASE = kindAt("kinds/co-production-approved-release/payments-tokenization-exception.yaml");
const RECORD = kindAt("kinds/execution-runbook/namespace-pod-security-label-restoration.yaml");
const CHECKS = ["evidence-present", "evidence-fresh", "facts-match"] as const;
const SORTS = ["terminal", "re-entry", "carry-forward", "value"] as const;

interface Drawn {
  readonly steps: readonly (readonly number[])[];
  readonly gates: readonly {
    readonly yes: number;
    readonly exits: readonly { to: number; on: string[] }[];
    readonly no: number;
  }[];
  readonly sinks: readonly { readonly sort: (typeof SORTS)[number]; readonly to: number }[];
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  steps: fc.array(fc.uniqueArray(fc.nat(19), { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 5,
  }),
  gates: fc.array(
    fc.record({
      yes: fc.nat(19),
      no: fc.nat(19),
      exits: fc.array(fc.record({ to: fc.nat(19), on: fc.subarray([...CHECKS], { minLength: 1 }) }), {
        maxLength: 2,
      }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  sinks: fc.array(fc.record({ sort: fc.constantFrom(...SORTS), to: fc.nat(19) }), { maxLength: 4 }),
});

/** A kind with the drawn flow. Numbers name nodes: the drawing is whatever they come to. */
function kindOf({ steps, gates, sinks }: Drawn): Kind {
  const names = [
    ...steps.map((_, i) => `step:s${i}`),
    ...gates.map((_, i) => `gate:g${i}`),
    ...sinks.map((_, i) => `sink:h${i}`),
    "outcome:done",
  ];
  const at = (n: number) => names[n % names.length] ?? "outcome:done";
  const wide = (ns: readonly number[]) => {
    const refs = [...new Set(ns.map(at))];
    return refs.length === 1 ? at(ns[0] ?? 0) : refs;
  };
  const exit = { gives: null, reasons: [] };
  return {
    ...RECORD,
    starts: [{ to: "step:s0", on: null }],
    steps: steps.map((to, i) => ({
      ...{ key: `s${i}`, node: null, title: `Step ${i}`, does: "nothing" as const },
      to: wide(to),
    })),
    gates: gates.map((gate, i) => ({
      ...{ key: `g${i}`, node: null, question: `Question ${i}?`, answeredBy: "system", before: [] },
      checks: CHECKS.map((check) => ({ check, params: {} })),
      exits: [
        { ...exit, label: "Yes", to: at(gate.yes), adverse: false, on: [] },
        ...gate.exits.map(({ to, on }, n) => ({
          ...exit,
          ...{ label: `No ${n}`, to: at(to), adverse: true, on },
        })),
        { ...exit, label: "No", to: at(gate.no), adverse: true, on: [] },
      ],
    })),
    sinks: sinks.map(({ sort, to }, i) => ({
      ...{ key: `h${i}`, node: null, title: `Hold ${i}`, owner: null, does: "block-packet" as const, sort },
      to: sort === "terminal" ? null : at(to),
    })),
    outcomes: [{ key: "done", node: null, title: "Done", cuts: true, handsTo: null }],
  };
}

/** Flows in which nothing is wrong: a ring without a way out and sides that part are mistakes of the kind. */
const flows = drawn.map(kindOf).filter((kind) => flowMistakes(kind).length === 0);

describe("any flow without a mistake", () => {
  it("[FL1] comes to rest from every target, through nodes that pass on, each once", () => {
    fc.assert(
      fc.property(flows, (kind) => {
        const targets = [
          ...startsOf(kind).map((start) => targetsOf(kind, start.to, null)),
          ...kind.gates.flatMap((gate) => gate.exits.map((exit) => targetsOf(kind, exit.to, gate.key))),
          ...allNodes(kind).map((node) => [node.ref]),
        ];
        for (const target of targets) {
          const { nodes, rests } = follow(kind, target);
          const last = nodeOf(kind, rests);
          expect(last.sort === "gate" || last.sort === "outcome" || last.sort === "sink").toBe(true);
          if (last.sort === "sink") expect(restsAt(last.is)).toBe(true);
          expect(nodes.at(-1)).toBe(rests);
          expect(new Set(nodes).size).toBe(nodes.length);
          for (const ref of nodes.slice(0, -1)) {
            const node = nodeOf(kind, ref);
            expect(node.sort === "step" || (node.sort === "sink" && !restsAt(node.is))).toBe(true);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it("[FL2] takes exactly one exit of a gate, adverse where and only where a check stops", () => {
    fc.assert(
      fc.property(flows, fc.subarray<string>([...CHECKS]), (kind, stopped) => {
        for (const gate of kind.gates) {
          const exit = exitTaken(gate, stopped);
          expect(exit?.adverse).toBe(stopped.length > 0);
          const named = gate.exits.some(
            (one) => one.adverse && one.on.some((check) => stopped.includes(check)),
          );
          if (named) expect(exit?.on.some((check) => stopped.includes(check))).toBe(true);
          else expect(exit?.on).toEqual([]);
          expect(answer(gate, stopped, null)).toEqual({ exit });
        }
      }),
    );
  });

  it("[FL3] leaves a person every adverse exit, and another only where nothing stops", () => {
    fc.assert(
      fc.property(flows, fc.subarray([...CHECKS]), (kind, stopped) => {
        for (const drawnGate of kind.gates) {
          const gate = { ...drawnGate, answeredBy: "human:artifact-owner" };
          const open = exitsOpen(gate, stopped);
          for (const exit of gate.exits) {
            const may = exit.adverse || stopped.length === 0;
            expect(open.includes(exit)).toBe(may);
            expect("exit" in answer(gate, stopped, exit.label)).toBe(may);
          }
        }
      }),
    );
  });

  it("[FL5] says of every exit what follows from it", () => {
    fc.assert(
      fc.property(flows, (kind) => {
        for (const gate of kind.gates)
          for (const exit of gate.exits) expect(consequenceOf(kind, gate, exit)).toMatch(/\S\.$/);
      }),
    );
  });
});

describe("who answers", () => {
  const held = (roles: readonly string[], kindRoles: readonly string[] = roles) => ({
    ...{ roles: new Set(roles), kindRoles: new Set(kindRoles), lent: [] },
  });
  const [checked] = RECORD.gates;
  const signed = RELEASE.gates.at(-1);
  if (!checked || !signed) throw new Error("the kinds have gates");

  it("[FL4] sends a release's signatures to their own page, and keeps no other gate from its own", () => {
    expect(RELEASE.gates.map((gate) => isSigned(RELEASE, gate))).toEqual([false, false, true]);
    expect(isSigned(RECORD, { ...signed })).toBe(false);
  });

  it("[FL6] lets those who work run the checks, and whoever holds the role decide, or whom they lend it to", () => {
    expect(rightToAnswer(RECORD, checked, held(["author"]))).toEqual({ onBehalfOfId: null });
    expect(rightToAnswer(RECORD, checked, held(["observer"]))).toBeNull();
    expect(rightToAnswer(RELEASE, signed, held(["release-owner"]))).toEqual({ onBehalfOfId: null });
    expect(rightToAnswer(RELEASE, signed, held(["release-owner"], []))).toBeNull();
    const lent = { ...held(["observer"]), lent: [{ fromId: "owner", act: "approve" }] };
    expect(rightToAnswer(RELEASE, signed, lent)).toEqual({ onBehalfOfId: "owner" });
  });

  it("[FL5] says what lifting a hold does, and what to do where it cannot be lifted", () => {
    const [hold] = RELEASE.sinks;
    const [escalated] = RECORD.sinks;
    if (!hold || !escalated) throw new Error("the kinds have sinks");
    expect(liftingOf(RELEASE, hold, "step:open")).toMatchObject({ lifting: null });
    expect(liftingOf(RECORD, escalated, "step:hydrate").lifting).toContain("begins the next");
    const back = { ...hold, sort: "re-entry" as const, to: "step:reconcile" as const };
    expect(liftingOf(RELEASE, back, "step:open").lifting).toContain("goes back to");
  });
});
