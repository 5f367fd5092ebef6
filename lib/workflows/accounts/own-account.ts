import { accessWorkspace } from "../../auth/access.ts";
import type { Actor } from "../../auth/actor.ts";
import { confirmPassword } from "../../auth/confirm-password.ts";
import { hashPassword } from "../../auth/password.ts";
import { endSessions } from "../../auth/revoke.ts";
import { lockAccount } from "../../db/account-store.ts";
import { outcomeTransaction } from "../../db/client.ts";
import { record } from "../../db/ledger-store.ts";
import { ok } from "../../kernel/result.ts";
import { type Outcome, refuse } from "../../refusals/refusal.ts";
import { parseInput } from "../parse-input.ts";
import { changeNameSchema, changePasswordSchema } from "./account.schema.ts";
import type { SignedIn } from "./sign-in.ts";

/**
 * Changes one's own password, with the present one. Every session ends; the answer says what the one session that
 * asked is made anew for. Input: `changePasswordSchema`.
 */
export async function changePassword(actor: Actor, input: unknown): Promise<Outcome<SignedIn>> {
  const parsed = parseInput(changePasswordSchema, input);
  if (!parsed.ok) return parsed;
  const confirmed = await confirmPassword(actor, parsed.value.current);
  if (!confirmed.ok) return confirmed;
  const passwordHash = await hashPassword(parsed.value.next);
  return outcomeTransaction(async (tx) => {
    await lockAccount(tx, actor.id);
    const access = await accessWorkspace(tx, actor, "profile.manage");
    if (!access.ok) return access;
    await tx.account.update({ where: { id: actor.id }, data: { passwordHash } });
    const sessionVersion = await endSessions(tx, actor.id);
    await record(tx, {
      type: "account changed",
      actor,
      text: { account: actor.id, change: "password changed; every session ended" },
    });
    return ok({ id: actor.id, sessionVersion });
  });
}

/** Changes one's own name as it will stand in records from now on. Input: `changeNameSchema`. */
export async function changeName(actor: Actor, input: unknown): Promise<Outcome<{ name: string }>> {
  const parsed = parseInput(changeNameSchema, input);
  if (!parsed.ok) return parsed;
  const { name } = parsed.value;
  return outcomeTransaction(async (tx) => {
    const account = await lockAccount(tx, actor.id);
    const access = await accessWorkspace(tx, actor, "profile.manage");
    if (!access.ok) return access;
    if (account === null) return refuse("not-found");
    if (account.name === name) return ok({ name });
    await tx.account.update({ where: { id: actor.id }, data: { name } });
    await record(tx, {
      type: "account changed",
      actor,
      text: { account: actor.id, change: "name changed", from: account.name, to: name },
    });
    return ok({ name });
  });
}

/**
 * Signs out: every session of the account ends, on every device, and its sockets close. A cookie cannot be called
 * back, so that ending one session alone would leave a copied cookie good.
 */
export async function signOut(actor: Actor): Promise<Outcome<null>> {
  return outcomeTransaction(async (tx) => {
    await lockAccount(tx, actor.id);
    const access = await accessWorkspace(tx, actor, "profile.manage");
    if (!access.ok) return access;
    await endSessions(tx, actor.id);
    return ok(null);
  });
}
