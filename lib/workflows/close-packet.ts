import type { Actor } from "../auth/actor.ts";
import { notify } from "../bus/notify.ts";
import { ok } from "../kernel/result.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { onPacket } from "./on-packet.ts";
import { parseInput } from "./parse-input.ts";
import { closePacketSchema, divertPacketSchema } from "./people.schema.ts";
import { recordBound } from "./record-bound.ts";

/** Closes a packet for good: it can be read, and nothing of it written. Input: `closePacketSchema`. */
export async function closePacket(actor: Actor, input: unknown): Promise<Outcome<{ packetId: string }>> {
  const parsed = parseInput(closePacketSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId, reason } = parsed.value;
  return onPacket(actor, { packetId, action: "packet.close" }, async (tx, access) => {
    await tx.packet.update({ where: { id: packetId }, data: { state: "closed", closedAt: access.now } });
    await notify(tx, { kind: "access", packetId });
    await recordBound(tx, {
      actor,
      packetId,
      annexId: null,
      reason: "The packet was closed.",
      type: "closed",
      text: { reason },
    });
    return ok({ packetId });
  });
}

/**
 * Diverts a packet to where its kind says that such a matter goes first. It rests there: what comes back is a new
 * packet. Input: `divertPacketSchema`.
 */
export async function divertPacket(actor: Actor, input: unknown): Promise<Outcome<{ packetId: string }>> {
  const parsed = parseInput(divertPacketSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId, question, reason } = parsed.value;
  return onPacket(actor, { packetId, action: "packet.divert" }, async (tx, access) => {
    const diversion = access.kind.diversions[question];
    if (!diversion) return refuse("invalid-input", "This kind knows no such diversion.");
    await tx.packet.update({ where: { id: packetId }, data: { state: "diverted" } });
    await notify(tx, { kind: "access", packetId });
    await recordBound(tx, {
      actor,
      packetId,
      annexId: null,
      reason: `The packet was diverted: ${diversion.to}`,
      type: "diverted",
      text: { question: diversion.question, to: diversion.to, reason },
    });
    return ok({ packetId });
  });
}
