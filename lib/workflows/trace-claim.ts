import { decidePointing } from "../annexes/boundary.ts";
import { accessPacket, type PacketAccess } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { type Tx, transaction } from "../db/client.ts";
import { contentPlace, contentReader, sealContent } from "../db/content.ts";
import type { Claim, Source } from "../db/generated/client.ts";
import { openVersion, type ReadSourceVersion, readBytes } from "../db/source-store.ts";
import type { Located } from "../evidence/resolve.ts";
import { resolveOffThread } from "../evidence-worker/inspect-off-thread.ts";
import { ok } from "../kernel/result.ts";
import type { TraceContent } from "../packet/content.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { traceClaimSchema, untraceClaimSchema } from "./claim.schema.ts";
import { onPacket } from "./on-packet.ts";
import { parseInput } from "./parse-input.ts";
import { recordBound } from "./record-bound.ts";

type Input = ReturnType<typeof traceClaimSchema.parse>;

/** A trace link that stands, with what its place says. */
export interface MadeLink {
  readonly linkId: string;
  readonly excerpt: string;
}

/**
 * Traces a claim to a place in the newest version of a source. The place is looked up in the bytes themselves; one
 * that is not there is refused. A claim of the body never leans on a source of an annex. Input: `traceClaimSchema`.
 */
export async function traceClaim(actor: Actor, input: unknown): Promise<Outcome<MadeLink>> {
  const parsed = parseInput(traceClaimSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId, locator } = parsed.value;
  const found = await transaction((tx) => find(tx, actor, parsed.value));
  if (!found.ok) return found;
  const { claim, source, version, bytes } = found.value;
  const resolved = await resolveOffThread(bytes, version.content.format, [locator]);
  if (!resolved.ok) return resolved;
  const place = resolved.value[0];
  if (!place?.ok) return place ?? refuse("locator-unresolved");
  const at = { annexId: claim.annexId };
  return onPacket(actor, { packetId, action: "claim.trace", at }, (tx, access) =>
    link(tx, access, parsed.value, { claim, source, version, place: place.value }),
  );
}

interface Found {
  readonly claim: Claim;
  readonly source: Source;
  readonly version: ReadSourceVersion;
  readonly bytes: Uint8Array;
}

async function find(tx: Tx, actor: Actor, input: Input): Promise<Outcome<Found>> {
  const { packetId, claimId, sourceVersionId } = input;
  const claim = await tx.claim.findUnique({ where: { id: claimId } });
  if (claim?.packetId !== packetId) return refuse("not-found");
  const may = await accessPacket(tx, actor, packetId, "claim.trace", { annexId: claim.annexId, lock: false });
  if (!may.ok) return may;
  const row = await tx.sourceVersion.findUnique({
    where: { id: sourceVersionId },
    include: { source: true },
  });
  if (row?.source.packetId !== packetId) return refuse("not-found");
  const { source, ...stored } = row;
  // Whoever may not see the source's annex is told nothing of it, not even that the link would cross its edge.
  const reads = await accessPacket(tx, actor, packetId, "source.read", {
    annexId: source.annexId,
    lock: false,
  });
  if (!reads.ok) return reads;
  const pointing = decidePointing(claim.annexId, source.annexId);
  if (!pointing.ok) return pointing;
  const reader = await contentReader(tx, source.annexId === null ? [] : [source.annexId]);
  const version = openVersion(stored, source.annexId, reader);
  return ok({
    claim,
    source,
    version,
    bytes: await readBytes(tx, version.blobId, version.content.digest, reader),
  });
}

async function link(
  tx: Tx,
  access: PacketAccess,
  input: Input,
  found: Omit<Found, "bytes"> & { readonly place: Located },
): Promise<Outcome<MadeLink>> {
  const { id, packetId, claimId, sourceVersionId, locator } = input;
  const { source, version, place } = found;
  const { annexId } = found.claim;
  const first = await tx.traceLink.findUnique({ where: { id } });
  if (first) {
    const same = first.claimId === claimId && first.createdById === access.actor.id;
    return same ? ok({ linkId: id, excerpt: place.excerpt }) : refuse("duplicate");
  }
  const stands = await stillStands(tx, input, source);
  if (!stands.ok) return stands;
  const value: TraceContent = { locator, excerpt: place.excerpt, digest: place.digest };
  const content = await sealContent(tx, annexId, contentPlace("trace_links", id), value);
  const made = { id, packetId, annexId, claimId, sourceVersionId };
  await tx.traceLink.create({
    data: { ...made, createdById: access.actor.id, createdAt: access.now, ...content },
  });
  const number = found.claim.number;
  await recordBound(tx, {
    actor: access.actor,
    packetId,
    annexId,
    reason: `Claim C${number} was traced.`,
    type: "claim traced",
    subjects: { source: version.content.digest },
    text: { claim: number, source: source.number, version: version.version },
  });
  return ok({ linkId: id, excerpt: place.excerpt });
}

/** Under the lock: the claim and source are in use, and the version is still the newest. */
async function stillStands(tx: Tx, input: Input, source: Source): Promise<Outcome<null>> {
  const claim = await tx.claim.findUniqueOrThrow({ where: { id: input.claimId } });
  const now = await tx.source.findUniqueOrThrow({ where: { id: source.id } });
  if (claim.retractedAt) return refuse("state-conflict", "This claim was retracted.");
  if (now.retiredAt) return refuse("state-conflict", "This source was taken out of use.");
  const newest = await tx.sourceVersion.findFirstOrThrow({
    where: { sourceId: source.id },
    orderBy: { version: "desc" },
    select: { id: true },
  });
  return newest.id === input.sourceVersionId
    ? ok(null)
    : refuse("stale-state", "This source has a newer version: trace the claim to that.");
}

/** Takes a trace away; that it stood is kept. Input: `untraceClaimSchema`. */
export async function untraceClaim(actor: Actor, input: unknown): Promise<Outcome<{ linkId: string }>> {
  const parsed = parseInput(untraceClaimSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId, linkId } = parsed.value;
  const row = await transaction((tx) =>
    tx.traceLink.findUnique({ where: { id: linkId }, include: { claim: true } }),
  );
  if (row?.packetId !== packetId) return refuse("not-found");
  const { annexId } = row;
  const number = row.claim.number;
  return onPacket(actor, { packetId, action: "claim.untrace", at: { annexId } }, async (tx, access) => {
    const ended = await tx.traceLink.updateMany({
      where: { id: linkId, endedAt: null },
      data: { endedAt: access.now, endedById: actor.id },
    });
    if (ended.count === 0) return ok({ linkId });
    await recordBound(tx, {
      actor,
      packetId,
      annexId,
      reason: `A trace of claim C${number} was taken away.`,
      type: "claim untraced",
      text: { claim: number, link: linkId },
    });
    return ok({ linkId });
  });
}
