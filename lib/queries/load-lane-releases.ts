import "server-only";
import type { Actor } from "../auth/actor.ts";
import { approvalsOf } from "../db/approval-store.ts";
import { databaseNow, type Tx, transaction } from "../db/client.ts";
import { kindByDigest } from "../db/kind-store.ts";
import { manifestById } from "../db/manifest-store.ts";
import { releaseById } from "../db/release-store.ts";
import { ok } from "../kernel/result.ts";
import type { InboxReleaseView, ReleasePageView } from "../lanes/views.ts";
import { stateAt } from "../lanes/window.ts";
import { releasePill } from "../packet/pill.ts";
import type { Outcome } from "../refusals/refusal.ts";
import { type OpenedRelease, readRelease } from "../workflows/read-release.ts";

/** Every release that the actor may read as a recipient, or could before its window closed; newest first. */
export async function loadLaneInbox(actor: Actor): Promise<Outcome<readonly InboxReleaseView[]>> {
  return transaction(async (tx) => {
    const now = await databaseNow(tx);
    const rows = await tx.$queryRaw<{ id: string }[]>`
      SELECT r."id"::text FROM "releases" r
      JOIN "lanes" l ON l."id" = r."laneId"
      JOIN "lane_versions" v ON v."laneId" = l."id" AND v."version" = l."version"
      WHERE ${actor.id}::uuid = ANY(v."recipientIds") ORDER BY r."opensAt" DESC LIMIT 200`;
    const out: InboxReleaseView[] = [];
    for (const { id } of rows) {
      const view = await inboxRelease(tx, actor, id, now);
      if (view) out.push(view);
    }
    return ok(out);
  });
}

async function inboxRelease(tx: Tx, actor: Actor, id: string, now: Date): Promise<InboxReleaseView | null> {
  const release = await releaseById(tx, id);
  const manifest = release && (await manifestById(tx, release.manifestId));
  if (!release || !manifest?.predicate.lane) return null;
  const bound = await tx.laneVersion.findUnique({
    where: { laneId_version: { laneId: release.laneId, version: manifest.predicate.lane.version } },
    select: { recipientIds: true },
  });
  if (!bound?.recipientIds.includes(actor.id)) return null;
  const delivery = await tx.delivery.findUnique({
    where: { releaseId_accountId: { releaseId: id, accountId: actor.id } },
    select: { id: true },
  });
  return {
    id,
    title: manifest.predicate.packet.title,
    kindTitle: (await kindByDigest(tx, manifest.predicate.kind.digest)).title,
    revisionNumber: manifest.predicate.revision.number,
    revisionDigest: manifest.revisionDigest,
    pill: releasePill(release, now),
    opensAt: release.opensAt.toISOString(),
    closesAt: release.closesAt.toISOString(),
    openedByMe: delivery !== null,
  };
}

/** Opens a release for its reader: the delivery, or the refusal, is recorded. */
export async function loadRelease(actor: Actor, releaseId: string): Promise<Outcome<ReleasePageView>> {
  const opened = await readRelease(actor, releaseId);
  if (!opened.ok) return opened;
  return transaction((tx) => asPage(tx, actor, opened.value));
}

/** Who of a packet's people may record a finding; the policy decides again when it is sent. */
const SPEAKERS = ["artifact-owner", "release-owner", "author", "reviewer", "required-signer"] as const;

async function asPage(tx: Tx, actor: Actor, opened: OpenedRelease): Promise<Outcome<ReleasePageView>> {
  const { access, release, manifest, revision } = opened;
  const approvals = (await approvalsOf(tx, manifest.id)).filter((one) => one.verb === "approve");
  const state = stateAt(release, access.now);
  return ok({
    release: {
      id: release.id,
      packetSlug: access.packet.slug,
      title: manifest.predicate.packet.title,
      kindTitle: (await kindByDigest(tx, manifest.predicate.kind.digest)).title,
      revisionNumber: manifest.predicate.revision.number,
      revisionDigest: revision.digest,
      manifestDigest: manifest.digest,
      laneTitle: manifest.predicate.lane?.title ?? "",
      pill: releasePill(release, access.now),
      reason: release.reason,
      holdReason: release.onHold ? release.holdReason : null,
      opensAt: release.opensAt.toISOString(),
      closesAt: release.closesAt.toISOString(),
      readerName: actor.name,
      readAt: access.now.toISOString(),
      mayExport: access.exportAllowed,
      exportHref: `/api/v1/releases/${release.id}/bundle`,
      approvals: approvals.map(({ predicate, at }) => ({
        name: predicate.signer.name,
        as: (predicate.as ?? predicate.role).replaceAll("-", " "),
        onBehalfOf: predicate.onBehalfOf?.name ?? null,
        method: predicate.method,
        at: at.toISOString(),
      })),
      supersededById: access.through === "lane" ? null : release.supersededBy,
    },
    revision: revision.body,
    mayWithdraw: state === "open" && access.roles.has("release-owner"),
    mayReport:
      state === "open" && (access.through === "lane" || SPEAKERS.some((role) => access.roles.has(role))),
    through: access.through,
  });
}
