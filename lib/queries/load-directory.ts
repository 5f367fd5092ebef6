import "server-only";
import { accessWorkspace } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { outcomeTransaction, type Tx } from "../db/client.ts";
import { ok } from "../kernel/result.ts";
import type { LaneChoiceView } from "../lanes/lane-views.ts";
import type { DirectoryPersonView } from "../packet/people-views.ts";
import type { Outcome } from "../refusals/refusal.ts";
import { readLaneChoices } from "./view-lanes.ts";

/** Who can be named and which lanes can be chosen. */
export interface DirectoryView {
  readonly people: readonly DirectoryPersonView[];
  readonly lanes: readonly LaneChoiceView[];
}

/** Loads what a new packet is made of: every active account and every lane. */
export async function loadDirectory(actor: Actor): Promise<Outcome<DirectoryView>> {
  return outcomeTransaction(async (tx) => {
    const access = await accessWorkspace(tx, actor, "account.list");
    if (!access.ok) return access;
    return ok({ people: await readDirectory(tx), lanes: await readLaneChoices(tx) });
  });
}

/** Every active account, in order of name. */
export async function readDirectory(tx: Tx): Promise<readonly DirectoryPersonView[]> {
  return tx.account.findMany({
    where: { status: "active" },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { id: true, name: true, email: true },
    take: 2000,
  });
}
