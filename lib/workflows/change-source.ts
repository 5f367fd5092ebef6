import type { PacketAccess } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { type Tx, transaction } from "../db/client.ts";
import { contentPlace, openContent, sealContent } from "../db/content.ts";
import type { Source } from "../db/generated/client.ts";
import { ok } from "../kernel/result.ts";
import type { SourceContent } from "../packet/content.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { changeSourceSchema } from "./add-source.schema.ts";
import { onPacket } from "./on-packet.ts";
import { parseInput } from "./parse-input.ts";
import { recordBound } from "./record-bound.ts";

type Input = ReturnType<typeof changeSourceSchema.parse>;

/**
 * Says anew what a source is (slot, name, authority, rank) or takes it out of use; its versions and its links stay.
 * Input: `changeSourceSchema`.
 */
export async function changeSource(actor: Actor, input: unknown): Promise<Outcome<{ sourceId: string }>> {
  const parsed = parseInput(changeSourceSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId, sourceId } = parsed.value;
  const source = await transaction((tx) => tx.source.findUnique({ where: { id: sourceId } }));
  if (source?.packetId !== packetId) return refuse("not-found");
  const { annexId } = source;
  return onPacket(actor, { packetId, action: "source.retire", at: { annexId } }, (tx, access) =>
    change(tx, access, parsed.value, annexId),
  );
}

async function change(
  tx: Tx,
  access: PacketAccess,
  input: Input,
  annexId: string | null,
): Promise<Outcome<{ sourceId: string }>> {
  const { packetId, sourceId, slotKey, rank, retired } = input;
  const row = await tx.source.findUniqueOrThrow({ where: { id: sourceId } });
  const isSlot =
    slotKey === undefined || slotKey === null || access.kind.sources.some((s) => s.key === slotKey);
  if (!isSlot) return refuse("invalid-input", "This kind has no such evidence slot.");
  if (row.retiredAt) return retired ? ok({ sourceId }) : refuse("state-conflict", "It was taken out of use.");
  await tx.source.update({
    where: { id: sourceId },
    data: {
      ...(slotKey === undefined ? {} : { slotKey }),
      ...(rank === undefined ? {} : { rank }),
      ...(retired ? { retiredAt: access.now } : {}),
      ...(await renamed(tx, row, input)),
    },
  });
  const { packetId: _packet, sourceId: _source, ...said } = input;
  const name = `Source S${row.number}`;
  await recordBound(tx, {
    actor: access.actor,
    packetId,
    annexId,
    reason: retired ? `${name} was taken out of use.` : `What ${name} is was said anew.`,
    type: "source superseded",
    text: { number: row.number, changed: JSON.parse(JSON.stringify(said)) },
  });
  return ok({ sourceId });
}

async function renamed(tx: Tx, row: Source, input: Input): Promise<Partial<Source>> {
  if (input.name === undefined && input.authority === undefined) return {};
  const place = contentPlace("sources", row.id);
  const before = (await openContent(tx, row.annexId, place, row)) as unknown as SourceContent;
  const after: SourceContent = {
    name: input.name ?? before.name,
    authority: input.authority === undefined ? before.authority : input.authority,
  };
  return sealContent(tx, row.annexId, place, after);
}
