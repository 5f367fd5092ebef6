import type { Tx } from "../db/client.ts";
import { record } from "../db/ledger-store.ts";
import { moveManifest, type StoredManifest } from "../db/manifest-store.ts";

/** Puts a pending manifest on hold with a sentence that every member may read, and records it. */
export async function holdManifest(
  tx: Tx,
  manifest: StoredManifest,
  reason: string,
  at: Date,
): Promise<void> {
  if (!(await moveManifest(tx, manifest.id, { from: ["pending"], to: "held", reason, at }))) return;
  await record(tx, {
    type: "manifest held",
    actor: null,
    packetId: manifest.packetId,
    subjects: { manifest: manifest.digest },
    text: { manifest: manifest.number, reason },
  });
}
