"use client";

import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { TextField } from "../ui/form-field";

/** One's own name. */
export function NameForm({ name, save }: { readonly name: string; readonly save: FormAction }) {
  return (
    <ActionForm action={save} className="flex flex-wrap items-end gap-3 py-4">
      <TextField
        name="name"
        label="Name"
        hint="As it will stand in records from now on; what is recorded keeps the name that it had."
        defaultValue={name}
        autoComplete="name"
        fieldClassName="min-w-64 flex-1"
        required
      />
      <SubmitButton look="quiet" className="mb-5.5">
        Change name
      </SubmitButton>
    </ActionForm>
  );
}

/** One's own password. */
export function PasswordForm({ save }: { readonly save: FormAction }) {
  return (
    <ActionForm action={save} clearOnDone className="grid max-w-sm gap-4 py-4">
      <TextField
        name="current"
        label="Present password"
        type="password"
        autoComplete="current-password"
        required
      />
      <TextField
        name="next"
        label="New password"
        type="password"
        hint="12 characters or more. Every other session of yours ends."
        autoComplete="new-password"
        required
      />
      <div>
        <SubmitButton look="quiet">Change password</SubmitButton>
      </div>
    </ActionForm>
  );
}
