"use client";

import { Check, EyeOff, Undo2 } from "lucide-react";
import { useState } from "react";
import { ActionForm, SubmitButton } from "../ui/action-form";
import { Button } from "../ui/button";
import { classes } from "../ui/classes";
import { Dialog } from "../ui/dialog";
import { SelectField, TextareaField, TextField } from "../ui/form-field";
import type { FieldCardProps } from "./field-props";

/** What a person may do with a field: settle it, withhold it, give it back to evidence. */
export function FieldActs(props: FieldCardProps) {
  const { field, maySettle } = props;
  if (!maySettle || field.annex !== null) return null;
  return (
    <div
      className={classes(
        "no-print flex flex-wrap gap-2",
        field.state === "resolved" ? "-ml-2.5 mt-1" : "mt-2",
      )}
    >
      {field.state === "placeholder" ? (
        <Withhold {...props} />
      ) : (
        <>
          <Settle {...props} value={field.value ?? ""} />
          <Withhold {...props} />
        </>
      )}
    </div>
  );
}

function Row({ field, packetId }: Pick<FieldCardProps, "field" | "packetId">) {
  return (
    <>
      <input type="hidden" name="packetId" value={packetId} />
      <input type="hidden" name="rowId" value={field.rowId} />
      <input type="hidden" name="version" value={field.rowVersion} />
    </>
  );
}

/** Settles a field by the value of one candidate. */
export function Choose(props: FieldCardProps & { readonly value: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        <Check aria-hidden /> Choose
      </Button>
      <SettleDialog {...props} open={open} onOpenChange={setOpen} />
    </>
  );
}

function Settle(props: FieldCardProps & { readonly value: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="sm"
        look={props.field.state === "resolved" ? "plain" : "quiet"}
        onClick={() => setOpen(true)}
      >
        {props.field.value === null ? "Settle by hand" : "Change by hand"}
      </Button>
      <SettleDialog {...props} open={open} onOpenChange={setOpen} />
    </>
  );
}

interface SettleProps extends FieldCardProps {
  readonly value: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

function SettleDialog({ open, onOpenChange, ...props }: SettleProps) {
  const { field, actions, packetId, value, sources } = props;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Settle “${field.title}”`}
      description="The raw value and every candidate stay beside your choice. A value that the kind's table does not give holds at the gate."
    >
      <ActionForm action={actions.resolve} onDone={() => onOpenChange(false)} className="grid gap-4">
        <Row field={field} packetId={packetId} />
        {field.values ? (
          <SelectField
            name="value"
            label="Value"
            defaultValue={value}
            choices={field.values.map((one) => ({ value: one, label: one }))}
            none="not chosen"
          />
        ) : (
          <TextField name="value" label="Value" defaultValue={value} required />
        )}
        {field.from === null && sources.length > 0 ? (
          <fieldset className="grid gap-3 sm:grid-cols-2">
            <legend className="eyebrow mb-1">Where it stands</legend>
            <SelectField name="from.sourceId" label="Source" choices={sources} none="none named" />
            <TextField name="from.fact" label="Fact" hint="As the source's page lists it." />
          </fieldset>
        ) : null}
        <TextareaField name="reason" label="Why this value" rows={3} required />
        <div>
          <SubmitButton>Settle</SubmitButton>
        </div>
      </ActionForm>
    </Dialog>
  );
}

function Withhold({ field, packetId, actions }: FieldCardProps) {
  const [open, setOpen] = useState(false);
  const back = field.state === "placeholder";
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" look="plain">
          {back ? <Undo2 aria-hidden /> : <EyeOff aria-hidden />}
          {back ? "Give back to evidence" : "Withhold"}
        </Button>
      }
      title={back ? `Show “${field.title}” again` : `Withhold “${field.title}”`}
      description={
        back
          ? "The field is filled from evidence again and stands in the next revision."
          : "A placeholder stands in its place from the next revision on. What earlier revisions showed stays in them."
      }
    >
      <ActionForm action={actions.withhold} onDone={() => setOpen(false)} className="grid gap-4">
        <Row field={field} packetId={packetId} />
        <input type="hidden" name="withheld" value={back ? "false" : "true"} />
        <TextareaField
          name="reason"
          label={back ? "Why it may be shown" : "Why it is withheld"}
          hint="Everybody who reads the packet reads this; do not say what is withheld."
          rows={3}
          required
        />
        <div>
          <SubmitButton>{back ? "Show it again" : "Withhold"}</SubmitButton>
        </div>
      </ActionForm>
    </Dialog>
  );
}
