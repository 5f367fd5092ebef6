import type { Actor } from "../auth/actor.ts";
import { type Tx, transaction } from "../db/client.ts";
import { contentPlace, sealContent } from "../db/content.ts";
import { nextNumber } from "../db/packet-store.ts";
import { ok } from "../kernel/result.ts";
import type { ClaimContent } from "../packet/content.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { makeClaimSchema, retractClaimSchema } from "./claim.schema.ts";
import { onPacket } from "./on-packet.ts";
import { parseInput } from "./parse-input.ts";
import { bumpBound, recordBound } from "./record-bound.ts";

/** A claim as it was made. */
export interface MadeClaim {
  readonly claimId: string;
  readonly number: number;
}

/**
 * Makes the row of a claim; the editor then marks its span with the row's id. Making it has no leaf of its own:
 * the text that it stands in is bound by the cut. Input: `makeClaimSchema`.
 */
export async function makeClaim(actor: Actor, input: unknown): Promise<Outcome<MadeClaim>> {
  const parsed = parseInput(makeClaimSchema, input);
  if (!parsed.ok) return parsed;
  const { id, packetId, annexId, quote, blockId, assertion } = parsed.value;
  return onPacket(actor, { packetId, action: "claim.make", at: { annexId } }, async (tx, access) => {
    const first = await tx.claim.findUnique({ where: { id } });
    if (first) {
      const same = first.packetId === packetId && first.createdById === actor.id;
      return same ? ok({ claimId: id, number: first.number }) : refuse("duplicate");
    }
    const number = await nextNumber(tx, packetId, "claim", annexId);
    const value: ClaimContent = { quote, blockId, assertion };
    const content = await sealContent(tx, annexId, contentPlace("claims", id), value);
    const made = { id, packetId, annexId, number, createdById: actor.id, createdAt: access.now };
    await tx.claim.create({ data: { ...made, ...content } });
    await bumpBound(tx, { packetId, annexId, reason: `Claim C${number} was made.` });
    return ok({ claimId: id, number });
  });
}

/** Takes a claim back: its mark counts for nothing from now on and its links end. Input: `retractClaimSchema`. */
export async function retractClaim(actor: Actor, input: unknown): Promise<Outcome<{ claimId: string }>> {
  const parsed = parseInput(retractClaimSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId, claimId } = parsed.value;
  const claim = await transaction((tx) => tx.claim.findUnique({ where: { id: claimId } }));
  if (claim?.packetId !== packetId) return refuse("not-found");
  const { annexId, number } = claim;
  return onPacket(actor, { packetId, action: "claim.retract", at: { annexId } }, async (tx, access) => {
    const taken = await tx.claim.updateMany({
      where: { id: claimId, retractedAt: null },
      data: { retractedAt: access.now },
    });
    if (taken.count === 0) return ok({ claimId });
    const ended = await endLinks(tx, claimId, actor.id, access.now);
    const reason = `Claim C${number} was retracted.`;
    if (ended === 0) await bumpBound(tx, { packetId, annexId, reason });
    else {
      const text = { claim: number, links: ended, retracted: true };
      await recordBound(tx, { actor, packetId, annexId, reason, type: "claim untraced", text });
    }
    return ok({ claimId });
  });
}

async function endLinks(tx: Tx, claimId: string, endedById: string, endedAt: Date): Promise<number> {
  const ended = await tx.traceLink.updateMany({
    where: { claimId, endedAt: null },
    data: { endedAt, endedById },
  });
  return ended.count;
}
