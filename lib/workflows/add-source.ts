import { randomUUID } from "node:crypto";
import type { PacketAccess } from "../auth/access.ts";
import { accessPacket } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { type Tx, transaction } from "../db/client.ts";
import { contentPlace, sealContent } from "../db/content.ts";
import type { Source } from "../db/generated/client.ts";
import { nextNumber } from "../db/packet-store.ts";
import { addSourceVersion, keepBytes } from "../db/source-store.ts";
import type { EvidenceFormat } from "../evidence/format.ts";
import type { EvidenceInspection } from "../evidence/inspect.ts";
import { inspectOffThread } from "../evidence-worker/inspect-off-thread.ts";
import { ok } from "../kernel/result.ts";
import type { SourceVersionContent } from "../packet/content.ts";
import { effectiveTime } from "../packet/effective-time.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { addSourceSchema } from "./add-source.schema.ts";
import { onPacket } from "./on-packet.ts";
import { parseInput } from "./parse-input.ts";
import { recordBound } from "./record-bound.ts";

type Input = ReturnType<typeof addSourceSchema.parse>;

/** A source version as it was kept. */
export interface AddedVersion {
  readonly sourceId: string;
  readonly versionId: string;
  readonly number: number;
  readonly version: number;
  /** The format that it was recognised as. */
  readonly format: EvidenceFormat;
}

/**
 * Adds a source with its first version. Who may not add it is refused before its bytes are read; they are read away
 * from the main thread and before any lock is held. Input: `addSourceSchema`.
 */
export async function addSource(actor: Actor, input: unknown): Promise<Outcome<AddedVersion>> {
  const parsed = parseInput(addSourceSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId, annexId } = parsed.value;
  const on = { packetId, action: "source.add", at: { annexId } } as const;
  const may = await transaction((tx) =>
    accessPacket(tx, actor, packetId, "source.add", { annexId, lock: false }),
  );
  if (!may.ok) return may;
  const inspected = await inspectDeclared(parsed.value);
  if (!inspected.ok) return inspected;
  return onPacket(actor, on, (tx, access) => add(tx, access, parsed.value, inspected.value));
}

/** Inspects bytes off the main thread; bytes that are not what their sender declared are refused. */
export async function inspectDeclared(input: {
  readonly bytes: Uint8Array;
  readonly declaredDigest: string | null;
}): Promise<Outcome<EvidenceInspection>> {
  const inspected = await inspectOffThread(input.bytes);
  if (!inspected.ok) return inspected;
  const differs = input.declaredDigest !== null && input.declaredDigest !== inspected.value.digest;
  return differs
    ? refuse("invalid-input", "What arrived is not what was sent: its digest differs.")
    : inspected;
}

async function add(
  tx: Tx,
  access: PacketAccess,
  input: Input,
  inspected: EvidenceInspection,
): Promise<Outcome<AddedVersion>> {
  const { id, packetId, annexId, slotKey, name, authority } = input;
  const first = await tx.source.findUnique({ where: { id } });
  if (first) return repeated(tx, access, first, { packetId, format: inspected.format });
  const slot = access.kind.sources.find((entry) => entry.key === slotKey);
  if (slotKey !== null && !slot) return refuse("invalid-input", "This kind has no such evidence slot.");
  const number = await nextNumber(tx, packetId, "source", annexId);
  const rank = input.rank ?? (await freeRank(tx, packetId, annexId, slot?.tier ?? 1));
  const content = await sealContent(tx, annexId, contentPlace("sources", id), { name, authority });
  const createdById = access.actor.id;
  await tx.source.create({
    data: { id, packetId, annexId, number, slotKey, rank, createdById, createdAt: access.now, ...content },
  });
  const versionId = randomUUID();
  const blobId = await keepBytes(tx, { packetId, annexId }, input.bytes);
  await addSourceVersion(tx, {
    id: versionId,
    sourceId: id,
    annexId,
    version: 1,
    blobId,
    receivedById: createdById,
    receivedAt: access.now,
    content: versionContent(input, inspected, access.now),
  });
  await recordBound(tx, {
    actor: access.actor,
    packetId,
    annexId,
    reason: `Source S${number} was added.`,
    type: "source added",
    subjects: { source: inspected.digest },
    text: { number, name, slot: slotKey, format: inspected.format },
  });
  return ok({ sourceId: id, versionId, number, version: 1, format: inspected.format });
}

/** What is kept of a version, from what was sent and what its bytes say. */
export function versionContent(
  input: { readonly fileName: string | null; readonly effectiveAt: string | null },
  inspected: EvidenceInspection,
  receivedAt: Date,
): SourceVersionContent {
  const { digest, size, mediaType, format, formatVersion, status, facts, problems, statedTimes } = inspected;
  return {
    ...{ digest, size, mediaType, format, formatVersion, status, facts, problems },
    fileName: input.fileName,
    effectiveAt: effectiveTime(input.effectiveAt, statedTimes, receivedAt),
  };
}

async function repeated(
  tx: Tx,
  access: PacketAccess,
  first: Source,
  sent: { readonly packetId: string; readonly format: EvidenceFormat },
): Promise<Outcome<AddedVersion>> {
  if (first.packetId !== sent.packetId || first.createdById !== access.actor.id) return refuse("duplicate");
  const version = await tx.sourceVersion.findUniqueOrThrow({
    where: { sourceId_version: { sourceId: first.id, version: 1 } },
    select: { id: true },
  });
  return ok({
    sourceId: first.id,
    versionId: version.id,
    number: first.number,
    version: 1,
    format: sent.format,
  });
}

/** The best rank, from the slot's tier on, that no source of the scope has. */
async function freeRank(tx: Tx, packetId: string, annexId: string | null, from: number): Promise<number> {
  const taken = await tx.source.findMany({
    where: { packetId, annexId, retiredAt: null },
    select: { rank: true },
  });
  const ranks = new Set(taken.map((source) => source.rank));
  let rank = from;
  while (ranks.has(rank)) rank++;
  return rank;
}
