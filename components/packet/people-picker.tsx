"use client";

import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Avatar } from "../ui/avatar";
import { Button, IconButton } from "../ui/button";
import { Select } from "../ui/field";
import type { Choice } from "../ui/form-field";

export interface DirectoryPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

interface PeoplePickerProps {
  readonly people: readonly DirectoryPerson[];
  /** The memberships that the kind knows. */
  readonly roles: readonly Choice[];
  readonly initial?: ReadonlyArray<{ readonly accountId: string; readonly role: string }>;
}

/** Chooses members of a new packet; each becomes a hidden field `member` of the form `<account id>:<role>`. */
export function PeoplePicker({ people, roles, initial = [] }: PeoplePickerProps) {
  const [members, setMembers] = useState(initial);
  const [accountId, setAccountId] = useState("");
  const [role, setRole] = useState(
    (roles.find(({ value }) => value.startsWith("reviewer")) ?? roles[0])?.value ?? "reviewer",
  );
  const add = () => {
    if (!accountId || members.some((one) => one.accountId === accountId && one.role === role)) return;
    setMembers([...members, { accountId, role }]);
    setAccountId("");
  };
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-sm font-medium">Members</legend>
      <ul className="hairline-rows">
        {members.map((member) => {
          const person = people.find((one) => one.id === member.accountId);
          return (
            <li key={member.accountId + member.role} className="flex items-center gap-3 py-1.5 text-sm">
              <input type="hidden" name="member" value={`${member.accountId}:${member.role}`} />
              <Avatar id={member.accountId} name={person?.name ?? "?"} />
              <span className="min-w-0 flex-1 truncate">{person?.name}</span>
              <span className="text-muted">
                {roles.find(({ value }) => value === member.role)?.label.split(":")[0] ?? member.role}
              </span>
              <IconButton
                label={`Take ${person?.name ?? "this person"} off the list`}
                onClick={() => setMembers(members.filter((one) => one !== member))}
              >
                <X />
              </IconButton>
            </li>
          );
        })}
      </ul>
      <div className="grid gap-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]">
        <Select aria-label="Person" value={accountId} onChange={(event) => setAccountId(event.target.value)}>
          <option value="">Choose a person</option>
          {people.map((person) => (
            <option key={person.id} value={person.id}>
              {person.name} · {person.email}
            </option>
          ))}
        </Select>
        <Select aria-label="Role" value={role} onChange={(event) => setRole(event.target.value)}>
          {roles.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </Select>
        <Button onClick={add} disabled={!accountId}>
          <Plus aria-hidden /> Add
        </Button>
      </div>
    </fieldset>
  );
}
