import { CHECK_NAMES } from "../checks/names.ts";
import { nearest } from "../kernel/nearest.ts";
import type { Kind } from "./kind.schema.ts";
import type { KindMistake } from "./mistake.ts";

type Path = (string | number)[];
type To = string | readonly string[] | null;

/** Mistakes of a kind's flow: unknown checks, sinks, roles and sources, targets that lead nowhere, rings without a way out. */
export function flowMistakes(kind: Kind): readonly KindMistake[] {
  const targets = targetMistakes(kind);
  return [
    ...checkMistakes(kind),
    ...exitMistakes(kind),
    ...sourceMistakes(kind),
    ...keepMistakes(kind),
    ...targets,
    ...(targets.length === 0 ? [...ringMistakes(kind), ...apartMistakes(kind)] : []),
  ];
}

function checkMistakes(kind: Kind): KindMistake[] {
  const checks: ReadonlySet<string> = new Set(CHECK_NAMES);
  return kind.gates.flatMap((gate, i) => [
    ...gate.checks.flatMap((check, j) =>
      checks.has(check.check)
        ? []
        : [
            {
              path: ["gates", i, "checks", j, "check"],
              says: `no check "${check.check}" in the check library${meant(check.check, checks)}`,
            },
          ],
    ),
    ...(gate.answeredBy === "system" && gate.checks.length === 0
      ? [{ path: ["gates", i, "checks"], says: "a gate that the system answers needs a check" }]
      : []),
  ]);
}

function exitMistakes(kind: Kind): KindMistake[] {
  const values = new Set([...(kind.dispositions?.values ?? []), ...(kind.verdicts?.values ?? [])]);
  return kind.gates.flatMap((gate, i) => {
    const own = new Set(gate.checks.map((check) => check.check));
    const at = (j: number, ...rest: Path): Path => ["gates", i, "exits", j, ...rest];
    return [
      ...gate.exits.flatMap((exit, j) => [
        ...exit.on.flatMap((check, n) =>
          own.has(check) ? [] : [{ path: at(j, "on", n), says: `this gate has no check "${check}"` }],
        ),
        ...(exit.gives !== null && !values.has(exit.gives)
          ? [{ path: at(j, "gives"), says: `"${exit.gives}" is no disposition or verdict of this kind` }]
          : []),
        ...(gate.exits.findIndex((other) => other.label === exit.label) < j
          ? [{ path: at(j, "label"), says: `two exits of this gate are called "${exit.label}"` }]
          : []),
      ]),
      ...(gate.answeredBy !== "system" || gate.exits.some((exit) => !exit.adverse)
        ? []
        : [{ path: ["gates", i, "exits"], says: "no exit for when every check passes" }]),
      ...(gate.answeredBy !== "system" || gate.exits.some((exit) => exit.adverse && exit.on.length === 0)
        ? []
        : [
            {
              path: ["gates", i, "exits"],
              says: "no adverse exit without `on`: a check that stops would have no way out",
            },
          ]),
    ];
  });
}

/** What the workspace writes as a flow goes on needs its register; a gate that a person answers unsigned waits for no act. */
function keepMistakes(kind: Kind): KindMistake[] {
  const kept = new Set<string>([...kind.keeps, ...kind.registers.map((register) => register.key)]);
  const needs = (register: string, path: Path): KindMistake[] =>
    kept.has(register)
      ? []
      : [{ path, says: `this writes into the register "${register}": name it under keeps` }];
  const signed = ["owner-approved", "signers-signed"];
  return [
    ...kind.sinks.flatMap((sink, i) => {
      const register = SINK_REGISTERS[sink.does];
      return register ? needs(register, ["sinks", i, "does"]) : [];
    }),
    ...kind.steps.flatMap((step, i) =>
      step.does === "delta-notices" ? needs("notices", ["steps", i, "does"]) : [],
    ),
    ...kind.gates.flatMap((gate, i) =>
      gate.answeredBy !== "system" &&
      gate.before.length > 0 &&
      !gate.checks.some(({ check }) => signed.includes(check))
        ? [
            {
              path: ["gates", i, "before"],
              says: "a gate that a person answers without a signature stands only as it is answered: no act can wait for it",
            },
          ]
        : [],
    ),
  ];
}

const SINK_REGISTERS: Readonly<Record<string, string | undefined>> = {
  "carry-forward": "exceptions",
  escalate: "handoffs",
  "restore-previous": "in-force",
};

function sourceMistakes(kind: Kind): KindMistake[] {
  const slots = new Set(kind.sources.map((source) => source.key));
  const unknown = (key: string | null, path: Path): KindMistake[] =>
    key === null || slots.has(key) ? [] : [{ path, says: `no source "${key}"${meant(key, slots)}` }];
  const tables = new Set(kind.renderingTables.map((table) => table.key));
  const annexes = new Set(kind.annexes.map((annex) => annex.key));
  return [
    ...kind.starts.flatMap((start, i) => unknown(start.on, ["starts", i, "on"])),
    ...(kind.refresh?.sources ?? []).flatMap((key, i) => unknown(key, ["refresh", "sources", i])),
    ...unknown(kind.intake?.profileSource ?? null, ["intake", "profileSource"]),
    ...unknown(kind.verdicts?.lagRule?.source ?? null, ["verdicts", "lagRule", "source"]),
    ...kind.fields.flatMap((field, i) => [
      ...unknown(field.source, ["fields", i, "source"]),
      ...(field.renderingTable === null || tables.has(field.renderingTable)
        ? []
        : [{ path: ["fields", i, "renderingTable"], says: `no rendering table "${field.renderingTable}"` }]),
      ...(field.annex === null || annexes.has(field.annex)
        ? []
        : [{ path: ["fields", i, "annex"], says: `no annex "${field.annex}"` }]),
    ]),
    ...kind.gates.flatMap((gate, i) =>
      gate.checks.flatMap((check, j) =>
        ["of", "authoritative"].flatMap((param) => {
          const value = check.params[param];
          return typeof value === "string" ? unknown(value, ["gates", i, "checks", j, "params", param]) : [];
        }),
      ),
    ),
  ];
}

/** Every edge of the flow: where it is written, where it comes from, what it leads to. */
function edges(kind: Kind): readonly { readonly path: Path; readonly from: string; readonly to: string }[] {
  const out: { path: Path; from: string; to: string }[] = [];
  const add = (path: Path, from: string, to: To, gate?: number) => {
    for (const target of to === null ? [] : [to].flat()) {
      const next = target === "next" ? kind.gates[(gate ?? kind.gates.length) + 1] : undefined;
      out.push({ path, from, to: next ? `gate:${next.key}` : target });
    }
  };
  kind.starts.forEach((start, i) => {
    add(["starts", i, "to"], "start", start.to);
  });
  kind.steps.forEach((step, i) => {
    add(["steps", i, "to"], `step:${step.key}`, step.to);
  });
  kind.gates.forEach((gate, i) => {
    gate.exits.forEach((exit, j) => {
      add(["gates", i, "exits", j, "to"], `gate:${gate.key}`, exit.to, i);
    });
  });
  kind.sinks.forEach((sink, i) => {
    add(["sinks", i, "to"], `sink:${sink.key}`, sink.to);
  });
  return out;
}

function nodes(kind: Kind): ReadonlySet<string> {
  return new Set([
    ...kind.steps.map((step) => `step:${step.key}`),
    ...kind.gates.map((gate) => `gate:${gate.key}`),
    ...kind.sinks.map((sink) => `sink:${sink.key}`),
    ...kind.outcomes.map((outcome) => `outcome:${outcome.key}`),
  ]);
}

function targetMistakes(kind: Kind): KindMistake[] {
  const known = nodes(kind);
  const sinks = new Set(kind.sinks.map((sink) => sink.key));
  return [
    ...edges(kind).flatMap(({ path, to }) =>
      known.has(to) ? [] : [{ path, says: `"${to}" leads nowhere${meant(to, known)}` }],
    ),
    ...kind.sinks.flatMap((sink, i) => [
      ...(sink.sort === "re-entry" && sink.to === null
        ? [{ path: ["sinks", i, "to"], says: "a re-entry hold needs a way back: `to`" }]
        : []),
      ...(sink.sort === "terminal" && sink.to !== null
        ? [{ path: ["sinks", i, "to"], says: "nothing leads on from a terminal hold" }]
        : []),
    ]),
    ...kind.prerequisites.flatMap((prerequisite, i) =>
      prerequisite.failSink && !sinks.has(prerequisite.failSink)
        ? [{ path: ["prerequisites", i, "failSink"], says: `no sink "${prerequisite.failSink}"` }]
        : [],
    ),
  ];
}

/** Every node must be able to end: a ring without a way out never does. Steps alone may make no ring. */
function ringMistakes(kind: Kind): KindMistake[] {
  const all = edges(kind);
  const resting = new Set([
    ...kind.outcomes.map((outcome) => `outcome:${outcome.key}`),
    ...kind.sinks
      .filter((sink) => sink.to === null || sink.sort === "terminal" || sink.sort === "re-entry")
      .map((sink) => `sink:${sink.key}`),
  ]);
  const ends = new Set(resting);
  for (let round = 0; round <= all.length; round++) {
    for (const { from, to } of all) if (ends.has(to)) ends.add(from);
  }
  const stuck = kind.gates.flatMap((gate, i) =>
    ends.has(`gate:${gate.key}`)
      ? []
      : [
          {
            path: ["gates", i, "exits"],
            says: "this gate can never be left: its exits lead round in a ring",
          },
        ],
  );
  const passing = all.filter(({ from }) => !from.startsWith("gate:") && !resting.has(from));
  const rings = kind.steps.flatMap((step, i) =>
    reaches(passing, `step:${step.key}`)
      ? [{ path: ["steps", i, "to"], says: "these steps lead round in a ring without a gate" }]
      : [],
  );
  const passed = kind.sinks.flatMap((sink, i) =>
    !resting.has(`sink:${sink.key}`) && reaches(passing, `sink:${sink.key}`)
      ? [{ path: ["sinks", i, "to"], says: "this hold leads round to itself without a gate" }]
      : [],
  );
  return [...stuck, ...rings, ...passed];
}

function reaches(all: readonly { readonly from: string; readonly to: string }[], start: string): boolean {
  const seen = new Set<string>();
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const edge of all.filter(({ from }) => from === at)) {
      if (edge.to === start) return true;
      if (!seen.has(edge.to)) {
        seen.add(edge.to);
        open.push(edge.to);
      }
    }
  }
  return false;
}

/** Targets that are gone through side by side come to rest at one node. */
function apartMistakes(kind: Kind): KindMistake[] {
  const all = edges(kind);
  const passes = new Set([
    ...kind.steps.map((step) => `step:${step.key}`),
    ...kind.sinks
      .filter((sink) => sink.to !== null && (sink.sort === "carry-forward" || sink.sort === "value"))
      .map((sink) => `sink:${sink.key}`),
  ]);
  const rests = (ref: string, seen: Set<string>): string[] => {
    if (seen.has(ref)) return [];
    seen.add(ref);
    if (!passes.has(ref)) return [ref];
    return all.filter(({ from }) => from === ref).flatMap(({ to }) => rests(to, seen));
  };
  const wide: { path: Path; to: To }[] = [
    ...kind.steps.map((step, i) => ({ path: ["steps", i, "to"], to: step.to as To })),
    ...kind.gates.flatMap((gate, i) =>
      gate.exits.map((exit, j) => ({ path: ["gates", i, "exits", j, "to"], to: exit.to as To })),
    ),
  ];
  return wide.flatMap(({ path, to }) => {
    const seen = new Set<string>();
    return Array.isArray(to) && to.flatMap((target: string) => rests(target, seen)).length > 1
      ? [{ path, says: "these lead to different places: side by side they must come together" }]
      : [];
  });
}

function meant(word: string, words: Iterable<string>): string {
  const found = nearest(word, words);
  return found === null ? "" : `; did you mean "${found}"?`;
}
