import { randomUUID } from "node:crypto";
import { digestOf } from "../kernel/digest.ts";
import { groupBy } from "../kernel/group-by.ts";
import { FaultError } from "../kernel/invariant.ts";
import type { SourceContent, SourceVersionContent } from "../packet/content.ts";
import type { Tx } from "./client.ts";
import { type ContentReader, contentPlace, sealBytes, sealContent } from "./content.ts";
import type { Source, SourceVersion } from "./generated/client.ts";
import { inScopes } from "./register-store.ts";

/**
 * Keeps bytes once per scope. The body's are named by digest and stored once; an annex's always make a new blob
 * under a random id, sealed, so that nobody learns by uploading whether an annex holds the same bytes.
 */
export async function keepBytes(
  tx: Tx,
  at: { readonly packetId: string; readonly annexId: string | null },
  bytes: Uint8Array,
): Promise<string> {
  const { packetId, annexId } = at;
  const digest = annexId === null ? digestOf(bytes) : null;
  if (digest !== null) {
    const known = await tx.blob.findUnique({
      where: { packetId_digest: { packetId, digest } },
      select: { id: true },
    });
    if (known) return known.id;
  }
  const id = randomUUID();
  const kept = await sealBytes(tx, annexId, contentPlace("blobs", id), bytes);
  await tx.blob.create({ data: { id, packetId, annexId, digest, size: BigInt(bytes.length), bytes: kept } });
  return id;
}

/** The bytes of a blob, opened. Throws `FaultError` where they no longer have the digest they are named by. */
export async function readBytes(
  tx: Tx,
  blobId: string,
  digest: string,
  reader: ContentReader,
): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await tx.blob.findUniqueOrThrow({ where: { id: blobId } });
  const bytes = reader.openBytes(blob.annexId, contentPlace("blobs", blob.id), blob.bytes);
  if (digestOf(bytes) !== digest) throw new FaultError("integrity-failed", { cause: `blob ${blob.id}` });
  return bytes;
}

/** A version of a source to write; `version` counts from 1. */
export interface SourceVersionInput {
  readonly id: string;
  readonly sourceId: string;
  readonly annexId: string | null;
  readonly version: number;
  readonly blobId: string;
  readonly receivedById: string;
  readonly receivedAt: Date;
  readonly content: SourceVersionContent;
}

/** Appends a version to a source. */
export async function addSourceVersion(tx: Tx, input: SourceVersionInput): Promise<void> {
  const { annexId, content, ...row } = input;
  const sealed = await sealContent(tx, annexId, contentPlace("source_versions", row.id), content);
  await tx.sourceVersion.create({ data: { ...row, ...sealed } });
}

/** A version with its content open. */
export interface ReadSourceVersion extends Omit<SourceVersion, "content" | "sealed"> {
  readonly content: SourceVersionContent;
}

/** A source with its versions, newest first. */
export interface ReadSource extends Omit<Source, "content" | "sealed"> {
  readonly content: SourceContent;
  readonly versions: readonly ReadSourceVersion[];
}

/** Every source of the packet in the given scopes (null is the body), in order of number. Retired ones too. */
export async function readSources(
  tx: Tx,
  packetId: string,
  scopes: readonly (string | null)[],
  reader: ContentReader,
): Promise<readonly ReadSource[]> {
  const sources = await tx.source.findMany({
    where: { packetId, ...inScopes(scopes) },
    orderBy: { number: "asc" },
  });
  const versions = await tx.sourceVersion.findMany({
    where: { sourceId: { in: sources.map((source) => source.id) } },
    orderBy: { version: "desc" },
  });
  const bySource = groupBy(versions, (version) => version.sourceId);
  return sources.map(({ content, sealed, ...source }) => ({
    ...source,
    content: reader.open(source.annexId, contentPlace("sources", source.id), {
      content,
      sealed,
    }) as unknown as SourceContent,
    versions: (bySource.get(source.id) ?? []).map((found) => openVersion(found, source.annexId, reader)),
  }));
}

/** One version with its content open; `annexId` is its source's. */
export function openVersion(
  row: SourceVersion,
  annexId: string | null,
  reader: ContentReader,
): ReadSourceVersion {
  const { content, sealed, ...version } = row;
  const place = contentPlace("source_versions", version.id);
  return {
    ...version,
    content: reader.open(annexId, place, { content, sealed }) as unknown as SourceVersionContent,
  };
}
