import type { Digest } from "../kernel/brand.ts";
import { digestOf } from "../kernel/digest.ts";
import { FaultError } from "../kernel/invariant.ts";
import type { ReleasePredicate } from "../manifest/statement.schema.ts";
import { parseManifest } from "../manifest/statement.ts";
import { type BoundNumbers, numbersOf } from "./bound-numbers.ts";
import type { Tx } from "./client.ts";
import type { Manifest, ManifestState, Prisma } from "./generated/client.ts";

/** A manifest's states; `pending` is the only one that can be approved. */
export type ManifestStateName = "pending" | "approved" | "declined" | "held" | "superseded" | "lapsed";

/** A stored manifest, read, with where it stands. */
export interface StoredManifest {
  readonly id: string;
  readonly packetId: string;
  readonly number: number;
  readonly revisionId: string;
  readonly digest: Digest;
  readonly bytes: Uint8Array;
  readonly askedById: string;
  readonly askedAt: Date;
  readonly revisionDigest: string;
  readonly predicate: ReleasePredicate;
  readonly state: ManifestStateName;
  readonly reason: string | null;
  readonly numbers: BoundNumbers;
  /** 32 bytes in hex: the salt of the digests of members and clearances. */
  readonly salt: string;
  readonly lapsesAt: Date;
  readonly changedAt: Date;
}

/** The packet's manifest that is pending or held, or null. */
export async function openManifest(tx: Tx, packetId: string): Promise<StoredManifest | null> {
  const state = await tx.manifestState.findFirst({
    where: { packetId, state: { in: ["pending", "held"] } },
    orderBy: { changedAt: "desc" },
  });
  return state && joined(tx, state);
}

/** The packet's newest manifest in whatever state, or null. */
export async function newestManifest(tx: Tx, packetId: string): Promise<StoredManifest | null> {
  const row = await tx.manifest.findFirst({ where: { packetId }, orderBy: { number: "desc" } });
  return row && manifestById(tx, row.id);
}

/** A manifest by id, or null. */
export async function manifestById(tx: Tx, id: string): Promise<StoredManifest | null> {
  const state = await tx.manifestState.findUnique({ where: { manifestId: id } });
  return state && joined(tx, state);
}

/** A manifest to keep as pending. */
export interface ManifestRow {
  readonly packetId: string;
  readonly number: number;
  readonly revisionId: string;
  readonly digest: Digest;
  readonly bytes: Uint8Array;
  readonly askedById: string;
  readonly askedAt: Date;
  readonly lapsesAt: Date;
  readonly numbers: BoundNumbers;
  readonly salt: string;
}

/** Keeps a manifest as the packet's pending one. Returns its id. */
export async function keepManifest(tx: Tx, row: ManifestRow): Promise<string> {
  const { numbers, salt, lapsesAt, bytes, ...rest } = row;
  const made = await tx.manifest.create({
    data: { ...rest, bytes: new Uint8Array(bytes) },
    select: { id: true },
  });
  await tx.manifestState.create({
    data: {
      manifestId: made.id,
      packetId: row.packetId,
      state: "pending",
      bound: { ...numbers, salt } as unknown as Prisma.InputJsonValue,
      lapsesAt,
      changedAt: row.askedAt,
    },
  });
  await tx.packet.update({ where: { id: row.packetId }, data: { manifestCount: row.number } });
  return made.id;
}

/** A step of a manifest's machine, taken only from one of the given states; false where it stood elsewhere. */
export interface ManifestStep {
  readonly from: readonly ManifestStateName[];
  readonly to: ManifestStateName;
  readonly reason: string | null;
  readonly at: Date;
}

/** Moves a manifest, guarded by the states it may come from. */
export async function moveManifest(tx: Tx, manifestId: string, step: ManifestStep): Promise<boolean> {
  const { from, to, reason, at } = step;
  const { count } = await tx.manifestState.updateMany({
    where: { manifestId, state: { in: [...from] } },
    data: { state: to, reason, changedAt: at },
  });
  return count === 1;
}

/** Records the numbers under which a held manifest returned to pending. */
export async function rebindManifest(
  tx: Tx,
  manifest: Pick<StoredManifest, "id" | "salt">,
  numbers: BoundNumbers,
  at: Date,
): Promise<boolean> {
  const { count } = await tx.manifestState.updateMany({
    where: { manifestId: manifest.id, state: "held" },
    data: {
      state: "pending",
      reason: null,
      changedAt: at,
      bound: { ...numbers, salt: manifest.salt } as unknown as Prisma.InputJsonValue,
    },
  });
  return count === 1;
}

async function joined(tx: Tx, state: ManifestState): Promise<StoredManifest> {
  return read(await tx.manifest.findUniqueOrThrow({ where: { id: state.manifestId } }), state);
}

function read(row: Manifest, state: ManifestState): StoredManifest {
  const parsed = parseManifest(row.bytes);
  if (!parsed.ok || digestOf(row.bytes) !== row.digest) {
    throw new FaultError("integrity-failed", { cause: "a manifest's bytes no longer have its digest" });
  }
  const bound = state.bound as unknown as { readonly salt: string };
  return {
    id: row.id,
    packetId: row.packetId,
    number: row.number,
    revisionId: row.revisionId,
    digest: row.digest as Digest,
    bytes: row.bytes,
    askedById: row.askedById,
    askedAt: row.askedAt,
    revisionDigest: parsed.value.statement.subject[0].digest.sha256,
    predicate: parsed.value.statement.predicate,
    state: state.state as ManifestStateName,
    reason: state.reason,
    numbers: numbersOf(state.bound),
    salt: bound.salt,
    lapsesAt: state.lapsesAt,
    changedAt: state.changedAt,
  };
}
