import type { PacketAccess } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { endPacketAccess } from "../auth/revoke.ts";
import type { Tx } from "../db/client.ts";
import { readSeats } from "../db/people-store.ts";
import { ok } from "../kernel/result.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { clearanceSchema } from "./annex.schema.ts";
import { onPacket } from "./on-packet.ts";
import { parseInput } from "./parse-input.ts";
import { recordBound } from "./record-bound.ts";

interface Change {
  readonly packetId: string;
  readonly annexId: string;
  readonly accountId: string;
}

/** Clears somebody who takes part in the packet for an annex: its owner does. Input: `clearanceSchema`. */
export async function grantClearance(actor: Actor, input: unknown): Promise<Outcome<{ annexId: string }>> {
  const parsed = parseInput(clearanceSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId, annexId } = parsed.value;
  return onPacket(actor, { packetId, action: "annex.clear", at: { annexId } }, (tx, access) =>
    grant(tx, access, parsed.value),
  );
}

async function grant(tx: Tx, access: PacketAccess, change: Change): Promise<Outcome<{ annexId: string }>> {
  const { annexId, accountId } = change;
  const seats = await readSeats(tx, access.packet);
  if (!seats.some((seat) => seat.accountId === accountId)) {
    return refuse("invalid-input", "Only somebody who takes part in the packet can be cleared.");
  }
  const held = await tx.clearance.findUnique({ where: { annexId_accountId: { annexId, accountId } } });
  if (held && held.endedAt === null) return ok({ annexId });
  const row = { grantedById: access.actor.id, since: access.now, endedAt: null };
  await tx.clearance.upsert({
    where: { annexId_accountId: { annexId, accountId } },
    create: { annexId, accountId, ...row },
    update: row,
  });
  await changed(tx, access, change, "granted");
  return ok({ annexId });
}

/** Ends a clearance; open sockets of the annex close at once. Input: `clearanceSchema`. */
export async function endClearance(actor: Actor, input: unknown): Promise<Outcome<{ annexId: string }>> {
  const parsed = parseInput(clearanceSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId, annexId, accountId } = parsed.value;
  return onPacket(actor, { packetId, action: "annex.clear", at: { annexId } }, async (tx, access) => {
    const ended = await tx.clearance.updateMany({
      where: { annexId, accountId, endedAt: null },
      data: { endedAt: access.now },
    });
    if (ended.count === 0) return ok({ annexId });
    await changed(tx, access, parsed.value, "ended");
    return ok({ annexId });
  });
}

async function changed(
  tx: Tx,
  access: PacketAccess,
  { packetId, annexId, accountId }: Change,
  what: "granted" | "ended",
): Promise<void> {
  await endPacketAccess(tx, { packetId, accountId });
  await recordBound(tx, {
    actor: access.actor,
    packetId,
    annexId,
    reason: "A clearance changed.",
    type: "clearance changed",
    text: { [what]: accountId },
  });
}
