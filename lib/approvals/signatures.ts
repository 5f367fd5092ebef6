// Signature checks that run alike in Node and in the browser, apart from the signer's own implementation.

import { ed25519 } from "@noble/curves/ed25519.js";
import { p256 } from "@noble/curves/nist.js";
import { concat, toHex } from "../kernel/bytes.ts";
import { sha256 } from "../kernel/digest.ts";

/** Ed25519 (RFC 8032, strict): 64-byte signature, message, 32-byte public key. Malformed input is false. */
export function verifyEd25519(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 64 || publicKey.length !== 32) return false;
  return quietly(() => ed25519.verify(signature, message, publicKey, { zip215: false }));
}

/** ECDSA P-256 with SHA-256: DER signature, message, public point x and y of 32 bytes each. */
export function verifyEs256(
  signature: Uint8Array,
  message: Uint8Array,
  point: { readonly x: Uint8Array; readonly y: Uint8Array },
): boolean {
  if (point.x.length !== 32 || point.y.length !== 32) return false;
  const publicKey = concat(Uint8Array.of(4), point.x, point.y);
  // Authenticators do not normalise s, so both halves of the group order are accepted (WebAuthn 6.5.5).
  return quietly(() => p256.verify(signature, message, publicKey, { format: "der", lowS: false }));
}

/** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 8.2.2): modulus of 2048 to 4096 bits, exponent 65537. */
export function verifyRs256(
  signature: Uint8Array,
  message: Uint8Array,
  key: { readonly n: Uint8Array; readonly e: Uint8Array },
): boolean {
  const length = key.n.length;
  if (length < 256 || length > 512 || (key.n[0] ?? 0) < 0x80 || toHex(key.e) !== "010001") return false;
  if (signature.length !== length) return false;
  const modulus = toInteger(key.n);
  const base = toInteger(signature);
  if (base >= modulus) return false;
  const encoded = power(base, 65537, modulus)
    .toString(16)
    .padStart(length * 2, "0");
  return encoded === toHex(pkcs1(sha256(message), length));
}

// DER of DigestInfo for SHA-256, without the digest (RFC 8017 9.2, note 1).
const SHA256_INFO = Uint8Array.of(
  ...[0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00],
  ...[0x04, 0x20],
);

function pkcs1(digest: Uint8Array, length: number): Uint8Array {
  const tail = concat(Uint8Array.of(0), SHA256_INFO, digest);
  const padding = new Uint8Array(length - 2 - tail.length).fill(0xff);
  return concat(Uint8Array.of(0, 1), padding, tail);
}

function toInteger(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(bytes)}`);
}

function power(base: bigint, exponent: number, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

// The library throws for points off the curve and for malformed DER; to a verifier both are bad signatures.
function quietly(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}
