import type { Site } from "../../auth/origin.ts";
import { isPassword } from "../../auth/password.ts";
import { countAttempt, forgiveAttempts } from "../../auth/rate-limit.ts";
import { accountByDemoRole, accountByEmail } from "../../db/account-store.ts";
import { database } from "../../db/client.ts";
import { ok } from "../../kernel/result.ts";
import { type Outcome, refuse } from "../../refusals/refusal.ts";
import { settings } from "../../settings/settings.ts";
import { parseInput } from "../parse-input.ts";
import { demoSignInSchema, signInSchema } from "./account.schema.ts";

/** Whom a session is made for. */
export interface SignedIn {
  readonly id: string;
  readonly sessionVersion: number;
}

/**
 * Signs in with address and password. No such account, a suspended one and a wrong password are one refusal and
 * take as long. Input: `signInSchema`.
 */
export async function signInLocal(input: unknown): Promise<Outcome<SignedIn>> {
  const parsed = parseInput(signInSchema, input);
  if (!parsed.ok) return parsed;
  const { email, password } = parsed.value;
  const counted = await countAttempt("sign-in", email);
  if (!counted.ok) return counted;
  const account = await accountByEmail(database(), email);
  const usable = account?.status === "active" && (account.demoRole === null || settings().demo);
  const right = await isPassword(password, usable ? account.passwordHash : null);
  if (!account || !right) return refuse("wrong-credentials");
  await forgiveAttempts("sign-in", email);
  return ok({ id: account.id, sessionVersion: account.sessionVersion });
}

/**
 * Takes a demo role's seat without a password: only in the demo, and only at that role's own host or at
 * `localhost`. Anywhere else there is no such thing. Input: `demoSignInSchema`.
 */
export async function signInDemo(input: unknown, site: Site): Promise<Outcome<SignedIn>> {
  if (!settings().demo) return refuse("not-found");
  const parsed = parseInput(demoSignInSchema, input);
  if (!parsed.ok) return parsed;
  const { role } = parsed.value;
  if (site.rpId !== "localhost" && site.rpId !== `${role}.localhost`) return refuse("not-found");
  const account = await accountByDemoRole(database(), role);
  if (account?.status !== "active") return refuse("not-found");
  return ok({ id: account.id, sessionVersion: account.sessionVersion });
}
