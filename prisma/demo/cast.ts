import { randomUUID } from "node:crypto";
import type { Actor, WorkspaceRole } from "../../lib/auth/actor.ts";
import { hashPassword } from "../../lib/auth/password.ts";
import { transaction } from "../../lib/db/client.ts";
import { record } from "../../lib/db/ledger-store.ts";
import { DEMO_PASSWORD, DEMO_ROLES, type DemoRole } from "../../lib/settings/demo-roles.ts";

/** One actor a demo role. */
export type Cast = Readonly<Record<DemoRole, Actor>>;

/** Makes the demo's accounts, each with an entry in the ledger. They sign in by a card, and only in the demo. */
export async function makeCast(): Promise<Cast> {
  const cast: Partial<Record<DemoRole, Actor>> = {};
  for (const role of DEMO_ROLES) cast[role] = await makeAccount(role);
  return cast as Cast;
}

async function makeAccount(role: DemoRole): Promise<Actor> {
  const words = role.replaceAll("-", " ");
  const name = words.charAt(0).toUpperCase() + words.slice(1);
  const email = `${role}@demo`;
  const id = randomUUID();
  const workspaceRoles: readonly WorkspaceRole[] = role === "auditor" || role === "admin" ? [role] : [];
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  await transaction(async (tx) => {
    await tx.account.create({
      data: {
        id,
        email,
        name,
        demoRole: role,
        passwordHash,
        roles: { create: workspaceRoles.map((workspaceRole) => ({ role: workspaceRole })) },
      },
    });
    await record(tx, {
      type: "account changed",
      actor: null,
      text: { account: id, change: "made for the demo" },
    });
    for (const workspaceRole of workspaceRoles) {
      await record(tx, {
        type: "workspace role changed",
        actor: null,
        text: { account: id, role: workspaceRole, change: "given" },
      });
    }
  });
  return { kind: "person", id, name, email, workspaceRoles, sessionVersion: 1, through: "web" };
}
