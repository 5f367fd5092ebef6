"use client";

import { KeyRound, LogIn } from "lucide-react";
import { signIn as signInAtIssuer } from "next-auth/react";
import { useState } from "react";
import { ActionForm, type ActionState, type FormAction, SubmitButton } from "../ui/action-form";
import { Button } from "../ui/button";
import { TextField } from "../ui/form-field";
import { Notice } from "../ui/meaning";
import { askPasskey, type PasskeyAsk, passkeyFault } from "./ask-passkey";

interface SignInFormProps {
  readonly next: string;
  readonly oidc: boolean;
  readonly signIn: FormAction<never>;
  readonly passkey: {
    readonly begin: () => Promise<ActionState<PasskeyAsk>>;
    readonly finish: (input: unknown, next: unknown) => Promise<ActionState<never>>;
  };
}

/** The organisation's button where there is one, then address and password, then a passkey. */
export function SignInForm({ next, oidc, signIn, passkey }: SignInFormProps) {
  return (
    <div className="grid gap-6">
      {oidc ? (
        <>
          <Button look="primary" size="lg" onClick={() => void signInAtIssuer("oidc", { callbackUrl: next })}>
            <LogIn aria-hidden /> Sign in with your organisation
          </Button>
          <p className="eyebrow text-center">or</p>
        </>
      ) : null}
      <ActionForm action={signIn} className="grid gap-4">
        <input type="hidden" name="next" value={next} />
        <TextField
          name="email"
          label="E-mail address"
          type="text"
          inputMode="email"
          autoComplete="username"
          required
        />
        <TextField
          name="password"
          label="Password"
          type="password"
          autoComplete="current-password"
          required
        />
        <SubmitButton look={oidc ? "quiet" : "primary"}>Sign in</SubmitButton>
      </ActionForm>
      <PasskeyButton next={next} passkey={passkey} />
    </div>
  );
}

function PasskeyButton({ next, passkey }: Pick<SignInFormProps, "next" | "passkey">) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const go = async () => {
    setBusy(true);
    setFault(null);
    try {
      const begun = await passkey.begin();
      if (begun.kind !== "done" || !begun.value)
        return setFault(begun.kind === "refused" ? begun.message : null);
      const finished = await passkey.finish(await askPasskey(begun.value), next);
      if (finished?.kind === "refused") setFault("This passkey is not known here.");
    } catch (cause) {
      setFault(passkeyFault(cause));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="grid gap-2">
      <Button onClick={() => void go()} disabled={busy} aria-busy={busy}>
        <KeyRound aria-hidden /> Use a passkey
      </Button>
      {fault ? (
        <Notice meaning="broken" role="alert">
          {fault}
        </Notice>
      ) : null}
    </div>
  );
}
