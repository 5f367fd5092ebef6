"use server";

import { redirect } from "next/navigation";
import { text } from "@/app/_acts/form-input";
import { refusedForm } from "@/app/_refusals/present-refusal";
import type { ActionState } from "@/components/ui/action-form";
import { callbackPath } from "@/lib/auth/callback-path";
import type { Site } from "@/lib/auth/origin";
import { actionSite, setSession } from "@/lib/auth/session-cookie";
import type { Outcome } from "@/lib/refusals/refusal";
import { type SignedIn, signInDemo, signInLocal } from "@/lib/workflows/accounts/sign-in";
import type { PasskeyRequest } from "@/lib/workflows/passkeys/confirm-identity";
import { beginPasskeySignIn, finishPasskeySignIn } from "@/lib/workflows/passkeys/sign-in-with-passkey";

async function enter(
  next: unknown,
  signIn: (site: Site) => Promise<Outcome<SignedIn>>,
): Promise<ActionState<never>> {
  const site = await actionSite();
  if (!site.ok) return refusedForm(site.error);
  const outcome = await signIn(site.value);
  if (!outcome.ok) return refusedForm(outcome.error);
  await setSession(outcome.value, site.value);
  redirect(callbackPath(typeof next === "string" ? next : null));
}

/** Signs in with address and password, and goes on to where one was. */
export async function signInAction(_: ActionState, form: FormData): Promise<ActionState<never>> {
  const input = { email: text(form, "email"), password: text(form, "password") };
  return enter(form.get("next"), () => signInLocal(input));
}

/** Takes a demo role's seat. */
export async function takeSeatAction(_: ActionState, form: FormData): Promise<ActionState<never>> {
  return enter(form.get("next"), (site) => signInDemo({ role: text(form, "role") }, site));
}

/** Asks for a passkey of this site. */
export async function beginPasskeySignInAction(): Promise<ActionState<PasskeyRequest>> {
  const site = await actionSite();
  const outcome = site.ok ? await beginPasskeySignIn(site.value) : site;
  return outcome.ok ? { kind: "done", value: outcome.value } : refusedForm(outcome.error);
}

/** Signs in with the passkey that the browser answered with. */
export async function finishPasskeySignInAction(input: unknown, next: unknown): Promise<ActionState<never>> {
  return enter(next, (site) => finishPasskeySignIn(input, site));
}
