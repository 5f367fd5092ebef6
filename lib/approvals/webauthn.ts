// Checking a WebAuthn assertion with no server and no network (WebAuthn Level 3, section 7.2).
// Rules: docs/spec/approvals.md AP1–AP5. It proves that this key approved this digest after the person was verified;
// not what an authenticator displayed, for it displays nothing of the text.

import { concat, equalBytes, fromUtf8, toBase64Url, utf8 } from "../kernel/bytes.ts";
import type { Json } from "../kernel/canonical.ts";
import { sha256 } from "../kernel/digest.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { parseStrictJson } from "../kernel/strict-json.ts";
import { preAuthEncoding, STATEMENT_TYPE } from "../manifest/dsse.ts";
import { type CoseKey, parseCoseKey } from "./cose-key.ts";
import { verifyEd25519, verifyEs256, verifyRs256 } from "./signatures.ts";

/** What an authenticator and browser gave back, as raw bytes. `publicKey` is the enrolled COSE_Key. */
export interface Assertion {
  readonly credentialId: Uint8Array;
  readonly authenticatorData: Uint8Array;
  readonly clientDataJson: Uint8Array;
  readonly signature: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** A relying party and an origin whose assertions are accepted together. */
export interface PinnedOrigin {
  readonly rpId: string;
  readonly origin: string;
}

export type AssertionFault =
  | "malformed-client-data"
  | "not-an-assertion"
  | "other-challenge"
  | "other-origin"
  | "cross-origin"
  | "malformed-authenticator-data"
  | "other-rp-id"
  | "user-not-present"
  | "user-not-verified"
  | "malformed-key"
  | "unsupported-algorithm"
  | "bad-signature";

/** What a good assertion showed. */
export interface VerifiedAssertion extends PinnedOrigin {
  readonly algorithm: CoseKey["algorithm"];
  readonly signCount: number;
  /** True where the passkey is backed up to a provider, so that copies of it exist. */
  readonly backedUp: boolean;
}

/** The challenge for an approval: SHA-256 of the DSSE pre-authentication encoding of its exact bytes, 32 bytes. */
export function approvalChallenge(statement: Uint8Array): Uint8Array {
  return sha256(preAuthEncoding(STATEMENT_TYPE, statement));
}

/**
 * Verifies an assertion over a challenge. `pinned` null accepts whatever origin the assertion names, as long as
 * its RP ID is that origin's host or a parent of it: consistent with itself, and no more.
 */
export function verifyAssertion(
  assertion: Assertion,
  expected: { readonly challenge: Uint8Array; readonly pinned: readonly PinnedOrigin[] | null },
): Result<VerifiedAssertion, AssertionFault> {
  const client = readClientData(assertion.clientDataJson, expected.challenge);
  if (!client.ok) return client;
  const data = readAuthenticatorData(assertion.authenticatorData);
  if (!data.ok) return data;
  const party = findParty(client.value.origin, data.value.rpIdHash, expected.pinned);
  if (!party.ok) return party;
  const key = parseCoseKey(assertion.publicKey);
  if (!key.ok) return err(key.error === "malformed" ? "malformed-key" : key.error);
  const message = concat(assertion.authenticatorData, sha256(assertion.clientDataJson));
  if (!verifyWith(key.value, assertion.signature, message)) return err("bad-signature");
  const { signCount, backedUp } = data.value;
  return ok({ ...party.value, algorithm: key.value.algorithm, signCount, backedUp });
}

function readClientData(
  bytes: Uint8Array,
  challenge: Uint8Array,
): Result<{ readonly origin: string }, AssertionFault> {
  const text = fromUtf8(bytes);
  const json = text === null ? null : parseStrictJson(text);
  if (!json?.ok || !isObject(json.value)) return err("malformed-client-data");
  const { type, origin, crossOrigin } = json.value;
  if (type !== "webauthn.get") return err("not-an-assertion");
  if (json.value.challenge !== toBase64Url(challenge)) return err("other-challenge");
  if (typeof origin !== "string") return err("malformed-client-data");
  if (crossOrigin !== undefined && crossOrigin !== false) return err("cross-origin");
  return ok({ origin });
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

interface AuthenticatorData {
  readonly rpIdHash: Uint8Array;
  readonly signCount: number;
  readonly backedUp: boolean;
}

function readAuthenticatorData(bytes: Uint8Array): Result<AuthenticatorData, AssertionFault> {
  const flags = bytes[32];
  if (flags === undefined || bytes.length < 37) return err("malformed-authenticator-data");
  // Attested credential data belongs to enrolment; extension data (0x80) is signed like all the rest.
  const extended = (flags & 0x80) !== 0;
  if ((flags & 0x40) !== 0 || extended === (bytes.length === 37)) {
    return err("malformed-authenticator-data");
  }
  if ((flags & 0x01) === 0) return err("user-not-present");
  if ((flags & 0x04) === 0) return err("user-not-verified");
  const signCount = new DataView(bytes.buffer, bytes.byteOffset + 33, 4).getUint32(0);
  return ok({ rpIdHash: bytes.slice(0, 32), signCount, backedUp: (flags & 0x10) !== 0 });
}

function findParty(
  origin: string,
  rpIdHash: Uint8Array,
  pinned: readonly PinnedOrigin[] | null,
): Result<PinnedOrigin, AssertionFault> {
  const parties = pinned ? pinned.filter((party) => party.origin === origin) : possibleParties(origin);
  if (parties.length === 0) return err("other-origin");
  const party = parties.find(({ rpId }) => equalBytes(sha256(utf8(rpId)), rpIdHash));
  return party ? ok(party) : err("other-rp-id");
}

function possibleParties(origin: string): readonly PinnedOrigin[] {
  const host = /^https?:\/\/([a-z0-9.-]+)(?::\d{1,5})?$/.exec(origin)?.[1];
  if (!host) return [];
  const labels = host.split(".");
  return labels.map((_, i) => ({ origin, rpId: labels.slice(i).join(".") }));
}

function verifyWith(key: CoseKey, signature: Uint8Array, message: Uint8Array): boolean {
  switch (key.algorithm) {
    case "ES256":
      return verifyEs256(signature, message, key);
    case "EdDSA":
      return verifyEd25519(signature, message, key.x);
    case "RS256":
      return verifyRs256(signature, message, key);
  }
}
