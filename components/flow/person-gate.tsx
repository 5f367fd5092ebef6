"use client";

import { useState } from "react";
import type { FlowExitView, FlowGateView } from "@/lib/flow/views";
import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field, RadioRow, Textarea } from "../ui/field";
import { useToast } from "../ui/toast";
import { Consequence } from "./act-panel";
import { HiddenFields } from "./hidden-fields";

interface PersonGateProps {
  readonly gate: FlowGateView;
  readonly fields: Readonly<Record<string, string>>;
  readonly may: boolean;
  readonly take: FormAction;
}

/** A gate that a person answers: every way out with what follows from it, a reason where it is adverse, and a second look. */
export function PersonGate({ gate, fields, may, take }: PersonGateProps) {
  const say = useToast();
  const [label, setLabel] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const [asking, setAsking] = useState(false);
  const chosen = gate.exits.find((exit) => exit.label === label && exit.open);
  const reasonMissing = chosen?.adverse === true && reason.trim() === "";
  return (
    <>
      <fieldset className="grid gap-2">
        <legend className="mb-2 font-medium">{may ? "Your answer" : "The ways out"}</legend>
        {gate.exits.map((exit) => (
          <Way key={exit.label} exit={exit} may={may} chosen={exit.label === label} onChoose={setLabel} />
        ))}
      </fieldset>
      {chosen?.adverse ? <Reason exit={chosen} reason={reason} onWrite={setReason} /> : null}
      {may ? (
        <Button
          look="primary"
          className="w-fit"
          disabled={!chosen || reasonMissing}
          onClick={() => setAsking(true)}
        >
          Answer{chosen ? `: “${chosen.label}”` : "…"}
        </Button>
      ) : (
        <p className="text-muted">Only {gate.who} can answer this gate.</p>
      )}
      {chosen ? (
        <Dialog
          open={asking}
          onOpenChange={setAsking}
          title={`Answer “${chosen.label}”?`}
          description={gate.question}
        >
          <ActionForm
            action={take}
            onDone={() => {
              setAsking(false);
              say("ok", `Answered: “${chosen.label}”.`);
            }}
          >
            <HiddenFields fields={{ ...fields, exit: chosen.label, reason: chosen.adverse ? reason : "" }} />
            <Consequence label="What follows">{chosen.consequence}</Consequence>
            <p className="mt-3 text-sm text-muted">
              Your answer is kept with your name, the time, and the digest of the record that you saw. It
              cannot be taken back.
            </p>
            <div className="mt-4 flex gap-2">
              <SubmitButton>Answer “{chosen.label}”</SubmitButton>
              <Button onClick={() => setAsking(false)}>Not yet</Button>
            </div>
          </ActionForm>
        </Dialog>
      ) : null}
    </>
  );
}

interface WayProps {
  readonly exit: FlowExitView;
  readonly may: boolean;
  readonly chosen: boolean;
  readonly onChoose: (label: string) => void;
}

function Way({ exit, may, chosen, onChoose }: WayProps) {
  const closed = exit.open ? "" : " Closed: a check stops.";
  return (
    <RadioRow
      name="way"
      label={exit.label}
      hint={`${exit.consequence}${closed}`}
      value={exit.label}
      checked={chosen && exit.open}
      disabled={!may || !exit.open}
      onChange={() => onChoose(exit.label)}
      className={exit.open ? undefined : "border-dashed text-muted"}
    />
  );
}

interface ReasonProps {
  readonly exit: FlowExitView;
  readonly reason: string;
  readonly onWrite: (reason: string) => void;
}

function Reason({ exit, reason, onWrite }: ReasonProps) {
  return (
    <Field
      label="Why"
      htmlFor="gate-reason"
      hint={exit.reasons.length > 0 ? `For example: ${exit.reasons.join("; ")}.` : "Needed for this answer."}
    >
      <Textarea
        id="gate-reason"
        aria-describedby="gate-reason-note"
        required
        maxLength={4000}
        value={reason}
        onChange={(event) => onWrite(event.target.value)}
      />
    </Field>
  );
}
