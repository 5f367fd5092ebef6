import "server-only";
import { emptySeats, type Seat } from "../approvals/decide-approval.ts";
import type { LiveManifestView, SheetDescription } from "../approvals/views.ts";
import type { PacketAccess } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { CHECKS } from "../checks/registry.ts";
import { approvalsOf, type StoredApproval } from "../db/approval-store.ts";
import { type BoundNumbers, readNumbers, sameNumbers } from "../db/bound-numbers.ts";
import { outcomeTransaction, type Tx } from "../db/client.ts";
import { newestManifest, openManifest, type StoredManifest } from "../db/manifest-store.ts";
import { readNames } from "../db/people-store.ts";
import { releasesOf } from "../db/release-store.ts";
import { revisionLines } from "../db/revision-store.ts";
import { ok } from "../kernel/result.ts";
import { type Outcome, REFUSALS, refuse } from "../refusals/refusal.ts";
import { accessManifest } from "../workflows/on-manifest.ts";
import { accessSeat } from "../workflows/on-seat.ts";
import { stateTokenFor } from "../workflows/state-token.ts";
import { evaluatedGates } from "./load-readiness.ts";
import { openPacket } from "./open-packet.ts";
import { viewCheck } from "./view-gates.ts";

/** The sheet of the packet's open manifest, or of its newest where none is open; not-found where it has none. */
export async function loadApprovalSheet(
  actor: Actor,
  slug: string,
): Promise<Outcome<{ readonly sheet: SheetDescription; readonly live: LiveManifestView }>> {
  return outcomeTransaction(async (tx) => {
    const opened = await openPacket(tx, actor, slug, "manifest.read");
    if (!opened.ok) return opened;
    const { access } = opened.value;
    const manifest =
      (await openManifest(tx, access.packet.id)) ?? (await newestManifest(tx, access.packet.id));
    if (!manifest) return refuse("not-found");
    const numbers = await readNumbers(tx, access.packet.id);
    const given = await approvalsOf(tx, manifest.id);
    const sheet = await describeSheet(tx, { access, manifest, given, numbers });
    return ok({ sheet, live: await live(tx, access, { manifest, given, numbers }) });
  });
}

/** Where a manifest stands now. */
export async function loadManifestState(
  actor: Actor,
  manifestId: string,
): Promise<Outcome<LiveManifestView>> {
  return outcomeTransaction(async (tx) => {
    const found = await accessManifest(tx, actor, manifestId, "manifest.read", { lock: false });
    if (!found.ok) return found;
    const { access, manifest } = found.value;
    const numbers = await readNumbers(tx, access.packet.id);
    return ok(await live(tx, access, { manifest, given: await approvalsOf(tx, manifest.id), numbers }));
  });
}

/** The exact bytes of a manifest. */
export async function loadManifestBytes(
  actor: Actor,
  manifestId: string,
): Promise<Outcome<{ readonly bytes: Uint8Array; readonly digest: string }>> {
  return outcomeTransaction(async (tx) => {
    const found = await accessManifest(tx, actor, manifestId, "manifest.read", { lock: false });
    if (!found.ok) return found;
    const { bytes, digest } = found.value.manifest;
    return ok({ bytes, digest });
  });
}

interface Shown {
  readonly manifest: StoredManifest;
  readonly given: readonly StoredApproval[];
  readonly numbers: BoundNumbers;
}

async function describeSheet(
  tx: Tx,
  shown: Shown & { readonly access: PacketAccess },
): Promise<SheetDescription> {
  const { access, manifest, given, numbers } = shown;
  const { packet, actor } = access;
  const seating = await seatFor(tx, access, manifest, given);
  const passkeys = await tx.passkey.count({ where: { accountId: actor.id, removedAt: null } });
  return {
    packetId: packet.id,
    slug: packet.slug,
    packetTitle: packet.title,
    manifestId: manifest.id,
    manifestNumber: manifest.number,
    manifestDigest: manifest.digest,
    revisionNumber: manifest.predicate.revision.number,
    revisionDigest: manifest.revisionDigest,
    revisionUrl: revisionUrl(packet.id, manifest.predicate.revision.number),
    manifestUrl: `/api/v1/manifests/${manifest.id}`,
    stateUrl: `/api/v1/manifests/${manifest.id}/state`,
    previous: await lastApproved(tx, packet.id, manifest.revisionId),
    ...seating,
    hasPasskey: passkeys > 0,
    stateToken: stateTokenFor(manifest, actor, numbers),
  };
}

function revisionUrl(packetId: string, number: number): string {
  return `/api/v1/packets/${packetId}/revisions/${number}`;
}

async function lastApproved(
  tx: Tx,
  packetId: string,
  besides: string,
): Promise<SheetDescription["previous"]> {
  const release = (await releasesOf(tx, packetId)).find((one) => one.revisionId !== besides);
  const line = release && (await revisionLines(tx, packetId)).find((one) => one.id === release.revisionId);
  return line ? { number: line.number, digest: line.digest, url: revisionUrl(packetId, line.number) } : null;
}

async function seatFor(
  tx: Tx,
  { actor }: PacketAccess,
  manifest: StoredManifest,
  given: readonly StoredApproval[],
): Promise<Pick<SheetDescription, "seat" | "whyNot">> {
  const seated = await accessSeat(tx, actor, manifest.id, { verb: "approve", lock: false });
  if (!seated.ok) {
    const { code, detail } = seated.error;
    return { seat: null, whyNot: code === "not-found" ? null : (detail ?? REFUSALS[code].message) };
  }
  const { seat, access } = seated.value;
  const isEmpty = emptySeats(manifest.predicate, given).some((one) => sameSeat(one, seat));
  if (!isEmpty) return { seat: null, whyNot: "This seat has signed already." };
  const lender = access.onBehalfOf?.accountId ?? null;
  const names = await readNames(tx, lender ? [lender] : []);
  const onBehalfOf = lender === null ? null : (names.get(lender) ?? "somebody who left");
  return { seat: { role: seat.role, as: seat.as, onBehalfOf }, whyNot: null };
}

function sameSeat(a: Seat, b: Seat): boolean {
  return a.role === b.role && a.as === b.as && a.personId === b.personId;
}

async function live(tx: Tx, access: PacketAccess, shown: Shown): Promise<LiveManifestView> {
  const { manifest, given, numbers } = shown;
  const lapsed =
    access.now >= manifest.lapsesAt && (manifest.state === "pending" || manifest.state === "held");
  return {
    state: lapsed ? "lapsed" : manifest.state,
    reason: manifest.reason,
    stateToken: stateTokenFor(manifest, access.actor, numbers),
    checks: await liveChecks(tx, access, shown),
    signed: given
      .filter((one) => one.verb === "approve")
      .map((one) => ({
        name: one.predicate.signer.name,
        as: asWords(one),
        at: one.at.toISOString(),
        method: one.method,
      })),
    missing: emptySeats(manifest.predicate, given).map((seat) => ({ name: seat.name, as: asWords(seat) })),
  };
}

function asWords(seat: { readonly role: string; readonly as: string | null }): string {
  return (seat.as ?? seat.role).replaceAll("-", " ");
}

/** The manifest's own results while nothing was written and nothing fell due; evaluated anew otherwise. */
async function liveChecks(tx: Tx, access: PacketAccess, shown: Shown): Promise<LiveManifestView["checks"]> {
  const { manifest, numbers } = shown;
  const { checks } = manifest.predicate;
  const isDue = checks.some((check) => check.dueAt !== null && check.dueAt <= access.now.toISOString());
  if (manifest.state !== "pending" || (sameNumbers(manifest.numbers, numbers) && !isDue)) {
    return checks.map(({ check, outcome }) => ({ check, title: titleOf(check), outcome, reasons: [] }));
  }
  const cleared = await tx.annex.findMany({
    where: { id: { in: [...access.clearedAnnexIds] } },
    select: { number: true },
  });
  const numbersOfCleared = new Set(cleared.map((annex) => annex.number));
  return (await evaluatedGates(tx, access))
    .flatMap((gate) => gate.checks)
    .filter((check) => check.sees !== "human")
    .map((check) => viewCheck(check, numbersOfCleared))
    .map(({ check, title, outcome, reasons }) => ({
      check,
      title,
      outcome,
      reasons: reasons.map((one) => one.says),
    }));
}

function titleOf(check: string): string {
  return (CHECKS as Readonly<Record<string, { readonly title: string }>>)[check]?.title ?? check;
}
