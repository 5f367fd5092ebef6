import { accountById } from "../db/account-store.ts";
import { database } from "../db/client.ts";
import { ok } from "../kernel/result.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import type { Actor } from "./actor.ts";
import { isPassword } from "./password.ts";
import { countAttempt, forgiveAttempts } from "./rate-limit.ts";

/**
 * Whether this is the actor's own password, entered now. Limited by account, and outside any transaction: hashing
 * takes long, and no lock may wait for it.
 */
export async function confirmPassword(actor: Actor, password: string): Promise<Outcome<null>> {
  if (password.length === 0 || password.length > 500) return refuse("wrong-credentials");
  const counted = await countAttempt("confirm", actor.id);
  if (!counted.ok) return counted;
  const account = await accountById(database(), actor.id);
  const current = account?.status === "active" && account.sessionVersion === actor.sessionVersion;
  const right = await isPassword(password, current ? account.passwordHash : null);
  if (!right) return refuse("wrong-credentials");
  await forgiveAttempts("confirm", actor.id);
  return ok(null);
}
