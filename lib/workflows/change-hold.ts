import type { PacketAccess } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { type Tx, transaction } from "../db/client.ts";
import { contentPlace, openContent, sealContent } from "../db/content.ts";
import { nextNumber } from "../db/packet-store.ts";
import { ok } from "../kernel/result.ts";
import type { HoldContent } from "../packet/content.ts";
import { decideHold } from "../packet/holds.ts";
import { holdsKindRole } from "../packet/seats.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { closeHoldSchema, openHoldSchema } from "./annex.schema.ts";
import { onPacket } from "./on-packet.ts";
import { parseInput } from "./parse-input.ts";
import { recordBound } from "./record-bound.ts";

/** A hold as it was opened. */
export interface OpenedHold {
  readonly holdId: string;
  readonly number: number;
}

/** Opens a hold: a reason not to go on. It stands until the role that the kind names closes it. Input: `openHoldSchema`. */
export async function openHold(actor: Actor, input: unknown): Promise<Outcome<OpenedHold>> {
  const parsed = parseInput(openHoldSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId, annexId } = parsed.value;
  return onPacket(actor, { packetId, action: "hold.open", at: { annexId } }, (tx, access) =>
    open(tx, access, parsed.value),
  );
}

async function open(
  tx: Tx,
  access: PacketAccess,
  input: ReturnType<typeof openHoldSchema.parse>,
): Promise<Outcome<OpenedHold>> {
  const { id, packetId, annexId, sinkKey, reason } = input;
  const { actor, kind, now } = access;
  const first = await tx.hold.findUnique({ where: { id } });
  if (first) {
    const same = first.packetId === packetId && first.raisedById === actor.id;
    return same ? ok({ holdId: id, number: first.number }) : refuse("duplicate");
  }
  const decided = decideHold(kind, sinkKey);
  if (!decided.ok) return decided;
  const { sort, liftedBy } = decided.value;
  const number = await nextNumber(tx, packetId, "hold", annexId);
  const value: HoldContent = { reason, liftedBy };
  const content = await sealContent(tx, annexId, contentPlace("holds", id), value);
  await tx.hold.create({
    data: { id, packetId, annexId, number, sort, raisedById: actor.id, openedAt: now, ...content },
  });
  await recordBound(tx, {
    actor,
    packetId,
    annexId,
    reason: `Hold H${number} was opened.`,
    type: "hold opened",
    text: { number, sort, reason, liftedBy },
  });
  return ok({ holdId: id, number });
}

/** Closes a hold with a reason: only the role that the kind names. Input: `closeHoldSchema`. */
export async function closeHold(actor: Actor, input: unknown): Promise<Outcome<{ holdId: string }>> {
  const parsed = parseInput(closeHoldSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId, holdId } = parsed.value;
  const row = await transaction((tx) => tx.hold.findUnique({ where: { id: holdId } }));
  if (row?.packetId !== packetId) return refuse("not-found");
  const { annexId } = row;
  return onPacket(actor, { packetId, action: "hold.close", at: { annexId } }, (tx, access) =>
    close(tx, access, { ...parsed.value, annexId }),
  );
}

async function close(
  tx: Tx,
  access: PacketAccess,
  on: { holdId: string; packetId: string; annexId: string | null; reason: string },
): Promise<Outcome<{ holdId: string }>> {
  const { holdId, packetId, annexId } = on;
  const row = await tx.hold.findUniqueOrThrow({ where: { id: holdId } });
  const place = contentPlace("holds", holdId);
  const before = (await openContent(tx, annexId, place, row)) as unknown as HoldContent;
  if (!holdsKindRole(access.kind, access, before.liftedBy)) return refuse("not-found");
  if (row.closedAt) return row.closedById === access.actor.id ? ok({ holdId }) : refuse("duplicate");
  const value: HoldContent = { ...before, closeReason: on.reason };
  const content = await sealContent(tx, annexId, place, value);
  await tx.hold.update({
    where: { id: holdId },
    data: { closedAt: access.now, closedById: access.actor.id, ...content },
  });
  await recordBound(tx, {
    actor: access.actor,
    packetId,
    annexId,
    reason: `Hold H${row.number} was closed.`,
    type: "hold closed",
    text: { number: row.number, reason: on.reason },
  });
  return ok({ holdId });
}
