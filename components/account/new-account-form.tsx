"use client";

import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { TextField } from "../ui/form-field";

/** A new account, with a first password that its owner changes. */
export function NewAccountForm({ create }: { readonly create: FormAction }) {
  return (
    <ActionForm action={create} clearOnDone className="grid gap-4 py-4 sm:grid-cols-2">
      <TextField name="name" label="Name" autoComplete="off" required />
      <TextField name="email" label="E-mail address" inputMode="email" autoComplete="off" required />
      <TextField
        name="password"
        label="First password"
        type="password"
        hint="12 characters or more. Tell it on another channel; they change it in their profile."
        autoComplete="new-password"
        required
      />
      <div className="self-end sm:pb-6">
        <SubmitButton>Make account</SubmitButton>
      </div>
    </ActionForm>
  );
}
