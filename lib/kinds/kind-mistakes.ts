import { CHECK_NAMES } from "../checks/names.ts";
import type { Kind } from "./kind.schema.ts";

/** A mistake of meaning that a schema cannot see, at a path of the definition. */
export interface KindMistake {
  readonly path: readonly (string | number)[];
  readonly says: string;
}

/** All mistakes of meaning in a definition of the right shape: names that point nowhere, loops, missing binds. */
export function kindMistakes(kind: Kind): readonly KindMistake[] {
  return [
    ...duplicateKeys(kind),
    ...roleMistakes(kind),
    ...gateMistakes(kind),
    ...sinkMistakes(kind),
    ...releaseMistakes(kind),
    ...loopMistakes(kind),
  ];
}

const KEYED = [
  "roles",
  "sources",
  "prerequisites",
  "sections",
  "registers",
  "fields",
  "renderingTables",
  "requirements",
  "blockedPaths",
  "annexes",
  "gates",
  "sinks",
  "outcomes",
] as const;

function duplicateKeys(kind: Kind): KindMistake[] {
  return KEYED.flatMap((list) => {
    const seen = new Set<string>();
    return kind[list].flatMap((item, i) => {
      const repeated = seen.has(item.key);
      seen.add(item.key);
      return repeated
        ? [{ path: [list, i, "key"], says: `the key "${item.key}" is used twice in ${list}` }]
        : [];
    });
  });
}

function roleMistakes(kind: Kind): KindMistake[] {
  const roles = new Set(kind.roles.map((role) => role.key));
  const unknown = (key: string, path: (string | number)[]): KindMistake[] =>
    roles.has(key) ? [] : [{ path, says: `no role "${key}"; roles are ${[...roles].join(", ")}` }];
  return [
    ...kind.roles.flatMap((role, i) =>
      role.mustDifferFrom.flatMap((other, j) => [
        ...unknown(other, ["roles", i, "mustDifferFrom", j]),
        ...(other === role.key
          ? [{ path: ["roles", i, "mustDifferFrom", j], says: "a role cannot differ from itself" }]
          : []),
      ]),
    ),
    ...unknown(kind.objections.residualAcceptedBy, ["objections", "residualAcceptedBy"]),
    ...kind.approval.requiredSigners.flatMap((key, i) => unknown(key, ["approval", "requiredSigners", i])),
    ...kind.suggestions.decidedBy.flatMap((key, i) => unknown(key, ["suggestions", "decidedBy", i])),
    ...kind.annexes.flatMap((annex, i) =>
      unknown(annex.placeholder.liftedBy, ["annexes", i, "placeholder", "liftedBy"]),
    ),
    ...kind.sinks.flatMap((sink, i) => (sink.owner ? unknown(sink.owner, ["sinks", i, "owner"]) : [])),
    ...kind.gates.flatMap((gate, i) =>
      gate.answeredBy.startsWith("human:")
        ? unknown(gate.answeredBy.slice(6), ["gates", i, "answeredBy"])
        : [],
    ),
    ...kind.registers.flatMap((register, i) => [
      ...register.addBy.flatMap((key, j) => unknown(key, ["registers", i, "addBy", j])),
      ...register.editBy.flatMap((key, j) => unknown(key, ["registers", i, "editBy", j])),
    ]),
  ];
}

function gateMistakes(kind: Kind): KindMistake[] {
  const checks: ReadonlySet<string> = new Set(CHECK_NAMES);
  const targets = new Set([
    "next",
    ...kind.sinks.map((sink) => `sink:${sink.key}`),
    ...kind.outcomes.map((outcome) => `outcome:${outcome.key}`),
    ...kind.gates.map((gate) => `gate:${gate.key}`),
  ]);
  return kind.gates.flatMap((gate, i) => [
    ...gate.checks.flatMap((check, j) =>
      checks.has(check.check)
        ? []
        : [
            {
              path: ["gates", i, "checks", j, "check"],
              says: `no check "${check.check}" in the check library`,
            },
          ],
    ),
    ...gate.exits.flatMap((exit, j) =>
      targets.has(exit.to)
        ? []
        : [{ path: ["gates", i, "exits", j, "to"], says: `"${exit.to}" leads nowhere` }],
    ),
    ...(gate.answeredBy === "system" && gate.checks.length === 0
      ? [{ path: ["gates", i, "checks"], says: "a gate that the system answers needs a check" }]
      : []),
  ]);
}

function sinkMistakes(kind: Kind): KindMistake[] {
  const gates = new Set(kind.gates.map((gate) => gate.key));
  const sinks = new Set(kind.sinks.map((sink) => sink.key));
  return [
    ...kind.sinks.flatMap((sink, i) =>
      sink.returnsTo && !gates.has(sink.returnsTo)
        ? [{ path: ["sinks", i, "returnsTo"], says: `no gate "${sink.returnsTo}" to return to` }]
        : [],
    ),
    ...kind.prerequisites.flatMap((prerequisite, i) =>
      prerequisite.failSink && !sinks.has(prerequisite.failSink)
        ? [{ path: ["prerequisites", i, "failSink"], says: `no sink "${prerequisite.failSink}"` }]
        : [],
    ),
  ];
}

function releaseMistakes(kind: Kind): KindMistake[] {
  if (!kind.approval.releaseOwner && kind.approval.requiredSigners.length === 0) return [];
  const missing = (["revision", "lane", "window"] as const).filter((bind) => !kind.binds.includes(bind));
  return [
    ...missing.map((bind) => ({ path: ["binds"], says: `a kind that releases must bind its ${bind}` })),
    ...(kind.lane ? [] : [{ path: ["lane"], says: "a kind that releases needs a lane" }]),
    ...(kind.approval.releaseOwner && !kind.roles.some((role) => role.duties.includes("own-release"))
      ? [{ path: ["roles"], says: "a kind with a release owner needs a role with the duty own-release" }]
      : []),
  ];
}

/** Every gate must be able to leave the gates: a ring of gates without a way out never ends. */
function loopMistakes(kind: Kind): KindMistake[] {
  const index = new Map(kind.gates.map((gate, i) => [gate.key, i]));
  const leaves = kind.gates.map(() => false);
  for (let round = 0; round <= kind.gates.length; round++) {
    kind.gates.forEach((gate, i) => {
      leaves[i] ||= gate.exits.some((exit) => {
        if (exit.to.startsWith("sink:") || exit.to.startsWith("outcome:")) return true;
        const to = exit.to === "next" ? i + 1 : (index.get(exit.to.slice(5)) ?? -1);
        return to >= kind.gates.length || leaves[to] === true;
      });
    });
  }
  return kind.gates.flatMap((_, i) =>
    leaves[i]
      ? []
      : [
          {
            path: ["gates", i, "exits"],
            says: "this gate can never be left: its exits lead round in a ring",
          },
        ],
  );
}
