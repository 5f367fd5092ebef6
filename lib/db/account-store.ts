// Accounts, their workspace roles and identities.

import type { Tx } from "./client.ts";
import type { Prisma } from "./generated/client.ts";

const WITH_ROLES = { roles: { select: { role: true } } } as const;

/** An account with its workspace roles. */
export type StoredAccount = Prisma.AccountGetPayload<{ include: typeof WITH_ROLES }>;

/** The account with this id, or null. */
export function accountById(tx: Tx, id: string): Promise<StoredAccount | null> {
  return tx.account.findUnique({ where: { id }, include: WITH_ROLES });
}

/** The account with this address (lower case), or null. */
export function accountByEmail(tx: Tx, email: string): Promise<StoredAccount | null> {
  return tx.account.findUnique({ where: { email }, include: WITH_ROLES });
}

/** The demo's account for a role, or null. */
export function accountByDemoRole(tx: Tx, demoRole: string): Promise<StoredAccount | null> {
  return tx.account.findUnique({ where: { demoRole }, include: WITH_ROLES });
}

/** The account of a person at an issuer, or null. By issuer and subject alone. */
export async function accountByIdentity(
  tx: Tx,
  issuer: string,
  subject: string,
): Promise<StoredAccount | null> {
  const identity = await tx.identity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    include: { account: { include: WITH_ROLES } },
  });
  return identity?.account ?? null;
}

/** Every account, by name. */
export function allAccounts(tx: Tx): Promise<StoredAccount[]> {
  return tx.account.findMany({ include: WITH_ROLES, orderBy: [{ name: "asc" }, { id: "asc" }] });
}

/** The account's row, held FOR UPDATE. First of all locks, like every lock on an account. */
export async function lockAccount(tx: Tx, id: string): Promise<StoredAccount | null> {
  await tx.$queryRaw`SELECT 1 FROM "accounts" WHERE "id" = ${id}::uuid FOR UPDATE`;
  return accountById(tx, id);
}

/** How many active admins there are, all held FOR UPDATE in one order, so that the last one stays. */
export async function lockActiveAdmins(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT a."id"::text AS "id" FROM "accounts" a
    WHERE a."status" = 'active'
      AND EXISTS (SELECT 1 FROM "account_roles" r WHERE r."accountId" = a."id" AND r."role" = 'admin')
    ORDER BY a."id" FOR UPDATE OF a`;
  return new Set(rows.map((row) => row.id));
}
