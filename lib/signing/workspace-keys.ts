// Ed25519 keys of the workspace (signs envelopes) and of its ledger (signs checkpoints), by node:crypto.
// The verifiers use another implementation on purpose (lib/approvals/signatures.ts).

import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { Digest } from "../kernel/brand.ts";
import { digestOf } from "../kernel/digest.ts";
import { FaultError } from "../kernel/invariant.ts";
import { allKeyFiles, currentKeyFile } from "./key-files.ts";

/** A key that signs. `keyId` is the SHA-256 of the 32 raw bytes of the public key. */
export interface SigningKey {
  readonly keyId: Digest;
  readonly publicKey: Uint8Array;
  /** Ed25519 signature of the bytes, 64 bytes (RFC 8032). */
  sign(bytes: Uint8Array): Uint8Array;
}

/** The key that signs envelopes of releases. Made on first use; throws `FaultError` where it cannot be read. */
export function workspaceKey(): SigningKey {
  return signingKey(currentKeyFile("workspace", newKeyFile));
}

/** The key that signs checkpoints of the ledger. Made on first use. */
export function ledgerKey(): SigningKey {
  return signingKey(currentKeyFile("ledger", newKeyFile));
}

/** Public keys of one purpose whose files are still there, the one in use first. */
export function publicKeys(
  purpose: "workspace" | "ledger",
): readonly Pick<SigningKey, "keyId" | "publicKey">[] {
  return allKeyFiles(purpose).map((file) => signingKey(file));
}

function newKeyFile(): Uint8Array {
  const { privateKey } = generateKeyPairSync("ed25519");
  return Buffer.from(privateKey.export({ type: "pkcs8", format: "pem" }));
}

function signingKey(file: Uint8Array): SigningKey {
  const privateKey = readPrivateKey(file);
  const jwk = createPublicKey(privateKey).export({ format: "jwk" });
  const publicKey = new Uint8Array(Buffer.from(jwk.x ?? "", "base64url"));
  return {
    keyId: digestOf(publicKey),
    publicKey,
    sign: (bytes) => new Uint8Array(sign(null, bytes, privateKey)),
  };
}

function readPrivateKey(file: Uint8Array): KeyObject {
  try {
    const key = createPrivateKey(Buffer.from(file));
    if (key.asymmetricKeyType !== "ed25519") throw new TypeError("not an Ed25519 key");
    return key;
  } catch (cause) {
    throw new FaultError("signer-unavailable", { cause });
  }
}
