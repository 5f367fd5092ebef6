import { accessWorkspace } from "../../auth/access.ts";
import type { Actor } from "../../auth/actor.ts";
import { endSessions } from "../../auth/revoke.ts";
import { notify } from "../../bus/notify.ts";
import { lockAccount, lockActiveAdmins } from "../../db/account-store.ts";
import { outcomeTransaction } from "../../db/client.ts";
import { record } from "../../db/ledger-store.ts";
import { ok } from "../../kernel/result.ts";
import { type Outcome, refuse } from "../../refusals/refusal.ts";
import { parseInput } from "../parse-input.ts";
import { accountStatusSchema, workspaceRoleSchema } from "./account.schema.ts";

type Changed = { readonly accountId: string };

const LAST_ADMIN = "A workspace keeps at least one active admin.";

/**
 * An admin suspends an account, which ends its sessions and closes its sockets, or lets it in again. The last
 * active admin stays. Input: `accountStatusSchema`.
 */
export async function setAccountStatus(actor: Actor, input: unknown): Promise<Outcome<Changed>> {
  const parsed = parseInput(accountStatusSchema, input);
  if (!parsed.ok) return parsed;
  const { accountId, status } = parsed.value;
  return outcomeTransaction(async (tx) => {
    // Before the actor's own row: every admin act takes these in one order.
    const admins = await lockActiveAdmins(tx);
    const access = await accessWorkspace(tx, actor, "account.manage");
    if (!access.ok) return access;
    const account = await lockAccount(tx, accountId);
    if (account === null) return refuse("not-found");
    if (account.status === status) return ok({ accountId });
    const last = admins.size === 1 && admins.has(accountId);
    if (status === "suspended" && last) return refuse("state-conflict", LAST_ADMIN);
    await tx.account.update({ where: { id: accountId }, data: { status } });
    if (status === "suspended") await endSessions(tx, accountId);
    await record(tx, {
      type: "account changed",
      actor,
      text: { account: accountId, name: account.name, change: status === "active" ? "let in again" : status },
    });
    return ok({ accountId });
  });
}

/** An admin gives or takes a workspace role. The last active admin stays. Input: `workspaceRoleSchema`. */
export async function changeWorkspaceRole(actor: Actor, input: unknown): Promise<Outcome<Changed>> {
  const parsed = parseInput(workspaceRoleSchema, input);
  if (!parsed.ok) return parsed;
  const { accountId, role, held } = parsed.value;
  return outcomeTransaction(async (tx) => {
    const admins = await lockActiveAdmins(tx);
    const access = await accessWorkspace(tx, actor, "account.manage");
    if (!access.ok) return access;
    const account = await lockAccount(tx, accountId);
    if (account === null) return refuse("not-found");
    if (account.roles.some((row) => row.role === role) === held) return ok({ accountId });
    const last = role === "admin" && admins.size === 1 && admins.has(accountId);
    if (!held && last) return refuse("state-conflict", LAST_ADMIN);
    if (held) await tx.accountRole.create({ data: { accountId, role } });
    else await tx.accountRole.delete({ where: { accountId_role: { accountId, role } } });
    await notify(tx, { kind: "access", accountId });
    await record(tx, {
      type: "workspace role changed",
      actor,
      text: { account: accountId, name: account.name, role, change: held ? "given" : "taken" },
    });
    return ok({ accountId });
  });
}
