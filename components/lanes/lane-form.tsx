"use client";

import { useRouter } from "next/navigation";
import type { LaneRules } from "@/lib/lanes/rules";
import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { Checkbox } from "../ui/field";
import { SelectField, TextareaField, TextField } from "../ui/form-field";

/** A lane's present rules, as its form begins with them. */
export interface LaneToChange extends LaneRules {
  readonly id: string;
  readonly version: number;
}

interface LaneFormProps {
  /** Null makes a new lane. */
  readonly lane: LaneToChange | null;
  readonly people: readonly { readonly id: string; readonly name: string; readonly email: string }[];
  readonly save: FormAction<{ readonly key: string }>;
}

/** A lane's governance rules. Saving writes a new version; a pending manifest bound to the old one goes on hold. */
export function LaneForm({ lane, people, save }: LaneFormProps) {
  const router = useRouter();
  return (
    <ActionForm
      action={save}
      onDone={(value) => (value ? router.push(`/lanes/${value.key}`) : router.refresh())}
      className="grid gap-6"
    >
      {lane ? <input type="hidden" name="laneId" value={lane.id} /> : null}
      {lane ? <input type="hidden" name="version" value={lane.version} /> : null}
      <div className="grid gap-6 sm:grid-cols-2">
        <TextField name="title" label="Title" defaultValue={lane?.title} required maxLength={200} />
        {lane ? null : (
          <TextField
            name="key"
            label="Key"
            hint="Lower-case words joined by hyphens; it stands in addresses and never changes."
            pattern="[a-z][a-z0-9]*(-[a-z0-9]+)*"
            required
          />
        )}
      </div>
      <TextareaField
        name="purpose"
        label="Purpose"
        hint="Who reads here, and what for."
        defaultValue={lane?.purpose}
        required
      />
      <div className="grid gap-6 sm:grid-cols-3">
        {lane ? null : (
          <SelectField
            name="ownerId"
            label="Owner"
            hint="Alone may widen it."
            choices={people.map((person) => ({ value: person.id, label: person.name }))}
          />
        )}
        <TextField
          name="maxWindowHours"
          label="Longest window, in hours"
          type="number"
          min={1}
          max={8784}
          defaultValue={lane?.maxWindowHours ?? 168}
          required
        />
        <SelectField
          name="exportPolicy"
          label="Export"
          defaultValue={lane?.exportPolicy ?? "none"}
          choices={[
            { value: "none", label: "Read here only" },
            { value: "bundle", label: "May export the bundle" },
          ]}
        />
      </div>
      <Methods lane={lane} />
      <Recipients lane={lane} people={people} />
      <div>
        <SubmitButton>{lane ? `Write rules v${lane.version + 1}` : "Make the lane"}</SubmitButton>
      </div>
    </ActionForm>
  );
}

function Methods({ lane }: Pick<LaneFormProps, "lane">) {
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 text-sm font-medium">What may sign an approval</legend>
      <Checkbox
        name="methods"
        value="passkey"
        defaultChecked={lane?.methods.includes("passkey") ?? true}
        label="Passkey"
      />
      <Checkbox
        name="methods"
        value="password"
        defaultChecked={lane?.methods.includes("password") ?? false}
        label="Password re-entry"
        hint="Weaker: the approval and its bundle say that no passkey signed."
      />
    </fieldset>
  );
}

function Recipients({ lane, people }: Pick<LaneFormProps, "lane" | "people">) {
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">Recipients</legend>
      <ul className="grid max-h-72 gap-1.5 overflow-y-auto rounded-md border border-line p-3 sm:grid-cols-2">
        {people.map((person) => (
          <li key={person.id}>
            <Checkbox
              name="recipientIds"
              value={person.id}
              defaultChecked={lane?.recipientIds.includes(person.id) ?? false}
              label={person.name}
              hint={person.email}
            />
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
