import { type AccessAt, accessPacket, type PacketAccess } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import type { Action } from "../auth/policy.ts";
import { outcomeTransaction, type Tx } from "../db/client.ts";
import { Prisma } from "../db/generated/client.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";

/**
 * Runs one act on a packet: access is decided under lock in the transaction that acts, and a refusal keeps nothing.
 * An id that somebody else has used already is `duplicate`.
 */
export async function onPacket<T>(
  actor: Actor,
  on: { readonly packetId: string; readonly action: Action; readonly at?: AccessAt },
  act: (tx: Tx, access: PacketAccess) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  return once(async (tx) => {
    const access = await accessPacket(tx, actor, on.packetId, on.action, on.at);
    return access.ok ? act(tx, access.value) : access;
  });
}

/**
 * `outcomeTransaction` for acts whose rows have ids of the client's making. Where another transaction has just made
 * the row, the act runs again and finds it: the same sending gets its first result, anything else `duplicate`.
 */
export async function once<T>(act: (tx: Tx) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await outcomeTransaction(act);
  } catch (cause) {
    if (!isTaken(cause)) throw cause;
  }
  try {
    return await outcomeTransaction(act);
  } catch (cause) {
    if (isTaken(cause)) return refuse("duplicate");
    throw cause;
  }
}

function isTaken(cause: unknown): boolean {
  return cause instanceof Prisma.PrismaClientKnownRequestError && cause.code === "P2002";
}
