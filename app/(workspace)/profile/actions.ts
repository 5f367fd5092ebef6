"use server";

import { act } from "@/app/_acts/act";
import { text } from "@/app/_acts/form-input";
import { refusedForm } from "@/app/_refusals/present-refusal";
import type { ActionState } from "@/components/ui/action-form";
import type { Site } from "@/lib/auth/origin";
import { requestSite, setSession, signedInAt } from "@/lib/auth/session-cookie";
import { changeName, changePassword } from "@/lib/workflows/accounts/own-account";
import {
  beginConfirmation,
  type PasskeyRequest,
  type Presence,
} from "@/lib/workflows/passkeys/confirm-identity";
import { beginEnrolment, finishEnrolment } from "@/lib/workflows/passkeys/enrol-passkey";
import { removePasskey } from "@/lib/workflows/passkeys/remove-passkey";

async function atSite<T>(run: (site: Site) => Promise<ActionState<T>>): Promise<ActionState<T>> {
  const site = await requestSite();
  return site ? run(site) : refusedForm({ code: "bad-origin" });
}

async function presenceAt(site: Site): Promise<Presence> {
  return { site, signedInAt: await signedInAt() };
}

/** Changes one's own name. */
export async function changeNameAction(_: ActionState, form: FormData): Promise<ActionState> {
  return act(
    (actor) => changeName(actor, { name: text(form, "name") }),
    () => ({ message: "Your name is changed." }),
  );
}

/** Changes one's own password; every other session ends, this one goes on. */
export async function changePasswordAction(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { current: text(form, "current"), next: text(form, "next") };
  return atSite((site) =>
    act(
      async (actor) => {
        const outcome = await changePassword(actor, input);
        if (outcome.ok) await setSession(outcome.value, site);
        return outcome;
      },
      () => ({ message: "The password is changed. Every other session of yours has ended." }),
    ),
  );
}

/** Asks for one of one's passkeys, to confirm that it is oneself. */
export async function beginConfirmationAction(): Promise<ActionState<PasskeyRequest>> {
  return atSite((site) =>
    act(
      (actor) => beginConfirmation(actor, site),
      (value) => ({ value }),
    ),
  );
}

type Enrolment = { readonly challengeId: string; readonly options: object };

/** Confirms that it is oneself, and says what the browser needs to make a passkey. */
export async function beginEnrolmentAction(input: unknown): Promise<ActionState<Enrolment>> {
  return atSite((site) =>
    act(
      async (actor) => beginEnrolment(actor, input, await presenceAt(site)),
      (value) => ({ value }),
    ),
  );
}

/** Keeps the passkey that the browser made. */
export async function finishEnrolmentAction(input: unknown): Promise<ActionState> {
  return atSite((site) => act((actor) => finishEnrolment(actor, input, site)));
}

/** Removes one of one's passkeys, after confirming that it is oneself. */
export async function removePasskeyAction(input: unknown): Promise<ActionState> {
  return atSite((site) => act(async (actor) => removePasskey(actor, input, await presenceAt(site))));
}
