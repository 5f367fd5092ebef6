"use client";

import { History, Pencil, Plus } from "lucide-react";
import { useState } from "react";
import type { RegisterRowView, RegisterView } from "@/lib/packet/views";
import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { Button, IconButton } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { EmptyState } from "../ui/empty-state";
import { type Choice, SelectField, TextareaField, TextField } from "../ui/form-field";
import { Table } from "../ui/table";

type Column = RegisterView["columns"][number];

export interface RegisterActions {
  readonly add: FormAction;
  readonly amend: FormAction;
  readonly retire: FormAction;
}

interface RegisterTableProps {
  readonly register: RegisterView;
  readonly packetId: string;
  readonly people: readonly Choice[];
  readonly actions: RegisterActions;
}

/** A register: a typed table whose rows are added and amended, never deleted. */
export function RegisterTable({ register, packetId, people, actions }: RegisterTableProps) {
  const [editing, setEditing] = useState<RegisterRowView | "new" | null>(null);
  const columns = [
    ...register.columns.map((column) => ({
      key: column.key,
      title: column.title,
      cell: (row: RegisterRowView) => (
        <span className={row.state === "retired" ? "text-muted line-through" : "whitespace-pre-wrap"}>
          {row.columns[column.key] || <span className="text-muted">–</span>}
        </span>
      ),
    })),
    {
      key: "acts",
      title: <span className="sr-only">Acts</span>,
      className: "w-px whitespace-nowrap text-right",
      cell: (row: RegisterRowView) => (
        <>
          {row.state === "retired" ? <span className="text-xs text-muted">retired</span> : null}
          {row.fromKind ? <span className="mr-1 text-xs text-muted">from the kind</span> : null}
          {row.mayEdit ? (
            <IconButton label={`Amend ${row.key}`} onClick={() => setEditing(row)}>
              <Pencil />
            </IconButton>
          ) : null}
        </>
      ),
    },
  ];
  return (
    <>
      <Table
        caption={register.title}
        columns={columns}
        rows={register.rows}
        rowKey={(row) => row.id}
        empty={
          <EmptyState title="No row yet">
            Rows are added and amended; nothing is deleted, and each row keeps its history.
          </EmptyState>
        }
      />
      {register.mayAdd ? (
        <Button className="mt-4" onClick={() => setEditing("new")}>
          <Plus aria-hidden /> Add a row
        </Button>
      ) : null}
      {editing ? (
        <RowDialog
          register={register}
          packetId={packetId}
          people={people}
          actions={actions}
          row={editing === "new" ? null : editing}
          onClose={() => setEditing(null)}
        />
      ) : null}
    </>
  );
}

interface RowDialogProps extends RegisterTableProps {
  readonly row: RegisterRowView | null;
  readonly onClose: () => void;
}

function RowDialog({ register, packetId, people, actions, row, onClose }: RowDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={row ? `Amend ${row.key}` : `Add to ${register.title.toLowerCase()}`}
      description="What stood before is kept. Where a manifest is pending, a change here puts it on hold."
    >
      <ActionForm action={row ? actions.amend : actions.add} onDone={onClose} className="grid gap-4">
        <input type="hidden" name="packetId" value={packetId} />
        <input type="hidden" name="register" value={register.key} />
        {row ? <input type="hidden" name="rowId" value={row.id} /> : null}
        {row ? <input type="hidden" name="version" value={row.version} /> : null}
        {register.columns.map((column) => (
          <ColumnField
            key={column.key}
            column={column}
            value={row?.columns[column.key] ?? ""}
            people={people}
          />
        ))}
        <div>
          <SubmitButton>{row ? "Amend" : "Add"}</SubmitButton>
        </div>
      </ActionForm>
      {row ? <Retire row={row} packetId={packetId} retire={actions.retire} onDone={onClose} /> : null}
      {row && row.history.length > 1 ? <RowHistory row={row} /> : null}
    </Dialog>
  );
}

interface RetireProps {
  readonly row: RegisterRowView;
  readonly packetId: string;
  readonly retire: FormAction;
  readonly onDone: () => void;
}

function Retire({ row, packetId, retire, onDone }: RetireProps) {
  const retired = row.state === "retired";
  return (
    <ActionForm action={retire} onDone={onDone} className="mt-5 border-t border-line pt-4">
      <input type="hidden" name="packetId" value={packetId} />
      <input type="hidden" name="rowId" value={row.id} />
      <input type="hidden" name="version" value={row.version} />
      <input type="hidden" name="retired" value={retired ? "false" : "true"} />
      <SubmitButton look="plain" size="sm">
        {retired ? "Bring the row back" : "Retire the row: it stays visible and no longer counts"}
      </SubmitButton>
    </ActionForm>
  );
}

function ColumnField({
  column,
  value,
  people,
}: {
  column: Column;
  value: string;
  people: readonly Choice[];
}) {
  const common = {
    name: `columns.${column.key}`,
    label: column.title,
    required: column.required,
    defaultValue: value,
  };
  if (column.type === "long-text") return <TextareaField {...common} rows={3} />;
  if (column.type === "enum") {
    const choices = (column.values ?? []).map((one) => ({ value: one, label: one.replaceAll("-", " ") }));
    return <SelectField {...common} choices={choices} none="not chosen" />;
  }
  if (column.type === "boolean") {
    return (
      <SelectField
        {...common}
        choices={[
          { value: "true", label: "Yes" },
          { value: "false", label: "No" },
        ]}
        none="not said"
      />
    );
  }
  if (column.type === "person") return <SelectField {...common} choices={people} none="nobody" />;
  return (
    <TextField
      {...common}
      type={column.type === "date" ? "date" : column.type === "number" ? "number" : "text"}
    />
  );
}

function RowHistory({ row }: { readonly row: RegisterRowView }) {
  return (
    <details className="text-xs text-muted">
      <summary className="flex w-fit items-center gap-1.5">
        <History aria-hidden className="size-3.5" /> {row.history.length} versions
      </summary>
      <ol className="mt-1 grid gap-0.5">
        {row.history.map((one) => (
          <li key={one.version}>
            v{one.version}, {one.by}, {one.at.slice(0, 16).replace("T", " ")} UTC, {one.state}
          </li>
        ))}
      </ol>
    </details>
  );
}
