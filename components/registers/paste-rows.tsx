"use client";

import { ClipboardPaste } from "lucide-react";
import { useState } from "react";
import { readPaste } from "@/lib/packet/register-grid";
import { ActionForm, SubmitButton } from "../ui/action-form";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field, Textarea } from "../ui/field";
import { Notice } from "../ui/meaning";
import { Table } from "../ui/table";
import type { RegisterProps } from "./row-dialog";

interface PasteRowsProps extends Pick<RegisterProps, "register" | "packetId" | "actions" | "choices"> {
  readonly text: string | null;
  readonly onOpen: (text: string) => void;
  readonly onClose: () => void;
}

/** Rows out of a spreadsheet: seen before they are added, added together or not at all. */
export function PasteRows(props: PasteRowsProps) {
  return (
    <>
      <Button look="plain" onClick={() => props.onOpen("")}>
        <ClipboardPaste aria-hidden /> Paste rows
      </Button>
      {props.text === null ? null : <PasteDialog {...props} first={props.text} />}
    </>
  );
}

function PasteDialog({
  register,
  packetId,
  actions,
  choices,
  first,
  onClose,
}: PasteRowsProps & { readonly first: string }) {
  const [text, setText] = useState(first);
  const pasted = readPaste(text, register.columns);
  const rows = pasted.rows.map((row) => withIds(row, register.columns, choices));
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Paste into ${register.title.toLowerCase()}`}
      description="Copy cells from a spreadsheet. A first line that names the columns is understood; otherwise cells go to the columns in their order."
      className="sm:max-w-3xl"
    >
      <Field
        label="Cells"
        htmlFor="paste-cells"
        hint={`Columns: ${register.columns.map((one) => one.title).join(", ")}`}
      >
        <Textarea
          id="paste-cells"
          rows={4}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="font-mono text-xs"
        />
      </Field>
      <div aria-live="polite" className="mt-3 grid gap-3 text-sm">
        {pasted.dropped.length > 0 ? (
          <Notice meaning="waiting">{`Left out, because this register has no such column: ${pasted.dropped.join(", ")}.`}</Notice>
        ) : null}
        {pasted.rows.length > 0 ? <Preview rows={pasted.rows} register={register} /> : null}
      </div>
      <ActionForm action={actions.addMany} onDone={onClose} className="mt-4">
        <input type="hidden" name="packetId" value={packetId} />
        <input type="hidden" name="register" value={register.key} />
        <input type="hidden" name="rows" value={JSON.stringify(rows)} />
        <SubmitButton disabled={rows.length === 0}>
          {rows.length === 1 ? "Add 1 row" : `Add ${rows.length} rows`}
        </SubmitButton>
      </ActionForm>
    </Dialog>
  );
}

function Preview({
  rows,
  register,
}: {
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly register: RegisterProps["register"];
}) {
  const shown = rows.slice(0, 5).map((row, i) => ({ ...row, at: String(i) }));
  return (
    <div>
      <Table
        caption="What will be added"
        rows={shown}
        rowKey={(row) => row.at}
        columns={register.columns.map((column) => ({
          key: column.key,
          title: column.title,
          cell: (row: Readonly<Record<string, string>>) => row[column.key] ?? "–",
        }))}
      />
      {rows.length > 5 ? <p className="mt-1 text-xs text-muted">and {rows.length - 5} more</p> : null}
    </div>
  );
}

/** A cell that names a source, claim or person (*S2*, a name) becomes the id that the register keeps. */
function withIds(
  row: Readonly<Record<string, string>>,
  columns: RegisterProps["register"]["columns"],
  choices: RegisterProps["choices"],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => {
      const type = columns.find((column) => column.key === key)?.type;
      if (type !== "source" && type !== "claim" && type !== "person") return [key, value];
      const list = type === "source" ? choices.sources : type === "claim" ? choices.claims : choices.people;
      const wanted = value.trim().toLowerCase();
      const found = list.find(
        ({ label }) => label.toLowerCase() === wanted || label.toLowerCase().startsWith(`${wanted} `),
      );
      return [key, found?.value ?? value];
    }),
  );
}
