import type { Kind } from "./kind.schema.ts";
import type { KindMistake } from "./mistake.ts";

/** Mistakes of a kind that releases: what it must bind, its lane and owner, and the signatures before its end. */
export function releaseMistakes(kind: Kind): readonly KindMistake[] {
  if (!kind.approval.releaseOwner && kind.approval.requiredSigners.length === 0) return [];
  const missing = (["revision", "lane", "window"] as const).filter((bind) => !kind.binds.includes(bind));
  return [
    ...missing.map((bind) => ({ path: ["binds"], says: `a kind that releases must bind its ${bind}` })),
    ...(kind.lane ? [] : [{ path: ["lane"], says: "a kind that releases needs a lane" }]),
    ...(kind.approval.releaseOwner && !kind.roles.some((role) => role.duties.includes("own-release"))
      ? [{ path: ["roles"], says: "a kind with a release owner needs a role with the duty own-release" }]
      : []),
    ...signatureMistakes(kind),
  ];
}

/** The checks that signatures answer, each with whether the kind's approval wants them. */
const SIGNED: readonly (readonly [string, (kind: Kind) => boolean])[] = [
  ["owner-approved", (kind) => kind.approval.releaseOwner],
  ["signers-signed", (kind) => kind.approval.requiredSigners.length > 0],
];

function signatureMistakes(kind: Kind): readonly KindMistake[] {
  const unasked = SIGNED.filter(
    ([check, wants]) => wants(kind) && !kind.gates.some((gate) => asks(gate, check)),
  );
  const ends = endsUnsigned(kind);
  return [
    ...unasked.map(([check]) => ({
      path: ["gates"],
      says: `a kind that releases like this needs a gate that asks "${check}"`,
    })),
    ...kind.outcomes.flatMap((outcome, i) =>
      ends.has(`outcome:${outcome.key}`)
        ? [{ path: ["outcomes", i], says: `where no check stops, this end is reached without a signature` }]
        : [],
    ),
  ];
}

function asks(gate: Kind["gates"][number], check: string): boolean {
  return gate.checks.some((one) => one.check === check);
}

/** Everything that a run in which no check stops comes to before any gate of signatures. */
function endsUnsigned(kind: Kind): ReadonlySet<string> {
  const seen = new Set<string>();
  const open: string[] = kind.starts.map((start) => start.to);
  if (open.length === 0 && kind.gates[0]) open.push(`gate:${kind.gates[0].key}`);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...onwards(kind, at));
  }
  return seen;
}

function onwards(kind: Kind, at: string): readonly string[] {
  const step = kind.steps.find((one) => at === `step:${one.key}`);
  if (step) return [step.to].flat();
  const sink = kind.sinks.find((one) => at === `sink:${one.key}`);
  if (sink) return sink.to === null || sink.sort === "terminal" ? [] : [sink.to];
  const i = kind.gates.findIndex((one) => at === `gate:${one.key}`);
  const gate = kind.gates[i];
  if (!gate || SIGNED.some(([check]) => asks(gate, check))) return [];
  const exits = gate.exits.filter((exit) => !exit.adverse).flatMap((exit) => [exit.to].flat());
  const next = kind.gates[i + 1];
  return exits.flatMap((to) => (to !== "next" ? [to] : next ? [`gate:${next.key}`] : []));
}
