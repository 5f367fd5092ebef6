// The one row of this deployment.

import { FaultError } from "../kernel/invariant.ts";
import type { Tx } from "./client.ts";
import type { Prisma } from "./generated/client.ts";

export type WorkspaceRow = Prisma.WorkspaceGetPayload<object>;

/** The workspace's row, held FOR UPDATE: set-up happens once. It is made at the first start. */
export async function lockWorkspace(tx: Tx): Promise<WorkspaceRow> {
  await tx.$queryRaw`SELECT 1 FROM "workspace" WHERE "id" = 1 FOR UPDATE`;
  const row = await tx.workspace.findUnique({ where: { id: 1 } });
  if (row === null) throw new FaultError("storage-unavailable", { cause: "the workspace has no row" });
  return row;
}

/** Keeps the hash of the set-up code that was printed last. */
export async function writeSetUpCodeHash(tx: Tx, setupCodeHash: string): Promise<void> {
  await tx.workspace.update({ where: { id: 1 }, data: { setupCodeHash } });
}

/** Set-up is over for good; the code is forgotten. */
export async function writeSetUpDone(tx: Tx, at: Date): Promise<void> {
  await tx.workspace.update({ where: { id: 1 }, data: { setupDoneAt: at, setupCodeHash: null } });
}

/** Whether the first account has been made. */
export async function isSetUp(tx: Tx): Promise<boolean> {
  const row = await tx.workspace.findUnique({ where: { id: 1 }, select: { setupDoneAt: true } });
  return row !== null && row.setupDoneAt !== null;
}
