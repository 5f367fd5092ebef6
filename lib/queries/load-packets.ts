import "server-only";
import { accessWorkspace } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { outcomeTransaction } from "../db/client.ts";
import { ok } from "../kernel/result.ts";
import type { TurnView } from "../packet/turn-views.ts";
import type { Outcome } from "../refusals/refusal.ts";
import { readTurns } from "./view-turns.ts";

/** Loads every packet that the actor takes part in, newest first. */
export async function loadPackets(actor: Actor): Promise<Outcome<readonly TurnView[]>> {
  return outcomeTransaction(async (tx) => {
    const access = await accessWorkspace(tx, actor, "home.read");
    if (!access.ok) return access;
    const { all } = await readTurns(tx, actor, access.value.now);
    return ok(all);
  });
}
