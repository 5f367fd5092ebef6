"use client";

import type { FlowSinkView } from "@/lib/flow/views";
import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { TextareaField } from "../ui/form-field";
import { MeaningBadge } from "../ui/meaning";
import { useToast } from "../ui/toast";
import { ActPanel, Consequence } from "./act-panel";
import { SORT_WORDS } from "./flow-words";
import { HiddenFields } from "./hidden-fields";

interface HoldPanelProps {
  readonly sink: FlowSinkView;
  readonly fields: Readonly<Record<string, string>>;
  readonly may: boolean;
  readonly lift: FormAction;
}

/** The hold where the flow rests: which of the four sorts it is, whose it is, and what lifting it does. */
export function HoldPanel({ sink, fields, may, lift }: HoldPanelProps) {
  const say = useToast();
  const words = SORT_WORDS[sink.sort];
  return (
    <ActPanel title={sink.lifting ? "Lift this hold" : "This hold"} who={`It belongs to: ${sink.owner}.`}>
      <div>
        <MeaningBadge meaning="held">{words.name}</MeaningBadge>
        <p className="mt-1.5 text-ink-soft">{words.means}</p>
      </div>
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
