"use server";

import { redirect } from "next/navigation";
import { text } from "@/app/_acts/form-input";
import { refusedForm } from "@/app/_refusals/present-refusal";
import type { ActionState } from "@/components/ui/action-form";
import { actionSite, setSession } from "@/lib/auth/session-cookie";
import { setUp } from "@/lib/workflows/accounts/set-up";

/** Makes the first account with the printed code, and signs it in. */
export async function setUpAction(_: ActionState, form: FormData): Promise<ActionState<never>> {
  const site = await actionSite();
  if (!site.ok) return refusedForm(site.error);
  const outcome = await setUp({
    code: text(form, "code"),
    name: text(form, "name"),
    email: text(form, "email"),
    password: text(form, "password"),
  });
  if (!outcome.ok) return refusedForm(outcome.error);
  await setSession(outcome.value, site.value);
  redirect("/profile");
}
