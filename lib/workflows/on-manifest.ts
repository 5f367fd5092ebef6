import { type AccessAt, accessPacket, type PacketAccess } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import type { Action } from "../auth/policy.ts";
import type { Tx } from "../db/client.ts";
import { manifestById, type StoredManifest } from "../db/manifest-store.ts";
import { isUuid } from "../kernel/ids.ts";
import { ok } from "../kernel/result.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";

/** Access to the packet of a manifest, and the manifest as it stands once access is given (under lock where it acts). */
export async function accessManifest(
  tx: Tx,
  actor: Actor,
  manifestId: string,
  action: Action,
  at?: AccessAt,
): Promise<Outcome<{ readonly access: PacketAccess; readonly manifest: StoredManifest }>> {
  if (!isUuid(manifestId)) return refuse("not-found");
  const row = await tx.manifest.findUnique({ where: { id: manifestId }, select: { packetId: true } });
  if (!row) return refuse("not-found");
  const access = await accessPacket(tx, actor, row.packetId, action, at);
  if (!access.ok) return access;
  const manifest = await manifestById(tx, manifestId);
  return manifest ? ok({ access: access.value, manifest }) : refuse("not-found");
}
