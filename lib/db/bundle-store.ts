import type { Assertion } from "../approvals/webauthn.ts";
import { type BundleInput, buildBundle, bundleFileName, type LeafInput } from "../bundle/build-bundle.ts";
import { fromUtf8 } from "../kernel/bytes.ts";
import { digestOf } from "../kernel/digest.ts";
import { FaultError } from "../kernel/invariant.ts";
import { parseCheckpoint } from "../ledger/checkpoint.ts";
import { parseLeaf } from "../ledger/event.schema.ts";
import { type Envelope, envelopePayload } from "../manifest/dsse.ts";
import { parseManifest } from "../manifest/statement.ts";
import type { Tx } from "./client.ts";
import type { Approval } from "./generated/client.ts";
import { inclusionProofs, signCheckpoint } from "./ledger-store.ts";

/**
 * The release bundle of a release and the name it is offered under. Authority is the caller's. Throws
 * `FaultError` where stored bytes no longer fit together.
 */
export async function loadBundle(
  tx: Tx,
  releaseId: string,
): Promise<{ bytes: Uint8Array; fileName: string }> {
  const release = await tx.release.findUniqueOrThrow({ where: { id: releaseId } });
  const revision = await tx.revision.findUniqueOrThrow({ where: { id: release.revisionId } });
  const approvals = await tx.approval.findMany({
    where: { manifestId: release.manifestId, verb: "approve" },
  });
  const manifest = JSON.parse(fromUtf8(release.manifestEnvelope) ?? "null") as Envelope;
  const envelopes = release.approvalEnvelopes as unknown as readonly Envelope[];
  const approvedAt = await approvalLeaves(tx, release.packetId);
  const { note } = await signCheckpoint(tx);
  const wanted = approvals.map((row) => ({
    row,
    envelope: envelopes.find((envelope) => payloadDigest(envelope) === row.digest) ?? missing(row.digest),
    approvedIndex: approvedAt.get(row.digest) ?? missing(row.digest),
  }));
  const prove = await prover(tx, note, [
    release.ledgerIndex,
    ...wanted.flatMap(({ row, approvedIndex }) => [approvedIndex, row.enrolmentIndex ?? []].flat()),
  ]);
  const bytes = buildBundle({
    revision: revision.bytes,
    manifest,
    approvals: wanted.map(({ row, envelope, approvedIndex }) => ({
      envelope,
      assertion: assertionOf(row),
      enrolled: row.method === "passkey" ? prove(row.enrolmentIndex ?? missing(row.digest)) : null,
      approved: prove(approvedIndex),
    })),
    released: prove(release.ledgerIndex),
    checkpoint: note,
    keys: await signers(tx, manifest, note),
  });
  const payload = envelopePayload(manifest);
  const statement = payload.ok ? parseManifest(payload.value) : payload;
  if (!statement.ok) return missing("manifest");
  return {
    bytes,
    fileName: bundleFileName(statement.value.statement.predicate.packet.slug, revision.number),
  };
}

function missing(what: string): never {
  throw new FaultError("integrity-failed", { cause: `the release misses what belongs to ${what}` });
}

function payloadDigest(envelope: Envelope): string | null {
  const payload = envelopePayload(envelope);
  return payload.ok ? digestOf(payload.value) : null;
}

/** Digest of each approval of a packet → index of the leaf that recorded it. */
async function approvalLeaves(tx: Tx, packetId: string): Promise<ReadonlyMap<string, bigint>> {
  const leaves = await tx.ledgerLeaf.findMany({
    where: { packetId, type: "approved" },
    select: { index: true, bytes: true },
  });
  return new Map(
    leaves.flatMap(({ index, bytes }) => {
      const leaf = parseLeaf(bytes);
      const approval =
        leaf.ok && leaf.value.type !== "annex event" ? leaf.value.subjects.approval : undefined;
      return approval ? [[approval, index] as const] : [];
    }),
  );
}

async function prover(
  tx: Tx,
  note: string,
  indexes: readonly bigint[],
): Promise<(index: bigint) => LeafInput> {
  const checkpoint = parseCheckpoint(note);
  if (!checkpoint.ok) return missing("the checkpoint");
  const proofs = await inclusionProofs(tx, indexes, BigInt(checkpoint.value.size));
  const rows = await tx.ledgerLeaf.findMany({ where: { index: { in: [...indexes] } } });
  return (index) => {
    const leaf = rows.find((row) => row.index === index)?.bytes;
    const proof = proofs[indexes.indexOf(index)];
    return leaf && proof ? { index, leaf, proof } : missing(`leaf ${index}`);
  };
}

function assertionOf(row: Approval): Assertion | null {
  if (row.method !== "passkey") return null;
  const { credentialId, authenticatorData, clientDataJson, signature, publicKey } = row;
  if (!credentialId || !authenticatorData || !clientDataJson || !signature || !publicKey) {
    return missing(row.digest);
  }
  return { credentialId, authenticatorData, clientDataJson, signature, publicKey };
}

// The keys that signed, which a rotation may have retired since.
async function signers(tx: Tx, manifest: Envelope, note: string): Promise<BundleInput["keys"]> {
  const rows = await tx.trustKey.findMany({ where: { purpose: { in: ["ledger", "workspace"] } } });
  const size = Number(note.split("\n")[1]);
  const open = (row: (typeof rows)[number]) => row.untilIndex === null || size <= Number(row.untilIndex);
  const workspace = rows.find((row) => row.keyId === manifest.signatures[0]?.keyid);
  const ledger = rows.find((row) => row.purpose === "ledger" && Number(row.fromIndex) <= size && open(row));
  return { workspace: keyOf(workspace), ledger: keyOf(ledger) };
}

function keyOf(row: { keyId: string; publicKey: Uint8Array | null } | undefined) {
  return row?.publicKey ? { keyId: row.keyId, publicKey: row.publicKey } : missing("its keys");
}
