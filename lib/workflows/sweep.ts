// What the passing of time alone does: manifests lapse, releases expire, checks fall due. Doors compute the same
// from the database's clock, so that a sweep that comes late changes no answer; it writes the leaf, with the due time.

import { notify } from "../bus/notify.ts";
import { stopping } from "../checks/gates.ts";
import { noteOutcomes } from "../db/check-outcome-store.ts";
import { databaseNow, type Tx, transaction } from "../db/client.ts";
import { gatesOf, readForGates } from "../db/gate-input.ts";
import type { Packet } from "../db/generated/client.ts";
import { kindByDigest } from "../db/kind-store.ts";
import { record } from "../db/ledger-store.ts";
import { moveManifest, openManifest } from "../db/manifest-store.ts";
import { moveRelease, releaseById } from "../db/release-store.ts";
import { holdManifest } from "./hold-manifest.ts";

/** How many things a sweep ended. */
export interface Swept {
  readonly lapsed: number;
  readonly expired: number;
  readonly held: number;
}

const LOCK = 0x5745_4550; // any number that nothing else in this database locks

/** One round. Only one process sweeps at a time; another one's round returns at once with nothing. */
export async function sweep(): Promise<Swept> {
  const due = await transaction(dueNow);
  if (!due) return { lapsed: 0, expired: 0, held: 0 };
  const swept = { lapsed: 0, expired: 0, held: 0 };
  for (const packetId of due.lapses) if (await onLocked(packetId, lapse)) swept.lapsed++;
  for (const { releaseId, packetId } of due.expiries) {
    if (await onLocked(packetId, (tx, packet) => expire(tx, packet, releaseId))) swept.expired++;
  }
  for (const packetId of due.watched) if (await onLocked(packetId, recheck)) swept.held++;
  return swept;
}

interface Due {
  readonly lapses: readonly string[];
  readonly expiries: readonly { readonly releaseId: string; readonly packetId: string }[];
  readonly watched: readonly string[];
}

async function dueNow(tx: Tx): Promise<Due | null> {
  const [lock] = await tx.$queryRaw<
    { mine: boolean }[]
  >`SELECT pg_try_advisory_xact_lock(${LOCK}::bigint) AS "mine"`;
  if (!lock?.mine) return null;
  const now = await databaseNow(tx);
  const lapsed = await tx.manifestState.findMany({
    where: { state: { in: ["pending", "held"] }, lapsesAt: { lte: now } },
    select: { packetId: true },
  });
  const expired = await tx.$queryRaw<{ releaseId: string; packetId: string }[]>`
    SELECT s."releaseId"::text, s."packetId"::text FROM "release_states" s
    JOIN "releases" r ON r."id" = s."releaseId" WHERE s."state" = 'open' AND r."closesAt" <= ${now}`;
  const pending = await tx.manifestState.findMany({
    where: { state: "pending" },
    select: { packetId: true },
  });
  return {
    lapses: lapsed.map((row) => row.packetId),
    expiries: expired,
    watched: pending.map((row) => row.packetId),
  };
}

/** Runs one step under the packet's lock, in a transaction of its own; the step judges again what it finds there. */
async function onLocked(
  packetId: string,
  step: (tx: Tx, packet: Packet, now: Date) => Promise<boolean>,
): Promise<boolean> {
  return transaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "packets" WHERE "id" = ${packetId}::uuid FOR UPDATE`;
    const packet = await tx.packet.findUniqueOrThrow({ where: { id: packetId } });
    return step(tx, packet, await databaseNow(tx));
  });
}

async function lapse(tx: Tx, packet: Packet, now: Date): Promise<boolean> {
  const manifest = await openManifest(tx, packet.id);
  if (!manifest || now < manifest.lapsesAt) return false;
  await moveManifest(tx, manifest.id, { from: ["pending", "held"], to: "lapsed", reason: null, at: now });
  if (packet.state === "frozen")
    await tx.packet.update({ where: { id: packet.id }, data: { state: "drafting" } });
  await notify(tx, { kind: "access", packetId: packet.id });
  await record(tx, {
    type: "manifest lapsed",
    actor: null,
    packetId: packet.id,
    subjects: { manifest: manifest.digest },
    text: { manifest: manifest.number, dueAt: manifest.lapsesAt.toISOString() },
  });
  return true;
}

async function expire(tx: Tx, packet: Packet, releaseId: string): Promise<boolean> {
  const release = await releaseById(tx, releaseId);
  if (!release || !(await moveRelease(tx, releaseId, { to: "expired", reason: null, at: release.closesAt })))
    return false;
  const manifest = await tx.manifest.findUniqueOrThrow({
    where: { id: release.manifestId },
    select: { digest: true },
  });
  await record(tx, {
    type: "release expired",
    actor: null,
    packetId: packet.id,
    subjects: { manifest: manifest.digest },
    text: { release: releaseId, dueAt: release.closesAt.toISOString() },
  });
  return true;
}

/** A pending manifest whose checks fell due is held, so that its page says so before anybody presses. */
async function recheck(tx: Tx, packet: Packet, now: Date): Promise<boolean> {
  const manifest = await openManifest(tx, packet.id);
  if (manifest?.state !== "pending" || !isDue(manifest.predicate.checks, now)) return false;
  const kind = await kindByDigest(tx, packet.kindDigest);
  const gates = gatesOf(await readForGates(tx, packet, kind, now), { manifest, given: [] });
  await noteOutcomes(tx, packet.id, gates, now);
  const stops = stopping(gates, "request");
  if (stops.length === 0) return false;
  await holdManifest(tx, manifest, `Fell due: ${stops.map((check) => check.title).join("; ")}.`, now);
  return true;
}

function isDue(checks: readonly { readonly dueAt: string | null }[], now: Date): boolean {
  return checks.some((check) => check.dueAt !== null && check.dueAt <= now.toISOString());
}
