import { Check, CircleAlert, LoaderCircle } from "lucide-react";
import { classes } from "./classes";

export interface ProgressStep {
  readonly key: string;
  readonly title: string;
  readonly state: "to do" | "doing" | "done" | "failed";
  readonly note?: string | undefined;
}

function StepMark({ state }: { readonly state: ProgressStep["state"] }) {
  if (state === "done") return <Check aria-hidden className="size-4 text-ok" />;
  if (state === "failed") return <CircleAlert aria-hidden className="size-4 text-broken" />;
  if (state === "doing") {
    return <LoaderCircle aria-hidden className="size-4 animate-[turn_1s_linear_infinite] text-accent" />;
  }
  return <span aria-hidden className="m-1 size-2 rounded-full border border-line-strong" />;
}

/** Long work as a list of steps, each with its state in words. */
export function ProgressSteps({
  steps,
  label,
}: {
  readonly steps: readonly ProgressStep[];
  readonly label: string;
}) {
  return (
    <ol aria-label={label} aria-live="polite" className="grid gap-1.5 text-sm">
      {steps.map((step) => (
        <li key={step.key} className="flex items-start gap-2">
          <span className="mt-0.5 flex size-4 items-center justify-center">
            <StepMark state={step.state} />
          </span>
          <span className={classes("min-w-0", step.state === "to do" && "text-muted")}>
            {step.title}
            <span className="sr-only"> ({step.state})</span>
            {step.note ? <span className="block text-xs text-muted">{step.note}</span> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
