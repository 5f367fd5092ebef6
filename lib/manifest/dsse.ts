// DSSE v1 (secure-systems-lab/dsse). Rules: docs/spec/manifest.md MF1–MF4.
// The payload type is inside the signed bytes; `keyid` is a hint and never chooses what is accepted.

import { concat, fromBase64, toBase64, utf8 } from "../kernel/bytes.ts";
import { err, ok, type Result } from "../kernel/result.ts";

/** The one payload type that this project signs and accepts: in-toto statements. */
export const STATEMENT_TYPE = "application/vnd.in-toto+json";

/** A DSSE envelope in its JSON form; `payload` and `sig` are padded base64. */
export interface Envelope {
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

export type EnvelopeFault =
  | "other-payload-type"
  | "malformed-payload"
  | "not-one-signature"
  | "malformed-signature"
  | "bad-signature"
  | "other-key-named";

/** A public key to verify with, and how: (signature 64 bytes, message, public key 32 bytes). */
export interface EnvelopeKey {
  readonly keyId: string;
  readonly publicKey: Uint8Array;
  readonly verify: (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => boolean;
}

/** Pre-authentication encoding: `DSSEv1 SP len(type) SP type SP len(payload) SP payload`, lengths in bytes. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = utf8(payloadType);
  return concat(utf8(`DSSEv1 ${type.length} `), type, utf8(` ${payload.length} `), payload);
}

/** Signs a statement's canonical bytes with one Ed25519 key. */
export function sealEnvelope(
  payload: Uint8Array,
  key: { readonly keyId: string; sign(bytes: Uint8Array): Uint8Array },
): Envelope {
  const sig = toBase64(key.sign(preAuthEncoding(STATEMENT_TYPE, payload)));
  return { payload: toBase64(payload), payloadType: STATEMENT_TYPE, signatures: [{ keyid: key.keyId, sig }] };
}

/** The payload's bytes, unverified. For showing and for what is checked before any key is known. */
export function envelopePayload(envelope: Envelope): Result<Uint8Array, EnvelopeFault> {
  if (envelope.payloadType !== STATEMENT_TYPE) return err("other-payload-type");
  const payload = fromBase64(envelope.payload);
  return payload ? ok(payload) : err("malformed-payload");
}

/**
 * The exact bytes that were signed, where the envelope carries one good signature of this key. A hint that names
 * another key is refused after the signature was checked, so that no byte of an envelope can differ unnoticed.
 */
export function openEnvelope(envelope: Envelope, key: EnvelopeKey): Result<Uint8Array, EnvelopeFault> {
  const payload = envelopePayload(envelope);
  if (!payload.ok) return payload;
  const [only, ...more] = envelope.signatures;
  if (!only || more.length > 0) return err("not-one-signature");
  const signature = fromBase64(only.sig);
  if (signature?.length !== 64) return err("malformed-signature");
  const message = preAuthEncoding(envelope.payloadType, payload.value);
  if (!key.verify(signature, message, key.publicKey)) return err("bad-signature");
  return only.keyid === key.keyId ? payload : err("other-key-named");
}
