import { releasedSubjects } from "../approvals/leaf-subjects.ts";
import type { PacketAccess } from "../auth/access.ts";
import { notify } from "../bus/notify.ts";
import { approvalsOf } from "../db/approval-store.ts";
import type { Tx } from "../db/client.ts";
import type { GateReading } from "../db/gate-input.ts";
import { record } from "../db/ledger-store.ts";
import { moveManifest, type StoredManifest } from "../db/manifest-store.ts";
import { keepRelease, moveRelease, openRelease, type StoredRelease } from "../db/release-store.ts";
import { assertInvariant } from "../kernel/invariant.ts";
import { closingTime } from "../lanes/window.ts";
import { sealEnvelope } from "../manifest/dsse.ts";
import { workspaceKey } from "../signing/workspace-keys.ts";

/** What opens a release. `recordApproved` writes the leaf of the last signature, before the release's own. */
export interface Opening {
  readonly access: PacketAccess;
  readonly manifest: StoredManifest;
  readonly reading: GateReading;
  readonly releaseId: string;
  readonly recordApproved: () => Promise<unknown>;
}

/**
 * Opens the release of a manifest whose last signature was just kept: signs both envelopes here and nowhere else,
 * supersedes the packet's older release, unfreezes the text, and ends the workflow with the handoff record.
 */
export async function openLaneRelease(tx: Tx, opening: Opening): Promise<void> {
  const { access, manifest, reading, releaseId } = opening;
  const { now, actor } = access;
  const { packetId } = manifest;
  const { lane, window } = manifest.predicate;
  assertInvariant(lane, "AP15", "a release without a lane");
  const step = { from: ["pending"], to: "approved", reason: null, at: now } as const;
  assertInvariant(
    await moveManifest(tx, manifest.id, step),
    "AP15",
    "the manifest was not pending under its lock",
  );
  await tx.packet.update({ where: { id: packetId }, data: { state: "drafting" } });
  await notify(tx, { kind: "access", packetId });
  const older = await openRelease(tx, packetId);
  if (older)
    await moveRelease(tx, older.id, { to: "superseded", reason: null, supersededBy: releaseId, at: now });
  const approvals = (await approvalsOf(tx, manifest.id)).filter((one) => one.verb === "approve");
  await opening.recordApproved();
  if (older) await recordSuperseded(tx, access, older);
  // The release opens at the very time that its leaf says, so that a verifier computes the same closing time.
  const { index, at: opensAt } = await record(tx, {
    type: "released",
    actor,
    packetId,
    subjects: releasedSubjects({
      revision: manifest.revisionDigest,
      manifest: manifest.digest,
      approvals: approvals.map((one) => one.digest),
    }),
    text: {
      revision: manifest.predicate.revision.number,
      lane: lane.title,
    },
  });
  const key = workspaceKey();
  await keepRelease(tx, {
    id: releaseId,
    packetId,
    manifestId: manifest.id,
    revisionId: manifest.revisionId,
    laneId: lane.id,
    opensAt,
    closesAt: closingTime(opensAt, window.hours, new Date(window.closesNoLaterThan)),
    manifestEnvelope: sealEnvelope(manifest.bytes, key),
    approvalEnvelopes: approvals.map((one) => sealEnvelope(one.bytes, key)),
    ledgerIndex: index,
  });
  await recordHandoff(tx, access, { manifest, reading, lane: lane.title });
}

async function recordSuperseded(
  tx: Tx,
  { actor, packet }: PacketAccess,
  older: StoredRelease,
): Promise<void> {
  const row = await tx.manifest.findUniqueOrThrow({
    where: { id: older.manifestId },
    select: { digest: true },
  });
  await record(tx, {
    type: "release superseded",
    actor,
    packetId: packet.id,
    subjects: { manifest: row.digest },
    text: { release: older.id },
  });
}

async function recordHandoff(
  tx: Tx,
  { actor, packet }: PacketAccess,
  of: { readonly manifest: StoredManifest; readonly reading: GateReading; readonly lane: string },
): Promise<void> {
  const { objections, stopBoundary } = of.reading.candidate.body;
  const residuals = objections
    .filter((one) => one.state === "accepted-as-residual")
    .map((one) => `O${one.number}`);
  await record(tx, {
    type: "handoff",
    actor,
    packetId: packet.id,
    subjects: { manifest: of.manifest.digest, revision: of.manifest.revisionDigest },
    text: { lane: of.lane, residuals, stopBoundary: stopBoundary.statement },
  });
}
