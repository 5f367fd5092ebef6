"use client";

import type { FlowSinkView, FlowStepView } from "@/lib/flow/views";
import { numbered } from "@/lib/kernel/numbered";
import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { TextareaField } from "../ui/form-field";
import { MeaningBadge } from "../ui/meaning";
import { useToast } from "../ui/toast";
import { ActPanel, Consequence } from "./act-panel";
import { SORT_WORDS } from "./flow-words";
import { HiddenFields } from "./hidden-fields";

interface HoldPanelProps {
  readonly sink: FlowSinkView;
  /** The step that led here. */
  readonly led: FlowStepView | undefined;
  readonly fields: Readonly<Record<string, string>>;
  readonly may: boolean;
  readonly lift: FormAction;
}

/** The hold where the flow rests: which of the four sorts it is, whose it is, and what lifting it does. */
export function HoldPanel({ sink, led, fields, may, lift }: HoldPanelProps) {
  const say = useToast();
  const words = SORT_WORDS[sink.sort];
  return (
    <ActPanel title={sink.lifting ? "Lift this hold" : "This hold"} who={`It belongs to: ${sink.owner}.`}>
      <div>
        <MeaningBadge meaning="held">{words.name}</MeaningBadge>
        <p className="mt-1.5 text-ink-soft">{words.means}</p>
      </div>
      {led ? <WhyHeld led={led} /> : null}
      {sink.lifting ? <Consequence label="What lifting does">{sink.lifting}</Consequence> : null}
      {sink.instead ? <Consequence label="What there is to do">{sink.instead}</Consequence> : null}
      {sink.lifting && may ? (
        <ActionForm action={lift} className="grid gap-3" onDone={() => say("ok", "The hold was lifted.")}>
          <HiddenFields fields={fields} />
          <TextareaField
            name="reason"
            label="Why it may go on"
            hint="Kept with your name, the time and the digest of the record."
            maxLength={4000}
            required
          />
          <div>
            <SubmitButton>Lift the hold</SubmitButton>
          </div>
        </ActionForm>
      ) : null}
      {sink.lifting && !may ? <p className="text-muted">Only {sink.owner} can lift it.</p> : null}
    </ActPanel>
  );
}

/** Why it is held: what the checks that stopped said, and the words of whoever decided. */
function WhyHeld({ led }: { readonly led: FlowStepView }) {
  const stopped = led.checks.filter((check) => check.outcome === "hold" || check.outcome === "error");
  if (stopped.length === 0 && led.reason === null) return null;
  return (
    <div>
      <h3 className="font-medium">Why it is held</h3>
      {led.reason === null ? null : <p className="mt-1 text-ink-soft">“{led.reason}”</p>}
      <ul className="mt-1 grid gap-1.5">
        {numbered(stopped, (check) => check.check).map(({ id, item: check }) => (
          <li key={id} className="text-ink-soft">
            {check.reasons.length === 0 ? check.title : check.reasons.join(" ")}
          </li>
        ))}
      </ul>
    </div>
  );
}
