"use server";

import { act } from "@/app/_acts/act";
import { text } from "@/app/_acts/form-input";
import type { ActionState } from "@/components/ui/action-form";
import { changeWorkspaceRole, setAccountStatus } from "@/lib/workflows/accounts/change-account";
import { createAccount } from "@/lib/workflows/accounts/create-account";

/** Makes an account with a first password. */
export async function createAccountAction(_: ActionState, form: FormData): Promise<ActionState> {
  const input = {
    id: text(form, "requestId"),
    name: text(form, "name"),
    email: text(form, "email"),
    password: text(form, "password"),
  };
  return act(
    (actor) => createAccount(actor, input),
    () => ({ message: "The account is made." }),
  );
}

/** Suspends an account, or lets it in again. */
export async function setStatusAction(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { accountId: text(form, "accountId"), status: text(form, "status") };
  return act((actor) => setAccountStatus(actor, input));
}

/** Gives or takes a workspace role. */
export async function changeRoleAction(_: ActionState, form: FormData): Promise<ActionState> {
  const held = text(form, "held") === "yes";
  const input = { accountId: text(form, "accountId"), role: text(form, "role"), held };
  return act((actor) => changeWorkspaceRole(actor, input));
}
