import type { Actor } from "../auth/actor.ts";
import { notify } from "../bus/notify.ts";
import { record } from "../db/ledger-store.ts";
import { moveManifest, openManifest } from "../db/manifest-store.ts";
import { ok } from "../kernel/result.ts";
import type { Outcome } from "../refusals/refusal.ts";
import { wholePacketSchema } from "./approval.schema.ts";
import { onPacket } from "./on-packet.ts";
import { parseInput } from "./parse-input.ts";

/** Makes the text editable again and puts a pending manifest on hold. Input: `wholePacketSchema`. */
export async function reopenPacket(actor: Actor, input: unknown): Promise<Outcome<{ packetId: string }>> {
  const parsed = parseInput(wholePacketSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId } = parsed.value;
  return onPacket(actor, { packetId, action: "packet.reopen" }, async (tx, access) => {
    const reason = `Reopened for editing by ${actor.name}.`;
    await tx.packet.update({ where: { id: packetId }, data: { state: "drafting" } });
    const manifest = await openManifest(tx, packetId);
    const held =
      manifest &&
      (await moveManifest(tx, manifest.id, { from: ["pending"], to: "held", reason, at: access.now }));
    await notify(tx, { kind: "access", packetId });
    if (manifest && held) {
      await record(tx, {
        type: "manifest held",
        actor: null,
        packetId,
        subjects: { manifest: manifest.digest },
        text: { manifest: manifest.number, reason },
      });
    }
    await record(tx, { type: "reopened", actor, packetId });
    return ok({ packetId });
  });
}
