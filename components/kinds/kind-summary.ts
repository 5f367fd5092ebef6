import type { Kind } from "@/lib/kinds/kind.schema";

/** What the gallery shows of a kind: enough to choose it, and no more travels to the browser. */
export interface KindSummary {
  readonly key: string;
  readonly title: string;
  readonly family: string;
  readonly domain: string;
  readonly summary: string;
  readonly sections: number;
  readonly evidenceSlots: readonly string[];
  readonly annexSlots: readonly string[];
  readonly gates: readonly FlowGate[];
  readonly sinks: readonly { readonly key: string; readonly title: string; readonly sort: string }[];
  readonly stopBoundary: string;
  readonly deniedActions: readonly string[];
  readonly roles: readonly string[];
  readonly releases: boolean;
  readonly requiredSigners: readonly string[];
  readonly laneTitle: string | null;
  readonly maxWindowHours: number | null;
}

export interface FlowGate {
  readonly key: string;
  readonly question: string;
  readonly answeredBy: "system" | "person" | "receiver";
  /** Role that answers, in words; empty for the system. */
  readonly who: string;
  readonly checks: number;
  /** Keys of the sinks that its exits lead to. */
  readonly sinks: readonly string[];
}

/** Reduces a kind to what the gallery shows. */
export function summariseKind(kind: Kind): KindSummary {
  return {
    key: kind.key,
    title: kind.title,
    family: kind.family,
    domain: kind.domain,
    summary: kind.summary,
    sections: kind.sections.length,
    evidenceSlots: kind.sources.map((slot) => slot.label),
    annexSlots: kind.annexes.map((slot) => slot.title),
    gates: kind.gates.map(summariseGate),
    sinks: kind.sinks.map(({ key, title, sort }) => ({ key, title, sort })),
    stopBoundary: kind.stopBoundary.statement,
    deniedActions: kind.stopBoundary.deniedActions.map((action) => action.text),
    roles: kind.roles.map((role) => role.title),
    releases: kind.approval.releaseOwner,
    requiredSigners: kind.approval.requiredSigners.map(
      (key) => kind.roles.find((role) => role.key === key)?.title ?? key.replaceAll("-", " "),
    ),
    laneTitle: kind.lane?.title ?? null,
    maxWindowHours: kind.lane?.maxWindowHours ?? null,
  };
}

function summariseGate(gate: Kind["gates"][number]): FlowGate {
  const [by, role] = gate.answeredBy.split(":");
  return {
    key: gate.key,
    question: gate.question,
    answeredBy: by === "human" ? "person" : by === "receiver" ? "receiver" : "system",
    who: role?.replaceAll("-", " ") ?? "",
    checks: gate.checks.length,
    sinks: gate.exits
      .flatMap((exit) => [exit.to].flat())
      .filter((to) => to.startsWith("sink:"))
      .map((to) => to.slice(5)),
  };
}
