"use client";

import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { Avatar } from "../ui/avatar";
import { MeaningBadge } from "../ui/meaning";
import { RelativeTime } from "../ui/relative-time";
import { type Column, Table } from "../ui/table";

/** An account as an admin sees it. */
export interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly active: boolean;
  readonly auditor: boolean;
  readonly admin: boolean;
  readonly self: boolean;
  readonly since: string;
}

interface AccountTableProps {
  readonly accounts: readonly AccountRow[];
  readonly setStatus: FormAction;
  readonly changeRole: FormAction;
}

/** Accounts with their state and workspace roles; each change is one button that says what it does. */
export function AccountTable({ accounts, setStatus, changeRole }: AccountTableProps) {
  const columns: readonly Column<AccountRow>[] = [
    { key: "who", title: "Who", cell: (row) => <Who row={row} /> },
    {
      key: "state",
      title: "State",
      cell: (row) =>
        row.active ? (
          <MeaningBadge meaning="ok">Active</MeaningBadge>
        ) : (
          <MeaningBadge meaning="held">Suspended</MeaningBadge>
        ),
    },
    {
      key: "auditor",
      title: "Auditor",
      cell: (row) => <Role row={row} of="auditor" change={changeRole} />,
    },
    { key: "admin", title: "Admin", cell: (row) => <Role row={row} of="admin" change={changeRole} /> },
    { key: "since", title: "Since", cell: (row) => <RelativeTime at={row.since} /> },
    {
      key: "act",
      title: <span className="sr-only">Change</span>,
      cell: (row) => (
        <ActionForm action={setStatus}>
          <input type="hidden" name="accountId" value={row.id} />
          <input type="hidden" name="status" value={row.active ? "suspended" : "active"} />
          <SubmitButton look={row.active ? "danger" : "quiet"} size="sm" disabled={row.self}>
            {row.active ? "Suspend" : "Let in again"}
          </SubmitButton>
        </ActionForm>
      ),
    },
  ];
  return <Table caption="Accounts" columns={columns} rows={accounts} rowKey={(row) => row.id} />;
}

function Who({ row }: { readonly row: AccountRow }) {
  return (
    <span className="flex items-center gap-3">
      <Avatar id={row.id} name={row.name} />
      <span className="min-w-0">
        <span className="block font-medium">
          {row.name}
          {row.self ? <span className="font-normal text-muted"> (you)</span> : null}
        </span>
        <span className="block text-xs text-muted">{row.email}</span>
      </span>
    </span>
  );
}

interface RoleProps {
  readonly row: AccountRow;
  readonly of: "auditor" | "admin";
  readonly change: FormAction;
}

function Role({ row, of: role, change }: RoleProps) {
  const held = row[role];
  return (
    <ActionForm action={change}>
      <input type="hidden" name="accountId" value={row.id} />
      <input type="hidden" name="role" value={role} />
      <input type="hidden" name="held" value={held ? "no" : "yes"} />
      <span className="flex items-center gap-2">
        <span>{held ? "yes" : "no"}</span>
        <SubmitButton
          look="plain"
          size="sm"
          aria-label={`${held ? "Take" : "Give"} ${row.name} the role ${role}`}
        >
          {held ? "Take" : "Give"}
        </SubmitButton>
      </span>
    </ActionForm>
  );
}
