"use client";

import { startRegistration } from "@simplewebauthn/browser";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import type { ActionState } from "../ui/action-form";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field, Input } from "../ui/field";
import { Notice } from "../ui/meaning";
import { askPasskey, type PasskeyAsk, passkeyFault } from "./ask-passkey";
import type { OwnPasskey, PasskeyOwner } from "./own-passkey";

type Creation = Parameters<typeof startRegistration>[0]["optionsJSON"];

/** The acts behind the dialog. `begin` and `remove` take a proof that it is you. */
export interface PasskeyActions {
  readonly confirm: () => Promise<ActionState<PasskeyAsk>>;
  readonly begin: (input: unknown) => Promise<ActionState<{ challengeId: string; options: object }>>;
  readonly finish: (input: unknown) => Promise<ActionState>;
  readonly remove: (input: unknown) => Promise<ActionState>;
}

interface PasskeyDialogProps {
  /** The passkey to remove; null to add one. */
  readonly passkey: OwnPasskey | null;
  readonly owner: PasskeyOwner;
  readonly actions: PasskeyActions;
  readonly close: () => void;
}

/** Thrown to leave a flow of several steps with the server's sentence. */
class Refused extends Error {}

function accepted<T>(state: ActionState<T>): T {
  if (state.kind === "done" && state.value !== undefined) return state.value;
  throw new Refused(refusalWords(state));
}

function refusalWords(state: ActionState<unknown>): string {
  if (state.kind !== "refused") return "";
  return [state.message, state.detail, ...Object.values(state.fields ?? {})].filter(Boolean).join(" ");
}

/** Confirms that it is you, by password or passkey, then adds or removes a passkey. */
export function PasskeyDialog({ passkey, owner, actions, close }: PasskeyDialogProps) {
  const router = useRouter();
  const id = useId();
  const [label, setLabel] = useState("This device");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const mayConfirmByPasskey = owner.passkeys.some((one) => one.here);

  const run = async (by: "password" | "passkey") => {
    setBusy(true);
    setFault(null);
    try {
      const proof =
        by === "passkey" ? await askPasskey(accepted(await actions.confirm())) : byPassword(owner, password);
      if (passkey) await done(actions.remove({ passkeyId: passkey.id, proof }));
      else await enrol(actions, label, proof);
      router.refresh();
      close();
    } catch (cause) {
      setFault(cause instanceof Refused ? cause.message : passkeyFault(cause));
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(owner.hasPassword ? "password" : mayConfirmByPasskey ? "passkey" : "password");
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => (open || busy ? undefined : close())}
      title={passkey ? `Remove “${passkey.label}”?` : "Add a passkey"}
      description={
        passkey
          ? "It signs nothing more here. What it signed stays verifiable. The ledger records the removal."
          : "Confirm that it is you; then your device asks to make the key. The ledger records it."
      }
    >
      <form onSubmit={submit} className="mt-5 grid gap-4">
        {passkey ? null : (
          <Field label="Name of this passkey" htmlFor={`${id}-label`} hint="So that you know it again.">
            <Input
              id={`${id}-label`}
              value={label}
              maxLength={60}
              required
              onChange={(event) => setLabel(event.target.value)}
            />
          </Field>
        )}
        {owner.hasPassword ? (
          <Field
            label="Your password"
            htmlFor={`${id}-password`}
            hint={owner.demoPassword ? `In the demo it is “${owner.demoPassword}”.` : undefined}
          >
            <Input
              id={`${id}-password`}
              type="password"
              autoComplete="current-password"
              value={password}
              required
              onChange={(event) => setPassword(event.target.value)}
            />
          </Field>
        ) : null}
        {fault ? (
          <Notice meaning="broken" role="alert">
            {fault}
          </Notice>
        ) : null}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look={passkey ? "danger" : "primary"} disabled={busy} aria-busy={busy}>
            {passkey ? "Remove passkey" : "Make passkey"}
          </Button>
          {owner.hasPassword && mayConfirmByPasskey ? (
            <Button disabled={busy} onClick={() => void run("passkey")}>
              Confirm with a passkey instead
            </Button>
          ) : null}
        </div>
      </form>
    </Dialog>
  );
}

function byPassword(owner: PasskeyOwner, password: string): object {
  return owner.hasPassword ? { password } : {};
}

async function done(asked: Promise<ActionState>): Promise<void> {
  const state = await asked;
  if (state.kind === "refused") throw new Refused(refusalWords(state));
}

async function enrol(actions: PasskeyActions, label: string, proof: object): Promise<void> {
  const { challengeId, options } = accepted(await actions.begin({ proof }));
  const made = await startRegistration({ optionsJSON: options as Creation });
  const { clientDataJSON, attestationObject, transports } = made.response;
  const response = { clientDataJSON, attestationObject, transports };
  const registration = { id: made.id, rawId: made.rawId, type: made.type, response };
  await done(actions.finish({ challengeId, label, registration }));
}
