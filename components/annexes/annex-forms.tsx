"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { type Choice, SelectField, TextareaField, TextField } from "../ui/form-field";

export interface AnnexSlotChoice {
  readonly key: string;
  readonly title: string;
  readonly holds: string;
  readonly because: string;
  readonly liftedBy: string;
}

interface MakeAnnexProps {
  readonly packetId: string;
  readonly slug: string;
  readonly slots: readonly AnnexSlotChoice[];
  readonly people: readonly Choice[];
  readonly make: FormAction<{ readonly number: number }>;
}

/** Makes a restricted annex; says what everybody will see of it and what nobody uncleared ever will. */
export function MakeAnnex({ packetId, slug, slots, people, make }: MakeAnnexProps) {
  const router = useRouter();
  const [slotKey, setSlotKey] = useState(slots[0]?.key ?? "");
  const slot = slots.find((one) => one.key === slotKey);
  if (!slot) return null;
  return (
    <Dialog
      trigger={<Button>Make an annex</Button>}
      title="Make a restricted annex"
      description="It gets a document, a key and a clearance list of its own. Members and lane see its placeholder: that it exists, what kind of thing it holds, why, and who may lift it."
    >
      <ActionForm
        action={make}
        onDone={(value) => (value ? router.push(`/packets/${slug}/annexes/A${value.number}`) : undefined)}
        className="grid gap-4"
      >
        <input type="hidden" name="packetId" value={packetId} />
        <SelectField
          name="slotKey"
          label="What sort"
          choices={slots.map((one) => ({ value: one.key, label: one.title }))}
          value={slotKey}
          onChange={(event) => setSlotKey(event.target.value)}
        />
        <TextField name="title" label="Title" hint="Only the cleared see it." required autoFocus />
        <TextField
          key={`h${slotKey}`}
          name="holds"
          label="What kind of thing is held"
          hint="Everybody sees this."
          defaultValue={slot.holds}
          required
        />
        <TextareaField
          key={`b${slotKey}`}
          name="because"
          label="Why it is held"
          hint="Everybody sees this."
          rows={2}
          defaultValue={slot.because}
          required
        />
        <SelectField name="ownerId" label="Annex owner" hint="Alone grants clearance." choices={people} />
        <div>
          <SubmitButton>Make the annex</SubmitButton>
        </div>
      </ActionForm>
    </Dialog>
  );
}

export interface ClearedPerson {
  readonly id: string;
  readonly name: string;
  readonly since: string;
}

interface ClearancesProps {
  readonly packetId: string;
  readonly annexId: string;
  readonly cleared: readonly ClearedPerson[];
  /** Members who could be cleared. */
  readonly people: readonly Choice[];
  readonly mayGrant: boolean;
  readonly grant: FormAction;
  readonly end: FormAction;
}

/** Who is cleared for an annex. Ending a clearance closes their connection at once. */
export function Clearances({ packetId, annexId, cleared, people, mayGrant, grant, end }: ClearancesProps) {
  return (
    <div>
      <ul className="hairline-rows text-sm">
        {cleared.map((person) => (
          <li key={person.id} className="flex items-center gap-3 py-2">
            <span className="flex-1">{person.name}</span>
            {mayGrant ? (
              <ActionForm action={end}>
                <input type="hidden" name="packetId" value={packetId} />
                <input type="hidden" name="annexId" value={annexId} />
                <input type="hidden" name="accountId" value={person.id} />
                <SubmitButton look="plain" size="sm" aria-label={`End the clearance of ${person.name}`}>
                  End
                </SubmitButton>
              </ActionForm>
            ) : null}
          </li>
        ))}
        {cleared.length === 0 ? <li className="py-2 text-muted">Nobody is cleared.</li> : null}
      </ul>
      {mayGrant ? (
        <ActionForm action={grant} clearOnDone className="mt-2 grid gap-2">
          <input type="hidden" name="packetId" value={packetId} />
          <input type="hidden" name="annexId" value={annexId} />
          <SelectField
            name="accountId"
            label="Clear somebody"
            choices={people}
            none="Choose a member"
            required
          />
          <div>
            <SubmitButton look="quiet" size="sm">
              Clear
            </SubmitButton>
          </div>
        </ActionForm>
      ) : null}
    </div>
  );
}
