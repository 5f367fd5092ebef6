import type { PacketAccess } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { documentSections } from "../collab/layout.ts";
import type { Tx } from "../db/client.ts";
import { contentPlace } from "../db/content.ts";
import { createDocument } from "../db/document-store.ts";
import { record } from "../db/ledger-store.ts";
import { bumpState, nextNumber } from "../db/packet-store.ts";
import { readSeats } from "../db/people-store.ts";
import { canonicalBytes } from "../kernel/canonical.ts";
import { ok } from "../kernel/result.ts";
import type { AnnexTitle } from "../packet/content.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { newAnnexKey, openAnnexKey, seal } from "../signing/annex-keys.ts";
import { makeAnnexSchema } from "./annex.schema.ts";
import { onPacket } from "./on-packet.ts";
import { parseInput } from "./parse-input.ts";

type Input = ReturnType<typeof makeAnnexSchema.parse>;

/** An annex as it was made. */
export interface MadeAnnex {
  readonly annexId: string;
  readonly number: number;
}

/**
 * Makes an annex of a slot of the kind, with a key and a document of its own. Its owner is cleared from the start
 * and clears others. That it exists, what kind of thing it holds, why, and who may lift it is in sight of every
 * member; its title is not. Input: `makeAnnexSchema`.
 */
export async function makeAnnex(actor: Actor, input: unknown): Promise<Outcome<MadeAnnex>> {
  const parsed = parseInput(makeAnnexSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId } = parsed.value;
  return onPacket(actor, { packetId, action: "annex.make" }, (tx, access) => make(tx, access, parsed.value));
}

async function make(tx: Tx, access: PacketAccess, input: Input): Promise<Outcome<MadeAnnex>> {
  const { id, packetId, slotKey } = input;
  const { actor, kind, now } = access;
  const ownerId = input.ownerId ?? actor.id;
  const first = await tx.annex.findUnique({ where: { id } });
  if (first) {
    const same = first.packetId === packetId && first.ownerId === ownerId;
    return same ? ok({ annexId: id, number: first.number }) : refuse("duplicate");
  }
  const slot = kind.annexes.find((entry) => entry.key === slotKey);
  if (!slot) return refuse("invalid-input", "This kind has no such annex.");
  const seats = await readSeats(tx, access.packet);
  if (!seats.some((seat) => seat.accountId === ownerId)) {
    return refuse("invalid-input", "The owner of an annex takes part in the packet.");
  }
  const number = await nextNumber(tx, packetId, "annex");
  const key = newAnnexKey();
  const title: AnnexTitle = { title: input.title };
  const place = contentPlace("annexes", id);
  await tx.annex.create({
    data: {
      ...{ id, packetId, number, slotKey, ownerId, ...key },
      holds: input.holds ?? slot.placeholder.holds,
      because: input.because ?? slot.placeholder.because,
      liftedBy: slot.placeholder.liftedBy,
      content: seal(openAnnexKey({ id, ...key }), place, canonicalBytes(title)),
      createdAt: now,
    },
  });
  await tx.clearance.create({ data: { annexId: id, accountId: ownerId, grantedById: actor.id, since: now } });
  await createDocument(tx, { packetId, annexId: id, sections: documentSections(kind, true) });
  await bumpState(tx, packetId, `Annex A${number} was made.`);
  await record(tx, { type: "annex made", actor, packetId, text: { annex: number, slot: slotKey } });
  return ok({ annexId: id, number });
}
