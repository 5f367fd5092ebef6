import type { PacketAccess } from "../../auth/access.ts";
import type { Tx } from "../../db/client.ts";
import { readPosition, type StoredStep } from "../../db/flow-store.ts";
import { follow, plainStart, targetsOf } from "../../flow/flow.ts";
import { addStep } from "./add-step.ts";

/**
 * Begins a new run over a revision that was just cut, or is asked about anew. Nothing is written into the packet: it
 * would no longer be the revision.
 */
export async function beginRun(
  tx: Tx,
  access: PacketAccess,
  over: { readonly id: string; readonly digest: string },
): Promise<StoredStep> {
  const { packet, kind } = access;
  const after = await readPosition(tx, packet.id, kind);
  const trail = follow(kind, targetsOf(kind, plainStart(kind).to, null));
  return addStep(tx, access, {
    after,
    type: "started",
    run: after.run + 1,
    trail,
    recordDigest: over.digest,
    revision: over,
  });
}
