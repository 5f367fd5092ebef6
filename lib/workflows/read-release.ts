import { emptySeats } from "../approvals/decide-approval.ts";
import { accessRelease, type ReleaseAccess } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { approvalsOf } from "../db/approval-store.ts";
import { databaseNow, type Tx, transaction } from "../db/client.ts";
import { record } from "../db/ledger-store.ts";
import { manifestById, type StoredManifest } from "../db/manifest-store.ts";
import { noteDelivery, noteRefusal, releaseById, type StoredRelease } from "../db/release-store.ts";
import { revisionById, type StoredRevision } from "../db/revision-store.ts";
import { isUuid } from "../kernel/ids.ts";
import { ok } from "../kernel/result.ts";
import { type Outcome, type RefusalCode, refuse } from "../refusals/refusal.ts";

/** A release opened: bytes that were checked against the digest that was signed, at this very reading. */
export interface OpenedRelease {
  readonly access: ReleaseAccess;
  readonly release: StoredRelease;
  readonly revision: StoredRevision;
  readonly manifest: StoredManifest;
}

/** Refusals that an attempt by somebody signed in leaves a trace of. */
const REASONS: Partial<Record<RefusalCode, string>> = {
  "not-found": "not a recipient",
  "release-closed": "window closed",
  "release-superseded": "superseded",
  "release-withdrawn": "withdrawn",
};

/**
 * Opens a release for reading. A lane's reader leaves *delivery opened* the first time; whoever is refused leaves
 * *delivery refused*, once per person, release and hour, and hears what they would of a release that is not there.
 */
export async function readRelease(actor: Actor, releaseId: string): Promise<Outcome<OpenedRelease>> {
  return transaction(async (tx) => {
    const access = await accessRelease(tx, actor, releaseId, "release.read");
    if (!access.ok) return recordRefusal(tx, actor, releaseId, access.error.code);
    const opened = await openBytes(tx, access.value);
    if (opened.ok && access.value.through === "lane") await recordDelivery(tx, opened.value);
    return opened;
  });
}

/** The bytes of a release, refused where one of them no longer has the digest that was signed. */
export async function openBytes(tx: Tx, access: ReleaseAccess): Promise<Outcome<OpenedRelease>> {
  const { release } = access;
  const revision = await revisionById(tx, release.revisionId);
  const manifest = await manifestById(tx, release.manifestId);
  if (!revision?.partsMatch || !manifest) return refuse("integrity-failed");
  const exact =
    revision.storedDigest === revision.digest &&
    revision.digest === manifest.revisionDigest &&
    (await isSigned(tx, manifest));
  return exact ? ok({ access, release, revision, manifest }) : refuse("integrity-failed");
}

/** True where every seat is filled by a signature over exactly this revision and this manifest. */
async function isSigned(tx: Tx, manifest: StoredManifest): Promise<boolean> {
  const given = (await approvalsOf(tx, manifest.id)).filter(
    (one) => one.revisionDigest === manifest.revisionDigest && one.manifestDigest === manifest.digest,
  );
  return emptySeats(manifest.predicate, given).length === 0;
}

/** Records that a lane's reader has a release: a leaf the first time, a count after. */
export async function recordDelivery(tx: Tx, { access, release, manifest }: OpenedRelease): Promise<void> {
  const isFirst = await noteDelivery(tx, release.id, access.actor.id, access.now);
  if (!isFirst) return;
  await record(tx, {
    type: "delivery opened",
    actor: access.actor,
    packetId: release.packetId,
    subjects: { manifest: manifest.digest, revision: manifest.revisionDigest },
    text: { release: release.id },
  });
}

/** Records an attempt at a release that was refused, and says what its maker hears. */
export async function recordRefusal(
  tx: Tx,
  actor: Actor,
  releaseId: string,
  code: RefusalCode,
): Promise<Outcome<never>> {
  const reason = REASONS[code];
  const release = reason && isUuid(releaseId) ? await releaseById(tx, releaseId) : null;
  if (!reason || !release) return refuse(code);
  const why =
    (await lostSeat(tx, release, actor.id)) && code === "not-found" ? "no longer a recipient" : reason;
  const now = await databaseNow(tx);
  const isFirst = await noteRefusal(tx, { releaseId, accountId: actor.id, now, reason: why });
  if (isFirst) {
    await record(tx, {
      type: "delivery refused",
      actor,
      packetId: release.packetId,
      text: { release: releaseId, reason: why },
    });
  }
  // Only who was a recipient hears that it was withdrawn, and then why.
  return code === "release-withdrawn" ? refuse(code, release.reason ?? undefined) : refuse(code);
}

/** True where somebody has read this release before and is no recipient any more. */
async function lostSeat(tx: Tx, release: StoredRelease, accountId: string): Promise<boolean> {
  const seen = await tx.delivery.findUnique({
    where: { releaseId_accountId: { releaseId: release.id, accountId } },
    select: { id: true },
  });
  return seen !== null;
}
