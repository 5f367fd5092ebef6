import "server-only";
import { accessWorkspace } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import type { Site } from "../auth/origin.ts";
import { accountById } from "../db/account-store.ts";
import { outcomeTransaction } from "../db/client.ts";
import { passkeysOf } from "../db/passkey-store.ts";
import { ok } from "../kernel/result.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { DEMO_PASSWORD } from "../settings/demo-roles.ts";

/** A passkey as its owner sees it. Times are RFC 3339. */
export interface PasskeyView {
  readonly id: string;
  readonly label: string;
  readonly rpId: string;
  /** It works at the site that is being looked at. */
  readonly here: boolean;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly enrolmentIndex: string;
}

/** One's own account. */
export interface ProfileView {
  readonly name: string;
  readonly email: string;
  readonly workspaceRoles: readonly string[];
  readonly rpId: string;
  readonly hasPassword: boolean;
  /** The printed password of a demo account, else null. */
  readonly demoPassword: string | null;
  readonly passkeys: readonly PasskeyView[];
}

/** Loads the actor's own profile, as seen at this site. */
export async function loadProfile(actor: Actor, site: Site): Promise<Outcome<ProfileView>> {
  return outcomeTransaction(async (tx) => {
    const access = await accessWorkspace(tx, actor, "home.read");
    if (!access.ok) return access;
    const account = await accountById(tx, actor.id);
    if (account === null) return refuse("signed-out");
    const passkeys = await passkeysOf(tx, actor.id);
    return ok({
      name: account.name,
      email: account.email,
      workspaceRoles: actor.workspaceRoles,
      rpId: site.rpId,
      hasPassword: account.passwordHash !== null,
      demoPassword: account.demoRole === null ? null : DEMO_PASSWORD,
      passkeys: passkeys.map((one) => ({
        id: one.id,
        label: one.label,
        rpId: one.rpId,
        here: one.rpId === site.rpId,
        createdAt: one.createdAt.toISOString(),
        lastUsedAt: one.lastUsedAt?.toISOString() ?? null,
        enrolmentIndex: String(one.enrolmentIndex),
      })),
    });
  });
}
