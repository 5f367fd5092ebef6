import type { PacketAccess } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { type Tx, transaction } from "../db/client.ts";
import { contentPlace, sealContent } from "../db/content.ts";
import { ok } from "../kernel/result.ts";
import type { RemarkContent } from "../packet/content.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { markRemarkSchema, writeRemarkSchema } from "./objection.schema.ts";
import { onPacket } from "./on-packet.ts";
import { parseInput } from "./parse-input.ts";
import { placeStands } from "./raise-objection.ts";

/**
 * Writes a remark or a reply. It blocks nothing, is in no revision, raises no state number and has no leaf.
 * Input: `writeRemarkSchema`.
 */
export async function writeRemark(actor: Actor, input: unknown): Promise<Outcome<{ remarkId: string }>> {
  const parsed = parseInput(writeRemarkSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId, annexId } = parsed.value;
  return onPacket(actor, { packetId, action: "remark.write", at: { annexId } }, (tx, access) =>
    write(tx, access, parsed.value),
  );
}

async function write(
  tx: Tx,
  access: PacketAccess,
  input: ReturnType<typeof writeRemarkSchema.parse>,
): Promise<Outcome<{ remarkId: string }>> {
  const { id, packetId, annexId, parentId, anchor, text } = input;
  const first = await tx.remark.findUnique({ where: { id } });
  if (first) {
    const same = first.packetId === packetId && first.authorId === access.actor.id;
    return same ? ok({ remarkId: id }) : refuse("duplicate");
  }
  if (parentId !== null) {
    // A thread has one level: a reply to a reply would be lost in the margin.
    const parent = await tx.remark.findFirst({ where: { id: parentId, packetId, annexId, parentId: null } });
    if (!parent) return refuse("not-found");
  }
  const placed = anchor === null ? ok(null) : await placeStands(tx, packetId, annexId, anchor);
  if (!placed.ok) return placed;
  const value: RemarkContent = { text, anchor };
  const content = await sealContent(tx, annexId, contentPlace("remarks", id), value);
  const authorId = access.actor.id;
  await tx.remark.create({
    data: { id, packetId, annexId, parentId, authorId, createdAt: access.now, ...content },
  });
  return ok({ remarkId: id });
}

/** Marks a remark's thread as done, or open again. Input: `markRemarkSchema`. */
export async function markRemark(actor: Actor, input: unknown): Promise<Outcome<{ remarkId: string }>> {
  const parsed = parseInput(markRemarkSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId, remarkId, done } = parsed.value;
  const remark = await transaction((tx) => tx.remark.findUnique({ where: { id: remarkId } }));
  if (remark?.packetId !== packetId || remark.parentId !== null) return refuse("not-found");
  const { annexId } = remark;
  return onPacket(actor, { packetId, action: "remark.write", at: { annexId } }, async (tx, access) => {
    await tx.remark.update({ where: { id: remarkId }, data: { doneAt: done ? access.now : null } });
    return ok({ remarkId });
  });
}
