import type { GivenSignature } from "../approvals/decide-approval.ts";
import type { Assertion } from "../approvals/webauthn.ts";
import type { Digest } from "../kernel/brand.ts";
import { FaultError } from "../kernel/invariant.ts";
import type { ApprovalPredicate, SignMethod } from "../manifest/statement.schema.ts";
import { parseApproval } from "../manifest/statement.ts";
import type { Tx } from "./client.ts";
import type { Approval } from "./generated/client.ts";

/** A stored signature with what its statement says. */
export interface StoredApproval extends GivenSignature {
  readonly id: string;
  readonly digest: Digest;
  readonly bytes: Uint8Array;
  /** The two digests that the signer signed. */
  readonly revisionDigest: string;
  readonly manifestDigest: string;
  readonly predicate: ApprovalPredicate;
  readonly method: SignMethod;
  readonly assertion: Assertion | null;
  readonly enrolmentIndex: bigint | null;
  readonly at: Date;
}

/** Every signature over a manifest, oldest first. */
export async function approvalsOf(tx: Tx, manifestId: string): Promise<readonly StoredApproval[]> {
  const rows = await tx.approval.findMany({ where: { manifestId }, orderBy: [{ at: "asc" }, { id: "asc" }] });
  return rows.map(read);
}

/** A signature to keep, over exact bytes. */
export interface ApprovalRow {
  readonly manifestId: string;
  readonly packetId: string;
  readonly digest: Digest;
  readonly bytes: Uint8Array;
  readonly predicate: ApprovalPredicate;
  readonly assertion: Assertion | null;
  readonly enrolmentIndex: bigint | null;
  readonly at: Date;
}

/** Keeps a signature. One person fills one seat of a role once; the table refuses a second. */
export async function keepApproval(tx: Tx, row: ApprovalRow): Promise<void> {
  const { predicate, assertion } = row;
  await tx.approval.create({
    data: {
      manifestId: row.manifestId,
      packetId: row.packetId,
      signerId: predicate.signer.id,
      onBehalfOfId: predicate.onBehalfOf?.id ?? null,
      role: predicate.role,
      verb: predicate.verb,
      method: predicate.method,
      digest: row.digest,
      bytes: new Uint8Array(row.bytes),
      at: row.at,
      ...(assertion
        ? {
            credentialId: new Uint8Array(assertion.credentialId),
            authenticatorData: new Uint8Array(assertion.authenticatorData),
            clientDataJson: new Uint8Array(assertion.clientDataJson),
            signature: new Uint8Array(assertion.signature),
            publicKey: new Uint8Array(assertion.publicKey),
            enrolmentIndex: row.enrolmentIndex,
          }
        : {}),
    },
  });
}

function read(row: Approval): StoredApproval {
  const parsed = parseApproval(row.bytes);
  if (!parsed.ok || parsed.value.digest !== row.digest)
    throw new FaultError("integrity-failed", { cause: "an approval's bytes no longer have its digest" });
  const { predicate, subject } = parsed.value.statement;
  return {
    id: row.id,
    digest: row.digest as Digest,
    bytes: row.bytes,
    revisionDigest: subject[0].digest.sha256,
    manifestDigest: subject[1].digest.sha256,
    predicate,
    signerId: row.signerId,
    onBehalfOfId: row.onBehalfOfId,
    role: predicate.role,
    as: predicate.as,
    verb: predicate.verb,
    method: predicate.method,
    assertion: assertionOf(row),
    enrolmentIndex: row.enrolmentIndex,
    at: row.at,
  };
}

function assertionOf(row: Approval): Assertion | null {
  const { credentialId, authenticatorData, clientDataJson, signature, publicKey } = row;
  if (!credentialId || !authenticatorData || !clientDataJson || !signature || !publicKey) return null;
  return { credentialId, authenticatorData, clientDataJson, signature, publicKey };
}
