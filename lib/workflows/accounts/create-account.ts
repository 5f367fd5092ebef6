import { accessWorkspace } from "../../auth/access.ts";
import type { Actor } from "../../auth/actor.ts";
import { hashPassword } from "../../auth/password.ts";
import { accountByEmail, accountById } from "../../db/account-store.ts";
import { record } from "../../db/ledger-store.ts";
import { ok } from "../../kernel/result.ts";
import { type Outcome, refuse } from "../../refusals/refusal.ts";
import { once } from "../on-packet.ts";
import { parseInput } from "../parse-input.ts";
import { createAccountSchema } from "./account.schema.ts";

/** An admin makes an account with a first password. Input: `createAccountSchema`; the same id again changes nothing. */
export async function createAccount(actor: Actor, input: unknown): Promise<Outcome<{ accountId: string }>> {
  const parsed = parseInput(createAccountSchema, input);
  if (!parsed.ok) return parsed;
  const { id, name, email, password } = parsed.value;
  const passwordHash = await hashPassword(password);
  const made = await once<{ accountId: string }>(async (tx) => {
    const access = await accessWorkspace(tx, actor, "account.manage");
    if (!access.ok) return access;
    const before = await accountById(tx, id);
    if (before) return before.email === email ? ok({ accountId: id }) : refuse("duplicate");
    if (await accountByEmail(tx, email)) return refuse("email-taken");
    await tx.account.create({ data: { id, name, email, passwordHash } });
    await record(tx, {
      type: "account changed",
      actor,
      text: { account: id, name, change: "made" },
    });
    return ok({ accountId: id });
  });
  return !made.ok && made.error.code === "duplicate" ? refuse("email-taken") : made;
}
