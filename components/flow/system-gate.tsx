"use client";

import type { FlowGateView } from "@/lib/flow/views";
import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { useToast } from "../ui/toast";
import { Consequence } from "./act-panel";
import { HiddenFields } from "./hidden-fields";

interface SystemGateProps {
  readonly gate: FlowGateView;
  readonly fields: Readonly<Record<string, string>>;
  readonly may: boolean;
  readonly take: FormAction;
}

/** A gate that its checks answer: the exit that they give now, what follows, and then the button. */
export function SystemGate({ gate, fields, may, take }: SystemGateProps) {
  const say = useToast();
  const taken = gate.exits.find((exit) => exit.label === gate.taken);
  const others = gate.exits.filter((exit) => exit !== taken);
  return (
    <>
      {taken ? (
        <Consequence label={`As it stands, the answer is “${taken.label}”.`}>{taken.consequence}</Consequence>
      ) : (
        <p>No way out fits what the checks say. Mend what stops, then take the gate.</p>
      )}
      {taken && may ? (
        <ActionForm action={take} onDone={() => say("ok", `The gate was taken: “${taken.label}”.`)}>
          <HiddenFields fields={{ ...fields, exit: taken.label }} />
          <SubmitButton look={taken.adverse ? "quiet" : "primary"}>
            Take the gate: “{taken.label}”
          </SubmitButton>
        </ActionForm>
      ) : null}
      {taken?.adverse && may ? <p className="text-muted">Or mend what stops first: the gate waits.</p> : null}
      {may ? null : <p className="text-muted">It is taken by those who write, review or release.</p>}
      {others.length > 0 ? (
        <details>
          <summary className="w-fit text-muted hover:text-ink">
            {others.length === 1 ? "The other way out" : `The ${others.length} other ways out`}
          </summary>
          <ul className="mt-2 grid gap-2.5">
            {others.map((exit) => (
              <li key={exit.label}>
                <span className="font-medium">{exit.label}</span>
                <span className="block text-muted">{exit.consequence}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}
