// What the ledger's leaves say, in clear, of passkeys, approvals and releases, so that a verifier who has only
// the bundle can tie them together. Rules: docs/spec/approvals.md AP6–AP8.

import type { Digest } from "../kernel/brand.ts";
import { toBase64 } from "../kernel/bytes.ts";
import { canonicalBytes } from "../kernel/canonical.ts";
import { digestOf } from "../kernel/digest.ts";
import type { Assertion } from "./webauthn.ts";

type Passkey = Pick<Assertion, "credentialId" | "publicKey">;

/** Subjects of the *passkey changed* leaf of an enrolment; its actor is the account that the passkey belongs to. */
export function passkeyEnrolledSubjects(passkey: Passkey): Record<string, Digest> {
  return { enrolledCredential: digestOf(passkey.credentialId), enrolledKey: digestOf(passkey.publicKey) };
}

/** Subjects of the *passkey changed* leaf of a removal. */
export function passkeyRemovedSubjects(passkey: Passkey): Record<string, Digest> {
  return { removedCredential: digestOf(passkey.credentialId), removedKey: digestOf(passkey.publicKey) };
}

/** What an *approved* or *manifest declined* leaf names. `assertion` is null for a password. */
export interface SignedNames {
  readonly revision: string;
  readonly manifest: string;
  /** Digest of the approval statement. */
  readonly approval: string;
  readonly assertion: Assertion | null;
}

/** Subjects of the *approved* and *manifest declined* leaves. */
export function approvedSubjects({
  revision,
  manifest,
  approval,
  assertion,
}: SignedNames): Record<string, string> {
  const subjects = { revision, manifest, approval };
  return assertion ? { ...subjects, assertion: assertionDigest(assertion) } : subjects;
}

/** What a *released* leaf names; `approvals` are the digests of all approval statements, in any order. */
export interface ReleasedNames {
  readonly revision: string;
  readonly manifest: string;
  readonly approvals: readonly string[];
}

/** Subjects of the *released* leaf. */
export function releasedSubjects({ revision, manifest, approvals }: ReleasedNames): Record<string, string> {
  return { revision, manifest, approvals: digestOf(canonicalBytes([...approvals].sort())) };
}

/** Digest of an assertion: of the canonical JSON of its five parts in base64. */
export function assertionDigest(assertion: Assertion): Digest {
  return digestOf(canonicalBytes(assertionJson(assertion)));
}

/** An assertion as it stands in a bundle: each part in padded base64. */
export function assertionJson(assertion: Assertion): Record<keyof Assertion, string> {
  return {
    credentialId: toBase64(assertion.credentialId),
    authenticatorData: toBase64(assertion.authenticatorData),
    clientDataJson: toBase64(assertion.clientDataJson),
    signature: toBase64(assertion.signature),
    publicKey: toBase64(assertion.publicKey),
  };
}
