import "server-only";
import { accessWorkspace } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { outcomeTransaction } from "../db/client.ts";
import { memberPackets } from "../db/packet-list.ts";
import { ok } from "../kernel/result.ts";
import type { Outcome } from "../refusals/refusal.ts";

/** What the frame of every signed-in page shows: where one is, who one is, and where the palette can go. */
export interface ShellView {
  readonly workspaceName: string;
  readonly viewer: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly workspaceRoles: readonly ("auditor" | "admin")[];
    readonly demoRole: string | null;
  };
  readonly places: readonly { readonly href: string; readonly title: string; readonly group: string }[];
}

/** Loads the frame. Its palette names the packets that the actor takes part in, and no other. */
export async function loadShell(actor: Actor): Promise<Outcome<ShellView>> {
  return outcomeTransaction(async (tx) => {
    const access = await accessWorkspace(tx, actor, "home.read");
    if (!access.ok) return access;
    const workspace = await tx.workspace.findUnique({ where: { id: 1 }, select: { name: true } });
    const account = await tx.account.findUnique({ where: { id: actor.id }, select: { demoRole: true } });
    const packets = (await memberPackets(tx, actor.id)).slice(0, 100);
    const { id, name, email, workspaceRoles } = actor;
    return ok({
      workspaceName: workspace?.name ?? "Countersign",
      viewer: { id, name, email, workspaceRoles, demoRole: account?.demoRole ?? null },
      places: packets.map(({ slug, title }) => ({ href: `/packets/${slug}`, title, group: "Packets" })),
    });
  });
}
