import { flowMistakes } from "./flow-mistakes.ts";
import type { Kind } from "./kind.schema.ts";
import type { KindMistake } from "./mistake.ts";
import { releaseMistakes } from "./release-mistakes.ts";

/** All mistakes of meaning in a definition of the right shape: names that point nowhere, loops, missing binds. */
export function kindMistakes(kind: Kind): readonly KindMistake[] {
  return [...duplicateKeys(kind), ...roleMistakes(kind), ...flowMistakes(kind), ...releaseMistakes(kind)];
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
  "steps",
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
    ...kind.gates.flatMap((gate, i) =>
      gate.answeredBy === "receiver" && !kind.roles.some((role) => role.duties.includes("receive"))
        ? [{ path: ["gates", i, "answeredBy"], says: "nobody receives: no role has the duty receive" }]
        : [],
    ),
    ...kind.registers.flatMap((register, i) => [
      ...register.addBy.flatMap((key, j) => unknown(key, ["registers", i, "addBy", j])),
      ...register.editBy.flatMap((key, j) => unknown(key, ["registers", i, "editBy", j])),
    ]),
  ];
}
