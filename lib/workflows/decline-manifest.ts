import type { PacketAccess } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { notify } from "../bus/notify.ts";
import { outcomeTransaction, type Tx } from "../db/client.ts";
import { record } from "../db/ledger-store.ts";
import { moveManifest, type StoredManifest } from "../db/manifest-store.ts";
import { ok } from "../kernel/result.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { declineManifestSchema } from "./approval.schema.ts";
import { declineSigning } from "./flow/approval-steps.ts";
import { accessManifest } from "./on-manifest.ts";
import { parseInput } from "./parse-input.ts";

/** Declines a manifest with a reason and unfreezes the text. Input: `declineManifestSchema`. */
export async function declineManifest(actor: Actor, input: unknown): Promise<Outcome<{ packetId: string }>> {
  const parsed = parseInput(declineManifestSchema, input);
  if (!parsed.ok) return parsed;
  const { manifestId, reason } = parsed.value;
  return outcomeTransaction(async (tx) => {
    const found = await accessManifest(tx, actor, manifestId, "manifest.decline");
    if (!found.ok) return found;
    const { access, manifest } = found.value;
    const declined = await decline(tx, access, manifest, { reason, subjects: {}, role: null });
    return declined.ok ? ok({ packetId: manifest.packetId }) : declined;
  });
}

/** Moves a manifest to declined, unfreezes the packet, records it, and moves the flow. The caller holds the packet row. */
export async function decline(
  tx: Tx,
  access: PacketAccess,
  manifest: StoredManifest,
  given: {
    readonly reason: string;
    readonly subjects: Readonly<Record<string, string>>;
    /** The seat that declined, where it is known. */
    readonly role: string | null;
  },
): Promise<Outcome<null>> {
  const { packetId } = manifest;
  const { actor, now, onBehalfOf } = access;
  const step = { from: ["pending", "held"], to: "declined", reason: given.reason, at: now } as const;
  if (!(await moveManifest(tx, manifest.id, step))) return refuse("state-conflict");
  await tx.packet.update({ where: { id: packetId }, data: { state: "drafting" } });
  await notify(tx, { kind: "access", packetId });
  await record(tx, {
    type: "manifest declined",
    actor,
    onBehalfOf: onBehalfOf?.accountId,
    packetId,
    subjects: { manifest: manifest.digest, revision: manifest.revisionDigest, ...given.subjects },
    text: { manifest: manifest.number, reason: given.reason },
  });
  return declineSigning(tx, access, { manifest, reason: given.reason, role: given.role });
}
