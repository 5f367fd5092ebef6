import { utf8 } from "../kernel/bytes.ts";
import type { Envelope } from "../manifest/dsse.ts";
import type { Tx } from "./client.ts";
import type { Prisma, Release, ReleaseState } from "./generated/client.ts";

/** Where a release stands; a lane reads it only while open and inside its window. */
export type ReleaseStateName = "open" | "expired" | "superseded" | "withdrawn";

/** A release with where it stands. */
export interface StoredRelease {
  readonly id: string;
  readonly packetId: string;
  readonly manifestId: string;
  readonly revisionId: string;
  readonly laneId: string;
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly manifestEnvelope: Envelope;
  readonly approvalEnvelopes: readonly Envelope[];
  readonly ledgerIndex: bigint;
  readonly state: ReleaseStateName;
  readonly reason: string | null;
  readonly onHold: boolean;
  readonly holdReason: string | null;
  readonly supersededBy: string | null;
  readonly changedAt: Date;
}

/** A release by id, or null. */
export async function releaseById(tx: Tx, id: string): Promise<StoredRelease | null> {
  const row = await tx.release.findUnique({ where: { id } });
  return row && joined(tx, row);
}

/** The packet's open release, or null. */
export async function openRelease(tx: Tx, packetId: string): Promise<StoredRelease | null> {
  const state = await tx.releaseState.findFirst({ where: { packetId, state: "open" } });
  return state && releaseById(tx, state.releaseId);
}

/** Every release of a packet, newest first. */
export async function releasesOf(tx: Tx, packetId: string): Promise<readonly StoredRelease[]> {
  const rows = await tx.release.findMany({ where: { packetId }, orderBy: { opensAt: "desc" } });
  return Promise.all(rows.map((row) => joined(tx, row)));
}

/** A release to open. */
export interface ReleaseRow {
  readonly id: string;
  readonly packetId: string;
  readonly manifestId: string;
  readonly revisionId: string;
  readonly laneId: string;
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly manifestEnvelope: Envelope;
  readonly approvalEnvelopes: readonly Envelope[];
  readonly ledgerIndex: bigint;
}

/** Opens a release. The table keeps one a manifest. */
export async function keepRelease(tx: Tx, row: ReleaseRow): Promise<void> {
  await tx.release.create({
    data: {
      ...row,
      manifestEnvelope: new Uint8Array(utf8(JSON.stringify(row.manifestEnvelope))),
      approvalEnvelopes: row.approvalEnvelopes as unknown as Prisma.InputJsonValue,
      at: row.opensAt,
    },
  });
  await tx.releaseState.create({
    data: { releaseId: row.id, packetId: row.packetId, state: "open", changedAt: row.opensAt },
  });
}

/** A step of a release's machine; only an open release moves. */
export interface ReleaseStep {
  readonly to: Exclude<ReleaseStateName, "open">;
  readonly reason: string | null;
  readonly supersededBy?: string;
  readonly at: Date;
}

/** Moves an open release; false where it was not open. */
export async function moveRelease(tx: Tx, releaseId: string, step: ReleaseStep): Promise<boolean> {
  const { count } = await tx.releaseState.updateMany({
    where: { releaseId, state: "open" },
    data: {
      state: step.to,
      reason: step.reason,
      supersededBy: step.supersededBy ?? null,
      changedAt: step.at,
    },
  });
  return count === 1;
}

/** Puts an open release on hold beside open; false where it is not open. The first reason stands until it is lifted. */
export async function holdRelease(tx: Tx, releaseId: string, reason: string, at: Date): Promise<boolean> {
  const { count } = await tx.releaseState.updateMany({
    where: { releaseId, state: "open", onHold: false },
    data: { onHold: true, holdReason: reason, changedAt: at },
  });
  return count === 1;
}

/** Lifts the hold of an open release; false where there was none. */
export async function liftRelease(tx: Tx, releaseId: string, at: Date): Promise<boolean> {
  const { count } = await tx.releaseState.updateMany({
    where: { releaseId, state: "open", onHold: true },
    data: { onHold: false, holdReason: null, changedAt: at },
  });
  return count === 1;
}

/** Notes that somebody opened a release; true where it is their first time. */
export async function noteDelivery(tx: Tx, releaseId: string, accountId: string, at: Date): Promise<boolean> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    INSERT INTO "deliveries" ("id", "releaseId", "accountId", "openedAt", "lastAt")
    VALUES (gen_random_uuid(), ${releaseId}::uuid, ${accountId}::uuid, ${at}, ${at})
    ON CONFLICT ("releaseId", "accountId") DO UPDATE
      SET "count" = "deliveries"."count" + 1, "lastAt" = GREATEST("deliveries"."lastAt", EXCLUDED."lastAt")
    RETURNING "count"`;
  return rows[0]?.count === 1;
}

/** Counts a refused attempt; true where it is the first of this person, release and hour, which gets a leaf. */
export async function noteRefusal(
  tx: Tx,
  at: { readonly releaseId: string; readonly accountId: string; readonly now: Date; readonly reason: string },
): Promise<boolean> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    INSERT INTO "refused_attempts" ("releaseId", "accountId", "hour", "reason")
    VALUES (${at.releaseId}::uuid, ${at.accountId}::uuid, date_trunc('hour', ${at.now}::timestamptz), ${at.reason})
    ON CONFLICT ("releaseId", "accountId", "hour") DO UPDATE SET "count" = "refused_attempts"."count" + 1
    RETURNING "count"`;
  return rows[0]?.count === 1;
}

async function joined(tx: Tx, row: Release): Promise<StoredRelease> {
  return read(row, await tx.releaseState.findUniqueOrThrow({ where: { releaseId: row.id } }));
}

function read(row: Release, state: ReleaseState): StoredRelease {
  return {
    id: row.id,
    packetId: row.packetId,
    manifestId: row.manifestId,
    revisionId: row.revisionId,
    laneId: row.laneId,
    opensAt: row.opensAt,
    closesAt: row.closesAt,
    manifestEnvelope: JSON.parse(new TextDecoder().decode(row.manifestEnvelope)) as Envelope,
    approvalEnvelopes: row.approvalEnvelopes as unknown as readonly Envelope[],
    ledgerIndex: row.ledgerIndex,
    state: state.state as ReleaseStateName,
    reason: state.reason,
    onHold: state.onHold,
    holdReason: state.holdReason,
    supersededBy: state.supersededBy,
    changedAt: state.changedAt,
  };
}
