import type { FlowStepView } from "@/lib/flow/views";
import { numbered } from "@/lib/kernel/numbered";
import { DigestText } from "../ui/digest-text";
import { RelativeTime } from "../ui/relative-time";
import { holdsPassed } from "./passed-holds";

/** What was decided: by whom, when, why, and over which exact record. The newest first, by run. */
export function FlowHistory({ steps }: { readonly steps: readonly FlowStepView[] }) {
  const runs = [...new Set(steps.map((step) => step.run))].sort((a, b) => b - a);
  return (
    <section aria-labelledby="flow-history" className="border-t border-line-strong pt-4">
      <h2 id="flow-history" className="text-base font-semibold">
        What was decided
      </h2>
      {runs.length === 0 ? <p className="mt-2 text-sm text-muted">Nothing yet.</p> : null}
      {runs.map((run) => (
        <div key={run} className="mt-3">
          {runs.length > 1 ? <h3 className="eyebrow">Run {run}</h3> : null}
          <ol className="hairline-rows text-sm">
            {steps
              .filter((step) => step.run === run)
              .toSorted((a, b) => b.seq - a.seq)
              .map((step) => (
                <Step key={step.seq} step={step} />
              ))}
          </ol>
        </div>
      ))}
    </section>
  );
}

function Step({ step }: { readonly step: FlowStepView }) {
  const stopped = step.checks.filter((check) => check.outcome === "hold" || check.outcome === "error");
  return (
    <li className="py-3">
      <p>
        <StepWords step={step} />
      </p>
      {holdsPassed(step).map((hold) => (
        <p key={hold.ref} className="mt-0.5 text-ink-soft">
          <span className="text-muted">By way of</span> {hold.title}
        </p>
      ))}
      <p className="mt-0.5 text-ink-soft">
        <span className="text-muted">Came to rest at</span> {step.rests.title}
      </p>
      {step.reason ? (
        <blockquote className="mt-1.5 border-l-2 border-line-strong pl-3">{step.reason}</blockquote>
      ) : null}
      {step.checks.length > 0 ? (
        <details className="mt-1.5">
          <summary className="w-fit text-xs text-muted hover:text-ink">
            {stopped.length === 0
              ? `${step.checks.length} ${step.checks.length === 1 ? "check" : "checks"}, none stopped`
              : `${stopped.length} of ${step.checks.length} checks stopped`}
          </summary>
          <ul className="mt-1.5 grid gap-1 text-xs">
            {numbered(step.checks, (check) => check.check).map(({ id, item: check }) => (
              <li key={id}>
                {check.title} <span className="text-muted">· {OUTCOME[check.outcome]}</span>
                {check.reasons.map((reason) => (
                  <span key={reason} className="block text-muted">
                    {reason}
                  </span>
                ))}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      <p className="mt-1.5 flex flex-wrap items-baseline gap-x-3 gap-y-0.5 text-xs text-muted">
        <span>
          {step.byName ?? "The workspace"}
          {step.onBehalfOfName ? ` for ${step.onBehalfOfName}` : ""}
        </span>
        <RelativeTime at={step.at} />
        {step.revisionNumber === null ? null : <span>r{step.revisionNumber}</span>}
        <span className="inline-flex items-baseline gap-1">
          record <DigestText digest={step.recordDigest} />
        </span>
      </p>
    </li>
  );
}

const OUTCOME = {
  pass: "passed",
  hold: "stopped",
  "not-applicable": "did not apply",
  error: "could not be told, which stops",
} as const;

function StepWords({ step }: { readonly step: FlowStepView }) {
  if (step.type === "started") return <span className="font-medium">A run began.</span>;
  if (step.type === "lifted") return <span className="font-medium">The hold was lifted.</span>;
  return (
    <>
      {step.gate?.question} <span className="font-medium">{step.exit}</span>
    </>
  );
}
