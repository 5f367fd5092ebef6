"use client";

import { History } from "lucide-react";
import type { RegisterRowView, RegisterView } from "@/lib/packet/views";
import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { Dialog } from "../ui/dialog";
import { type Choice, SelectField, TextareaField, TextField } from "../ui/form-field";

type Column = RegisterView["columns"][number];

export interface RegisterActions {
  readonly add: FormAction;
  readonly addMany: FormAction;
  readonly amend: FormAction;
  readonly retire: FormAction;
}

/** What a column may point at. */
export interface RegisterChoices {
  readonly people: readonly Choice[];
  readonly sources: readonly Choice[];
  readonly claims: readonly Choice[];
}

export interface RegisterProps {
  readonly register: RegisterView;
  readonly packetId: string;
  /** The packet's slug. */
  readonly slug: string;
  readonly choices: RegisterChoices;
  readonly actions: RegisterActions;
}

interface RowDialogProps extends RegisterProps {
  readonly row: RegisterRowView | null;
  readonly onClose: () => void;
}

/** Adds a row, or writes the next version of one; its history is below. */
export function RowDialog({ register, packetId, choices, actions, row, onClose }: RowDialogProps) {
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
            hint={
              register.key === "prerequisites" && column.key === "evidence"
                ? "The sources that confirm it, by number: S1, S2"
                : HINTS[column.type]
            }
            value={row?.columns[column.key] ?? ""}
            choices={choices}
          />
        ))}
        {register.rowOwner && !row ? (
          <SelectField
            name="ownerId"
            label="Row owner"
            hint="Answers for this row; may amend it whatever else they may write."
            choices={choices.people}
            none="me"
          />
        ) : null}
        <div>
          <SubmitButton>{row ? "Amend" : "Add"}</SubmitButton>
        </div>
      </ActionForm>
      {row ? <Retire row={row} packetId={packetId} retire={actions.retire} onDone={onClose} /> : null}
      {row ? <RowHistory row={row} /> : null}
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

const INPUTS = { date: "date", number: "number" } as const;
const HINTS: Partial<Record<Column["type"], string>> = {
  time: "With its offset: 2026-01-31T09:30:00Z",
  digest: "SHA-256 in hex, 64 digits",
  locator: "As the source's viewer copies it",
};

function ColumnField({
  column,
  hint,
  value,
  choices,
}: {
  readonly column: Column;
  readonly hint: string | undefined;
  readonly value: string;
  readonly choices: RegisterChoices;
}) {
  const common = {
    name: `columns.${column.key}`,
    label: column.title,
    required: column.required,
    defaultValue: value,
    hint,
  };
  switch (column.type) {
    case "long-text":
      return <TextareaField {...common} rows={3} />;
    case "enum": {
      const values = (column.values ?? []).map((one) => ({ value: one, label: one.replaceAll("-", " ") }));
      return <SelectField {...common} choices={values} none="not chosen" />;
    }
    case "boolean":
      return <SelectField {...common} choices={YES_NO} none="not said" />;
    case "person":
      return <SelectField {...common} choices={choices.people} none="nobody" />;
    case "source":
      return <SelectField {...common} choices={choices.sources} none="no source" />;
    case "claim":
      return <SelectField {...common} choices={choices.claims} none="no claim" />;
    case "date":
    case "number":
      return (
        <TextField
          {...common}
          type={INPUTS[column.type]}
          step={column.type === "number" ? "any" : undefined}
        />
      );
    default:
      return <TextField {...common} type="text" />;
  }
}

const YES_NO = [
  { value: "true", label: "Yes" },
  { value: "false", label: "No" },
];

/** Every version of a row: who wrote it, when, and what changed. */
export function RowHistory({ row }: { readonly row: RegisterRowView }) {
  return (
    <details className="mt-4 text-xs text-muted">
      <summary className="flex w-fit cursor-pointer items-center gap-1.5">
        <History aria-hidden className="size-3.5" />
        {row.history.length === 1 ? "1 version" : `${row.history.length} versions`}
      </summary>
      <ol className="mt-1 grid gap-0.5">
        {row.history.map((one) => (
          <li key={one.version}>
            v{one.version}, {one.by}, {one.at.slice(0, 16).replace("T", " ")} UTC
            {one.changed.length > 0 ? `: ${one.changed.join(", ")}` : ""}
            {one.state === "retired" ? ", retired" : ""}
          </li>
        ))}
      </ol>
    </details>
  );
}
