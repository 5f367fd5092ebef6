import type { Kind, KindGate } from "../kinds/kind.schema.ts";
import type { CheckInput, CheckOutcome, CheckParams, CheckResult, Looked } from "./check.ts";
import { CHECKS, runCheck } from "./registry.ts";

/** The acts that a kind may make wait for gates. */
export type GatedAct = KindGate["before"][number];

/** One check of a gate, evaluated. */
export interface EvaluatedCheck extends CheckResult {
  readonly check: string;
  readonly version: number;
  readonly title: string;
  readonly sees: "state" | "manifest" | "human";
}

/** A gate, evaluated: it stands passed where none of its checks holds. */
export interface EvaluatedGate {
  readonly key: string;
  readonly question: string;
  readonly answeredBy: string;
  readonly before: readonly GatedAct[];
  readonly checks: readonly EvaluatedCheck[];
  readonly outcome: "pass" | "hold";
  /** The exit that a hold takes, as the kind words it. */
  readonly exit: {
    readonly label: string;
    readonly to: readonly string[];
    readonly reasons: readonly string[];
  };
}

/** True where an outcome stops a gate: a hold, or an error. */
export function stops(outcome: CheckOutcome): boolean {
  return outcome === "hold" || outcome === "error";
}

/** Every gate of the kind in order, each with every check evaluated. */
export function evaluateGates(kind: Kind, input: CheckInput): readonly EvaluatedGate[] {
  return kind.gates.map((gate) => evaluateGate(gate, input));
}

/** One gate, with every check evaluated. */
export function evaluateGate(gate: KindGate, input: CheckInput): EvaluatedGate {
  const checks = gate.checks.map(({ check, params }) => evaluate(check, input, params));
  const outcome = checks.some((check) => stops(check.outcome)) ? "hold" : "pass";
  const exit = gate.exits.find((found) => found.adverse === (outcome === "hold")) ?? gate.exits[0];
  return {
    key: gate.key,
    question: gate.question,
    answeredBy: gate.answeredBy,
    before: gate.before,
    checks,
    outcome,
    exit: { label: exit?.label ?? "", to: [exit?.to ?? "next"].flat(), reasons: exit?.reasons ?? [] },
  };
}

function evaluate(name: string, input: CheckInput, params: CheckParams): EvaluatedCheck {
  const known = CHECKS[name as keyof typeof CHECKS];
  return {
    check: name,
    version: known?.version ?? 0,
    title: known?.title ?? name,
    sees: known?.sees ?? "state",
    ...runCheck(name, input, params),
  };
}

/** The gates that must stand passed before an act. */
export function gatesBefore(gates: readonly EvaluatedGate[], act: GatedAct): readonly EvaluatedGate[] {
  return gates.filter((gate) => gate.before.includes(act));
}

/** The checks that stop an act, in the order of the gates; empty where the act may go on. */
export function stopping(gates: readonly EvaluatedGate[], act: GatedAct): readonly EvaluatedCheck[] {
  return gatesBefore(gates, act).flatMap((gate) => gate.checks.filter((check) => stops(check.outcome)));
}

/** A check result as the manifest binds it. */
export interface BoundCheck {
  readonly check: string;
  readonly version: number;
  readonly gate: string;
  readonly outcome: CheckOutcome;
  readonly looked: Looked;
  readonly dueAt: string | null;
}

/** What the manifest says of checks: those of the gates before request or approval that look at packet state alone. */
export function boundChecks(gates: readonly EvaluatedGate[]): readonly BoundCheck[] {
  return gates
    .filter((gate) => gate.before.includes("request") || gate.before.includes("approve"))
    .flatMap((gate) =>
      gate.checks
        .filter((check) => check.sees === "state")
        .map(({ check, version, outcome, looked, dueAt }) => ({
          ...{ check, version, outcome, looked, dueAt },
          gate: gate.key,
        })),
    )
    .sort((a, b) => (a.check === b.check ? 0 : a.check < b.check ? -1 : 1));
}
