import { hmac } from "@noble/hashes/hmac.js";
import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";
import type { Digest } from "./brand.ts";
import { toHex, utf8 } from "./bytes.ts";

/** SHA-256 of the bytes: 32 bytes (FIPS 180-4). Runs alike in Node and in the browser. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return nobleSha256(bytes);
}

/** SHA-256 of the bytes as a digest in lower-case hex. */
export function digestOf(bytes: Uint8Array): Digest {
  return toHex(nobleSha256(bytes)) as Digest;
}

/** SHA-256 of the UTF-8 bytes of a string, as a digest. */
export function digestOfText(text: string): Digest {
  return digestOf(utf8(text));
}

/** HMAC-SHA256 in lower-case hex (RFC 2104): a commitment that says nothing without its 32-byte salt. */
export function saltedDigest(salt: Uint8Array, bytes: Uint8Array): Digest {
  return toHex(hmac(nobleSha256, salt, bytes)) as Digest;
}
