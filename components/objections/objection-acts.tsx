"use client";

import { useState } from "react";
import type { ObjectionActWord, ObjectionView, PersonView } from "@/lib/packet/views";
import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { Button } from "../ui/button";
import { SelectField, TextareaField, TextField } from "../ui/form-field";

export type ObjectionActions = Readonly<Record<ObjectionActWord, FormAction>>;

const WORDS: Readonly<Record<ObjectionActWord, { button: string; label: string; says: string }>> = {
  answer: { button: "Answer", label: "Your answer", says: "The reviewer then maintains or resolves it." },
  maintain: { button: "Maintain", label: "Why the answer is not enough", says: "It stays open and visible." },
  resolve: {
    button: "Resolve",
    label: "What settled it (optional)",
    says: "It is closed and stays in the record.",
  },
  withdraw: {
    button: "Withdraw",
    label: "Why (optional)",
    says: "It is taken back and stays in the record.",
  },
  "accept-residual": {
    button: "Accept as residual",
    label: "Rationale",
    says: "It stays visible in every revision, with an owner and an end.",
  },
};

interface ObjectionActsProps {
  readonly objection: ObjectionView;
  readonly packetId: string;
  readonly actions: ObjectionActions;
  /** Who may own a residual. */
  readonly people: readonly PersonView[];
  readonly open: ObjectionActWord | null;
  readonly onOpen: (act: ObjectionActWord | null) => void;
}

/** The acts that this reader may do on this objection now; one form open at a time. */
export function ObjectionActs({ objection, packetId, actions, people, open, onOpen }: ObjectionActsProps) {
  if (objection.acts.length === 0) return null;
  if (open === null || !objection.acts.includes(open)) {
    return (
      <div className="mt-2 flex flex-wrap gap-2">
        {objection.acts.map((act) => (
          <Button key={act} size="sm" onClick={() => onOpen(act)}>
            {WORDS[act].button}
          </Button>
        ))}
      </div>
    );
  }
  const required = open === "answer" || open === "maintain" || open === "accept-residual";
  return (
    <ActionForm action={actions[open]} onDone={() => onOpen(null)} className="mt-2 grid gap-3">
      <input type="hidden" name="packetId" value={packetId} />
      <input type="hidden" name="objectionId" value={objection.id} />
      <TextareaField
        name={open === "accept-residual" ? "rationale" : "text"}
        label={WORDS[open].label}
        hint={WORDS[open].says}
        required={required}
        autoFocus
      />
      {open === "accept-residual" ? <ResidualFields people={people} /> : null}
      <div className="flex gap-2">
        <SubmitButton size="sm">{WORDS[open].button}</SubmitButton>
        <Button size="sm" look="plain" onClick={() => onOpen(null)}>
          Not now
        </Button>
      </div>
    </ActionForm>
  );
}

function ResidualFields({ people }: { readonly people: readonly PersonView[] }) {
  const [earliest] = useState(() => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10));
  return (
    <>
      <TextareaField name="compensatingControl" label="Compensating control" rows={2} required />
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField
          name="ownerId"
          label="Owner of the residual"
          choices={people.map((person) => ({ value: person.id, label: person.name }))}
        />
        <TextField name="expiresOn" label="Expires on" type="date" min={earliest} required />
      </div>
    </>
  );
}
