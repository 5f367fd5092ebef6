"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { KindSummary } from "../kinds/kind-summary";
import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { type Choice, SelectField, TextField } from "../ui/form-field";
import { type DirectoryPerson, PeoplePicker } from "./people-picker";

export interface LaneChoice {
  readonly id: string;
  readonly title: string;
  readonly maxWindowHours: number;
  readonly recipients: number;
}

interface NewPacketFormProps {
  readonly kind: KindSummary;
  readonly people: readonly DirectoryPerson[];
  readonly roles: readonly Choice[];
  /** The owners' titles; `release` null where the kind has no such role. */
  readonly owners: { readonly artifact: string; readonly release: string | null };
  readonly lanes: readonly LaneChoice[];
  readonly viewerId: string;
  readonly create: FormAction<{ readonly slug: string }>;
}

function named(seat: string, title: string): string {
  return title.toLowerCase() === seat.toLowerCase() ? seat : `${seat}: ${title}`;
}

/** Title, owners, members and lane of a new packet. All but the title can be changed later. */
export function NewPacketForm({ kind, people, roles, owners, lanes, viewerId, create }: NewPacketFormProps) {
  const router = useRouter();
  const [laneId, setLaneId] = useState("");
  const choices = people.map((person) => ({ value: person.id, label: `${person.name} · ${person.email}` }));
  const lane = lanes.find((one) => one.id === laneId);
  const most = Math.min(lane?.maxWindowHours ?? 8784, kind.maxWindowHours ?? 8784);
  return (
    <ActionForm
      action={create}
      onDone={(value) => (value ? router.push(`/packets/${value.slug}`) : undefined)}
      className="grid gap-6"
    >
      <input type="hidden" name="kindKey" value={kind.key} />
      <TextField
        name="title"
        label="Title"
        hint="What stands at the top of every revision."
        maxLength={200}
        required
        autoFocus
        autoComplete="off"
      />
      <div className="grid gap-6 sm:grid-cols-2">
        <SelectField
          name="artifactOwnerId"
          label={named("Artifact owner", owners.artifact)}
          hint="Accountable for the content."
          choices={choices}
          defaultValue={viewerId}
        />
        {owners.release === null ? null : (
          <SelectField
            name="releaseOwnerId"
            label={named("Release owner", owners.release)}
            hint={
              kind.releases
                ? "Alone approves one exact revision. Whoever writes cannot."
                : "Decides where this kind's gates name them."
            }
            choices={choices}
            none="Choose a person"
            required={kind.releases}
          />
        )}
      </div>
      <PeoplePicker people={people} roles={roles} />
      {kind.releases ? (
        <div className="grid gap-6 sm:grid-cols-2">
          <SelectField
            name="laneId"
            label="Lane"
            hint={
              lane
                ? `${lane.recipients} recipients, at most ${lane.maxWindowHours} hours.`
                : "Who may read a release."
            }
            choices={lanes.map((one) => ({ value: one.id, label: one.title }))}
            none="Later"
            value={laneId}
            onChange={(event) => setLaneId(event.target.value)}
          />
          <TextField
            name="windowHours"
            label="Window, in hours"
            hint={`How long a release stays open; at most ${most}.`}
            type="number"
            min={1}
            max={most}
            defaultValue={Math.min(72, most)}
            key={most}
          />
        </div>
      ) : null}
      <div>
        <SubmitButton>Make the packet</SubmitButton>
      </div>
    </ActionForm>
  );
}
