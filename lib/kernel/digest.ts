import { hmac } from "@noble/hashes/hmac.js";
import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";
import type { Digest } from "./brand.ts";
import { toHex, utf8 } from "./bytes.ts";

/** As much of Node's own module as is used here. */
interface NativeHash {
  createHash(name: "sha256"): { update(bytes: Uint8Array): { digest(): Uint8Array } };
}

// Asked of the process instead of imported, so that the same file runs in a browser. There, and wherever Node does
// not offer it, the portable implementation answers; a test holds the two against each other.
const { process } = globalThis as { process?: { getBuiltinModule?(name: string): unknown } };
const native = process?.getBuiltinModule?.("node:crypto") as NativeHash | undefined;

/** SHA-256 of the bytes: 32 bytes (FIPS 180-4). Runs alike in Node and in the browser. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return native ? new Uint8Array(native.createHash("sha256").update(bytes).digest()) : portableSha256(bytes);
}

/** The same without Node's help. */
export function portableSha256(bytes: Uint8Array): Uint8Array {
  return nobleSha256(bytes);
}

/** SHA-256 of the bytes as a digest in lower-case hex. */
export function digestOf(bytes: Uint8Array): Digest {
  return toHex(sha256(bytes)) as Digest;
}

/** SHA-256 of the UTF-8 bytes of a string, as a digest. */
export function digestOfText(text: string): Digest {
  return digestOf(utf8(text));
}

/** HMAC-SHA256 in lower-case hex (RFC 2104): a commitment that says nothing without its 32-byte salt. */
export function saltedDigest(salt: Uint8Array, bytes: Uint8Array): Digest {
  return toHex(hmac(nobleSha256, salt, bytes)) as Digest;
}
