import { decidePointing } from "../annexes/boundary.ts";
import type { PacketAccess } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import type { Tx } from "../db/client.ts";
import { contentPlace, sealContent } from "../db/content.ts";
import { addObjectionEvent } from "../db/objection-store.ts";
import { nextNumber } from "../db/packet-store.ts";
import { ok } from "../kernel/result.ts";
import type { Place } from "../objections/place.schema.ts";
import type { ObjectionContent } from "../packet/content.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { raiseObjectionSchema } from "./objection.schema.ts";
import { onPacket } from "./on-packet.ts";
import { parseInput } from "./parse-input.ts";
import { recordBound } from "./record-bound.ts";

type Input = ReturnType<typeof raiseObjectionSchema.parse>;

/** An objection as it was raised. */
export interface RaisedObjection {
  readonly objectionId: string;
  readonly number: number;
}

/** Raises an objection to a span, a claim, a register row or the packet. Input: `raiseObjectionSchema`. */
export async function raiseObjection(actor: Actor, input: unknown): Promise<Outcome<RaisedObjection>> {
  const parsed = parseInput(raiseObjectionSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId, annexId } = parsed.value;
  return onPacket(actor, { packetId, action: "objection.raise", at: { annexId } }, (tx, access) =>
    raise(tx, access, parsed.value),
  );
}

async function raise(tx: Tx, access: PacketAccess, input: Input): Promise<Outcome<RaisedObjection>> {
  const { id, packetId, annexId, anchor, text, fromRemarkId } = input;
  const { actor, kind, now } = access;
  const first = await tx.objection.findUnique({ where: { id } });
  if (first) {
    const same = first.packetId === packetId && first.raisedById === actor.id;
    return same ? ok({ objectionId: id, number: first.number }) : refuse("duplicate");
  }
  if (!kind.objections.classes.includes(input.class)) {
    return refuse("invalid-input", `An objection here is of one of: ${kind.objections.classes.join(", ")}.`);
  }
  const placed = await placeStands(tx, packetId, annexId, anchor);
  if (!placed.ok) return placed;
  const number = await nextNumber(tx, packetId, "objection", annexId);
  const value: ObjectionContent = { anchor, class: input.class };
  const content = await sealContent(tx, annexId, contentPlace("objections", id), value);
  await tx.objection.create({
    data: { id, packetId, annexId, number, raisedById: actor.id, raisedAt: now, ...content },
  });
  const event = { objectionId: id, annexId, seq: 1, type: "raised", actorId: actor.id, at: now } as const;
  await addObjectionEvent(tx, { ...event, content: { text } });
  if (fromRemarkId !== null) {
    const raised = await tx.remark.updateMany({
      where: { id: fromRemarkId, packetId, annexId, objectionId: null },
      data: { objectionId: id },
    });
    if (raised.count === 0) return refuse("not-found");
  }
  await recordBound(tx, {
    actor,
    packetId,
    annexId,
    reason: `Objection O${number} was raised.`,
    type: "objection raised",
    text: { number, class: input.class, text },
  });
  return ok({ objectionId: id, number });
}

/** Whether the claim or row that a place names is there, in a scope that the place's own scope may point into. */
export async function placeStands(
  tx: Tx,
  packetId: string,
  annexId: string | null,
  place: Place,
): Promise<Outcome<null>> {
  if (place.kind === "span" || place.kind === "packet") return ok(null);
  const target =
    place.kind === "claim"
      ? await tx.claim.findFirst({ where: { id: place.claimId, packetId }, select: { annexId: true } })
      : await tx.registerRow.findFirst({ where: { id: place.rowId, packetId }, select: { annexId: true } });
  const pointing = target === null ? refuse("not-found") : decidePointing(annexId, target.annexId);
  // From outside an annex, what is in it and what is nowhere are the same.
  return pointing.ok ? ok(null) : refuse("not-found");
}
