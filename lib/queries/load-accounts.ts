import "server-only";
import { accessWorkspace } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { allAccounts } from "../db/account-store.ts";
import { outcomeTransaction } from "../db/client.ts";
import { ok } from "../kernel/result.ts";
import type { Outcome } from "../refusals/refusal.ts";

/** An account as an admin sees it. `since` is RFC 3339. */
export interface AccountView {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly active: boolean;
  readonly auditor: boolean;
  readonly admin: boolean;
  readonly self: boolean;
  readonly since: string;
}

/** Every account of the workspace, for its admins. */
export async function loadAccounts(actor: Actor): Promise<Outcome<readonly AccountView[]>> {
  return outcomeTransaction(async (tx) => {
    const access = await accessWorkspace(tx, actor, "account.manage");
    if (!access.ok) return access;
    const accounts = await allAccounts(tx);
    return ok(
      accounts.map((account) => ({
        id: account.id,
        name: account.name,
        email: account.email,
        active: account.status === "active",
        auditor: account.roles.some((row) => row.role === "auditor"),
        admin: account.roles.some((row) => row.role === "admin"),
        self: account.id === actor.id,
        since: account.createdAt.toISOString(),
      })),
    );
  });
}
