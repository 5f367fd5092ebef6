import { CHECKS } from "@/lib/checks/registry";
import type { Kind, KindGate } from "@/lib/kinds/kind.schema";
import { answererOf, spaced } from "../flow/flow-words";
import { KindPart } from "./kind-part";
import { paramWords } from "./kind-words";

/** Every gate with its checks in plain words: what the machine looks at before anybody answers. */
export function KindGates({ kind }: { readonly kind: Kind }) {
  return (
    <KindPart
      id="gates"
      title="Gates"
      count={kind.gates.length}
      note="A check that cannot tell does not pass, and nobody overrides one."
    >
      <ol className="grid gap-6">
        {kind.gates.map((gate, i) => (
          <Gate key={gate.key} kind={kind} gate={gate} number={i + 1} />
        ))}
      </ol>
    </KindPart>
  );
}

interface GateProps {
  readonly kind: Kind;
  readonly gate: KindGate;
  readonly number: number;
}

function Gate({ kind, gate, number }: GateProps) {
  const { by, who } = answererOf(kind, gate);
  return (
    <li
      id={`gate-${gate.key}`}
      className="grid scroll-mt-16 grid-cols-[1.75rem_minmax(0,1fr)] target:bg-accent-soft"
    >
      <span className="text-muted tabular-nums">{number}</span>
      <div className="min-w-0">
        <h3 className="font-medium">{gate.question}</h3>
        <p className="mt-0.5 text-xs text-muted">
          {by === "checks" ? "The checks answer" : `${who} answers`}
          {gate.before.length > 0 ? ` · must stand before: ${gate.before.map(actWords).join(", ")}` : ""}
        </p>
        {gate.checks.length === 0 ? (
          <p className="mt-2 text-sm text-muted">No check: the answer is an act.</p>
        ) : (
          <ul className="mt-2 grid gap-1 text-sm">
            {gate.checks.map((check) => (
              <li key={`${check.check} ${JSON.stringify(check.params)}`}>
                {titleOf(check.check)}
                <Params words={paramWords(kind, check.params)} />
              </li>
            ))}
          </ul>
        )}
        <Reasons gate={gate} />
      </div>
    </li>
  );
}

function Params({ words }: { readonly words: readonly string[] }) {
  return words.length > 0 ? <span className="text-xs text-muted"> · {words.join(" · ")}</span> : null;
}

/** Why a gate may stop, in the words of the kind. */
function Reasons({ gate }: { readonly gate: KindGate }) {
  const reasons = [...new Set(gate.exits.flatMap((exit) => exit.reasons))];
  if (reasons.length === 0) return null;
  return <p className="mt-2 text-xs text-muted">It may stop for: {reasons.join("; ")}.</p>;
}

const ACT_WORDS = {
  cut: "cutting a revision",
  request: "asking for approval",
  approve: "approving",
  read: "anybody reads the release",
} as const;

function actWords(act: KindGate["before"][number]): string {
  return ACT_WORDS[act];
}

function titleOf(check: string): string {
  const known: Readonly<Record<string, { readonly title: string }>> = CHECKS;
  return known[check]?.title ?? spaced(check);
}
