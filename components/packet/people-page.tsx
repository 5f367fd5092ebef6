"use client";

import { useState } from "react";
import type { PeoplePageView, SeatView } from "@/lib/packet/people-views";
import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { Avatar } from "../ui/avatar";
import { SelectField, TextField } from "../ui/form-field";
import { MeaningText } from "../ui/meaning";
import { RelativeTime } from "../ui/relative-time";

/** The page's view without the packet's bar, which the page draws itself. */
type PeopleView = Omit<PeoplePageView, "header">;

export interface PeopleActions {
  readonly addMember: FormAction;
  readonly endMember: FormAction;
  readonly changeOwner: FormAction;
  readonly setLane: FormAction;
  readonly grantDelegation: FormAction;
  readonly revokeDelegation: FormAction;
}

interface PartProps {
  readonly view: PeopleView;
  readonly actions: PeopleActions;
}

/** The seats of a packet; whoever contributed is marked, because they cannot approve. */
export function Seats({ view, actions }: PartProps) {
  return (
    <ul className="hairline-rows">
      <Seat seat={view.artifactOwner} title="Artifact owner" approved={view.releases} />
      {view.releaseOwner ? (
        <Seat seat={view.releaseOwner} title="Release owner" approved={view.releases} />
      ) : null}
      {view.members.map((seat) => (
        <Seat key={seat.accountId + seat.role} seat={seat} title={seat.roleTitle} approved={view.releases}>
          {view.mayManage ? (
            <ActionForm action={actions.endMember}>
              <input type="hidden" name="packetId" value={view.packetId} />
              <input type="hidden" name="accountId" value={seat.accountId} />
              <input type="hidden" name="role" value={seat.role} />
              <SubmitButton look="plain" size="sm" aria-label={`End ${seat.name} as ${seat.role}`}>
                End
              </SubmitButton>
            </ActionForm>
          ) : null}
        </Seat>
      ))}
    </ul>
  );
}

interface SeatProps {
  readonly seat: SeatView;
  readonly title: string;
  /** True where somebody approves what these people make. */
  readonly approved: boolean;
  readonly children?: React.ReactNode;
}

function Seat({ seat, title, approved, children }: SeatProps) {
  return (
    <li className="flex items-center gap-3 py-2.5 text-sm">
      <Avatar id={seat.accountId} name={seat.name} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{seat.name}</p>
        <p className="truncate text-xs text-muted">{seat.email}</p>
      </div>
      {seat.contributes && approved ? (
        <MeaningText meaning="waiting" className="hidden text-xs sm:inline-flex">
          contributed, so cannot approve
        </MeaningText>
      ) : null}
      <span className="w-32 text-right sm:w-60 first-letter:uppercase">{title}</span>
      {children}
    </li>
  );
}

/** Adds a member, or names another owner. */
export function SeatForms({ view, actions }: PartProps) {
  const people = view.directory.map((person) => ({
    value: person.id,
    label: `${person.name} · ${person.email}`,
  }));
  if (!view.mayManage) return null;
  return (
    <div className="mt-5 grid gap-6 lg:grid-cols-2">
      <ActionForm action={actions.addMember} clearOnDone className="grid content-start gap-3">
        <input type="hidden" name="packetId" value={view.packetId} />
        <SelectField name="accountId" label="Add a member" choices={people} none="Choose a person" required />
        <SelectField name="role" label="As" choices={view.roleChoices} />
        <div>
          <SubmitButton look="quiet">Add</SubmitButton>
        </div>
      </ActionForm>
      <ActionForm action={actions.changeOwner} className="grid content-start gap-3">
        <input type="hidden" name="packetId" value={view.packetId} />
        <SelectField
          name="role"
          label="Name another owner"
          choices={[
            { value: "artifact-owner", label: "Artifact owner" },
            { value: "release-owner", label: "Release owner" },
          ]}
        />
        <SelectField name="accountId" label="Person" choices={people} none="Choose a person" required />
        <div>
          <SubmitButton look="quiet">Name them</SubmitButton>
        </div>
      </ActionForm>
    </div>
  );
}

/** The lane and the window of the next release. */
export function LaneForm({ view, actions }: PartProps) {
  return (
    <div className="py-4">
      {view.lane ? (
        <p className="text-sm">
          <strong className="font-semibold">{view.lane.title}</strong>:{" "}
          {view.lane.recipients.join(", ") || "no recipient yet"}. A release stays open for {view.windowHours}{" "}
          hours.
        </p>
      ) : (
        <p className="text-sm text-muted">No lane yet. Without one nothing can be released.</p>
      )}
      {view.maySetLane ? (
        <ActionForm
          action={actions.setLane}
          className="mt-4 grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_10rem_auto]"
        >
          <input type="hidden" name="packetId" value={view.packetId} />
          <SelectField
            name="laneId"
            label="Lane"
            choices={view.lanes.map((lane) => ({
              value: lane.id,
              label: `${lane.title} (at most ${lane.maxWindowHours} h)`,
            }))}
            none="No lane"
            defaultValue={view.lane?.id ?? ""}
          />
          <TextField
            name="windowHours"
            label="Window, in hours"
            type="number"
            min={1}
            defaultValue={view.windowHours}
            required
          />
          <SubmitButton look="quiet">Set</SubmitButton>
        </ActionForm>
      ) : null}
    </div>
  );
}

/** Recorded, bounded stand-ins: who may act for whom, at what, until when. */
export function Delegations({ view, actions }: PartProps) {
  const { acts, people } = lending(view);
  return (
    <div className="py-3">
      <ul className="hairline-rows text-sm">
        {view.delegations.map((one) => (
          <li key={one.id} className="flex items-center gap-3 py-2">
            <span className="flex-1">
              {one.toName} on behalf of {one.fromName}: may {one.act}, until{" "}
              <RelativeTime at={one.notAfter} />
            </span>
            {one.mayRevoke ? (
              <ActionForm action={actions.revokeDelegation}>
                <input type="hidden" name="packetId" value={view.packetId} />
                <input type="hidden" name="delegationId" value={one.id} />
                <SubmitButton look="plain" size="sm">
                  Revoke
                </SubmitButton>
              </ActionForm>
            ) : null}
          </li>
        ))}
        {view.delegations.length === 0 ? (
          <li className="py-2 text-muted">Nobody stands in for anybody.</li>
        ) : null}
      </ul>
      {view.mayDelegate && acts.length > 0 ? (
        <ActionForm
          action={actions.grantDelegation}
          clearOnDone
          className="mt-3 grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_8rem_13rem_auto]"
        >
          <input type="hidden" name="packetId" value={view.packetId} />
          <input type="hidden" name="fromId" value={view.viewerId} />
          <SelectField
            name="toId"
            label="Let somebody act for you"
            choices={people}
            none="Choose a person"
            required
          />
          <SelectField name="act" label="At" choices={acts.map((act) => ({ value: act, label: act }))} />
          <UntilField />
          <SubmitButton look="quiet">Lend</SubmitButton>
        </ActionForm>
      ) : null}
    </div>
  );
}

/** What the viewer holds and can lend, and to whom: everybody else who takes part. */
function lending({ viewerId, releaseOwner, artifactOwner, members }: PartProps["view"]) {
  const signs = members.some((seat) => seat.accountId === viewerId && seat.role === "required-signer");
  const acts = [...(releaseOwner?.accountId === viewerId ? ["approve"] : []), ...(signs ? ["sign"] : [])];
  const seats = [artifactOwner, ...(releaseOwner ? [releaseOwner] : []), ...members];
  const names = new Map(seats.map((seat) => [seat.accountId, seat.name]));
  names.delete(viewerId);
  return { acts, people: [...names].map(([value, label]) => ({ value, label })) };
}

/** A moment picked in the reader's own zone, sent as RFC 3339. */
function UntilField() {
  const [at, setAt] = useState("");
  return (
    <>
      <TextField
        name="until"
        label="Until"
        type="datetime-local"
        required
        onChange={(event) => {
          const moment = new Date(event.target.value);
          setAt(Number.isNaN(moment.getTime()) ? "" : moment.toISOString());
        }}
      />
      <input type="hidden" name="notAfter" value={at} />
    </>
  );
}
