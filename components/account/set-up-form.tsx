"use client";

import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { TextField } from "../ui/form-field";

/** Code, name, address, password: the first account. */
export function SetUpForm({ setUp }: { readonly setUp: FormAction<never> }) {
  return (
    <ActionForm action={setUp} className="grid gap-4">
      <TextField
        name="code"
        label="Set-up code"
        hint="Printed where the server was started. Each start prints a new one."
        autoComplete="off"
        spellCheck={false}
        className="font-mono"
        required
      />
      <TextField
        name="name"
        label="Your name"
        hint="As it will stand in records."
        autoComplete="name"
        required
      />
      <TextField name="email" label="E-mail address" inputMode="email" autoComplete="username" required />
      <TextField
        name="password"
        label="Password"
        type="password"
        hint="12 characters or more; several words are good."
        autoComplete="new-password"
        required
      />
      <SubmitButton>Make the account</SubmitButton>
    </ActionForm>
  );
}
