import "server-only";
import { accessPacket } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { outcomeTransaction, type Tx } from "../db/client.ts";
import { readForGates } from "../db/gate-input.ts";
import { readNames } from "../db/people-store.ts";
import { releasesOf, type StoredRelease } from "../db/release-store.ts";
import { revisionByNumber, revisionLines, type StoredRevision } from "../db/revision-store.ts";
import { ok } from "../kernel/result.ts";
import { type Pill, releasePill } from "../packet/pill.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { diffRevisions } from "../revision/diff.ts";
import type { DiffPageView, LineageView, RevisionPageView } from "../revision/views.ts";
import { type OpenPacket, openPacket } from "./open-packet.ts";

/** The line of a packet's revisions, newest first, with what became of each. */
export async function loadRevisions(actor: Actor, slug: string): Promise<Outcome<readonly LineageView[]>> {
  return outcomeTransaction(async (tx) => {
    const opened = await openPacket(tx, actor, slug, "revision.read");
    if (!opened.ok) return opened;
    const { packet, now } = opened.value.access;
    const lines = await revisionLines(tx, packet.id);
    const names = await readNames(
      tx,
      lines.map((line) => line.cutById),
    );
    const manifests = await manifestNotes(tx, packet.id);
    const releases = await releasesOf(tx, packet.id);
    return ok(
      lines.map((line) => {
        const own = manifests.filter((one) => one.revisionId === line.id);
        const release = releases.find((one) => one.revisionId === line.id) ?? null;
        return {
          number: line.number,
          digest: line.digest,
          cutAt: line.cutAt.toISOString(),
          cutBy: names.get(line.cutById) ?? "Somebody who left",
          head: line.id === packet.headRevisionId,
          pill: release ? releasePill(release, now) : manifestPill(own),
          notes: [...own.flatMap((one) => one.note ?? []), ...releaseNotes(release)],
          releaseId: release?.id ?? null,
        };
      }),
    );
  });
}

interface ManifestNote {
  readonly revisionId: string;
  readonly state: string;
  readonly note: { readonly says: string; readonly at: string } | null;
}

async function manifestNotes(tx: Tx, packetId: string): Promise<readonly ManifestNote[]> {
  const manifests = await tx.manifest.findMany({
    where: { packetId },
    orderBy: { number: "desc" },
    select: { id: true, revisionId: true, number: true },
  });
  const states = await tx.manifestState.findMany({ where: { packetId } });
  return manifests.flatMap(({ id, revisionId, number }) => {
    const state = states.find((one) => one.manifestId === id);
    if (!state) return [];
    const says = `Manifest ${number} ${state.state}${state.reason ? `: ${state.reason}` : ""}`;
    const isSettled = state.state === "approved" || state.state === "pending";
    return [
      {
        revisionId,
        state: state.state,
        note: isSettled ? null : { says, at: state.changedAt.toISOString() },
      },
    ];
  });
}

function manifestPill(own: readonly ManifestNote[]): Pill | null {
  if (own[0]?.state === "pending") return "Awaiting approval";
  return own[0]?.state === "held" ? "Held" : null;
}

function releaseNotes(release: StoredRelease | null): LineageView["notes"] {
  if (!release?.reason) return [];
  return [{ says: `Withdrawn: ${release.reason}`, at: release.changedAt.toISOString() }];
}

/** One revision by number, read from its stored bytes. */
export async function loadRevision(
  actor: Actor,
  slug: string,
  number: number,
): Promise<Outcome<RevisionPageView>> {
  return outcomeTransaction(async (tx) => {
    const opened = await openPacket(tx, actor, slug, "revision.read");
    if (!opened.ok) return opened;
    const { packet } = opened.value.access;
    const found = await numbered(tx, packet.id, number);
    if (!found) return refuse("not-found");
    const names = await readNames(tx, [found.cutById]);
    return ok({
      number,
      digest: found.digest,
      parentNumber: found.parentDigest === null ? null : number - 1,
      cutAt: found.cutAt.toISOString(),
      cutBy: names.get(found.cutById) ?? "Somebody who left",
      head: found.id === packet.headRevisionId,
      exact: found.storedDigest === found.digest && found.partsMatch,
      body: found.body,
      bytesHref: `/api/v1/packets/${packet.id}/revisions/${number}`,
    });
  });
}

async function numbered(tx: Tx, packetId: string, number: number): Promise<StoredRevision | null> {
  return Number.isSafeInteger(number) && number > 0 && number < 2 ** 31
    ? revisionByNumber(tx, packetId, number)
    : null;
}

/**
 * What changed between two revisions; `from` null compares with the parent, or with nothing for the first. `to` null is
 * the packet as it is written now, held against the head unless `from` names another.
 */
export async function loadRevisionDiff(
  actor: Actor,
  slug: string,
  span: { readonly from: number | null; readonly to: number | null },
): Promise<Outcome<DiffPageView>> {
  return outcomeTransaction(async (tx) => {
    const opened = await openPacket(tx, actor, slug, "revision.read");
    if (!opened.ok) return opened;
    const { packet } = opened.value.access;
    if (span.to === null) return sinceRevision(tx, opened.value, span.from);
    const to = await numbered(tx, packet.id, span.to);
    const fromNumber = span.from ?? (span.to > 1 ? span.to - 1 : null);
    const from = fromNumber === null ? null : await numbered(tx, packet.id, fromNumber);
    if (!to || (fromNumber !== null && !from)) return refuse("not-found");
    return ok({ from: fromNumber, to: span.to, diff: diffRevisions(from?.body ?? null, to.body) });
  });
}

async function sinceRevision(
  tx: Tx,
  { access: { packet, kind, now } }: OpenPacket,
  number: number | null,
): Promise<Outcome<DiffPageView>> {
  const { head, candidate } = await readForGates(tx, packet, kind, now);
  const from = number === null ? head : await numbered(tx, packet.id, number);
  if (number !== null && !from) return refuse("not-found");
  return ok({
    from: from?.number ?? null,
    to: null,
    diff: diffRevisions(from?.body ?? null, candidate.body),
  });
}

/** The exact bytes of a revision of the packet with this id, refused where they no longer have its digest. */
export async function loadRevisionBytes(
  actor: Actor,
  packetId: string,
  number: number,
): Promise<Outcome<{ readonly bytes: Uint8Array; readonly digest: string }>> {
  return outcomeTransaction(async (tx) => {
    const access = await accessPacket(tx, actor, packetId, "revision.read");
    if (!access.ok) return access;
    const found = await numbered(tx, access.value.packet.id, number);
    if (!found) return refuse("not-found");
    return found.storedDigest === found.digest
      ? ok({ bytes: found.bytes, digest: found.digest })
      : refuse("integrity-failed");
  });
}
