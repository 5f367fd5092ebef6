"use client";

import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { Button } from "../ui/button";
import { SelectField, TextareaField } from "../ui/form-field";

interface RaiseFormProps {
  readonly packetId: string;
  readonly annexId: string | null;
  readonly classes: readonly string[];
  /** The place that it is about, as JSON; the whole packet where nothing is selected. */
  readonly place: unknown;
  readonly quote: string | null;
  readonly raise: FormAction;
  readonly onDone: () => void;
}

/** Raises an objection: a ledger entry that stays whatever becomes of it. */
export function RaiseForm({ packetId, annexId, classes, place, quote, raise, onDone }: RaiseFormProps) {
  return (
    <ActionForm action={raise} onDone={onDone} className="grid gap-3">
      <input type="hidden" name="packetId" value={packetId} />
      {annexId ? <input type="hidden" name="annexId" value={annexId} /> : null}
      <input type="hidden" name="place" value={JSON.stringify(place)} />
      <Quoted quote={quote} />
      <SelectField
        name="class"
        label="What it is about"
        choices={classes.map((one) => ({ value: one, label: one.replaceAll("-", " ") }))}
      />
      <TextareaField
        name="text"
        label="Objection"
        hint="Say what is wrong and what would settle it. It cannot be deleted, by anybody."
        required
        autoFocus
      />
      <div className="flex gap-2">
        <SubmitButton size="sm">Raise it</SubmitButton>
        <Button size="sm" look="plain" onClick={onDone}>
          Not now
        </Button>
      </div>
    </ActionForm>
  );
}

/** Writes a remark on a place: cheap, never blocking. */
export function RemarkForm(
  props: Omit<RaiseFormProps, "classes" | "raise"> & { readonly write: FormAction },
) {
  return (
    <ActionForm action={props.write} onDone={props.onDone} className="grid gap-3">
      <input type="hidden" name="packetId" value={props.packetId} />
      {props.annexId ? <input type="hidden" name="annexId" value={props.annexId} /> : null}
      <input type="hidden" name="place" value={JSON.stringify(props.place)} />
      <Quoted quote={props.quote} />
      <TextareaField
        name="text"
        label="Remark"
        hint="It blocks nothing and is in no revision."
        required
        autoFocus
      />
      <div className="flex gap-2">
        <SubmitButton size="sm">Write it</SubmitButton>
        <Button size="sm" look="plain" onClick={props.onDone}>
          Not now
        </Button>
      </div>
    </ActionForm>
  );
}

/** The selected words, above a form that is about them. */
export function Quoted({ quote }: { readonly quote: string | null }) {
  if (!quote) return <p className="text-sm text-muted">About the packet as a whole.</p>;
  return (
    <p className="max-h-24 overflow-y-auto border-l-2 border-held-line pl-3 font-serif text-ink-soft">
      “{quote}”
    </p>
  );
}
