"use server";

import { redirect } from "next/navigation";
import { refusedForm } from "@/app/_refusals/present-refusal";
import type { ActionState } from "@/components/ui/action-form";
import { currentActor } from "@/lib/auth/session";
import { actionSite, clearSession } from "@/lib/auth/session-cookie";
import { signOut } from "@/lib/workflows/accounts/own-account";

/** Ends every session of the account, takes this browser's cookie, and goes to sign-in. */
export async function signOutAction(): Promise<ActionState<never>> {
  const site = await actionSite();
  if (!site.ok) return refusedForm(site.error);
  const actor = await currentActor();
  const outcome = actor ? await signOut(actor) : null;
  if (outcome && !outcome.ok && outcome.error.code !== "signed-out") return refusedForm(outcome.error);
  await clearSession();
  redirect("/sign-in");
}
