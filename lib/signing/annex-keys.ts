// Envelope encryption of annexes: each annex has a data key, wrapped by a key-encryption key that is kept outside
// the database. AES-256-GCM throughout; the place where bytes belong is bound, so that sealed bytes which were
// moved to another row, annex or column do not open. Rules: docs/spec/annexes.md.

import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { Digest } from "../kernel/brand.ts";
import { concat, utf8 } from "../kernel/bytes.ts";
import { digestOf } from "../kernel/digest.ts";
import { FaultError } from "../kernel/invariant.ts";
import { allKeyFiles, currentKeyFile } from "./key-files.ts";

const VERSION = 1;
const NONCE = 12;
const TAG = 16;
const WRAP_PLACE = utf8("countersign.dev/annex-key/v1");

/** An annex's data key, open in memory. Never stored, never logged. */
export interface AnnexKey {
  readonly annexId: string;
  readonly secret: Uint8Array;
}

/** What is stored of an annex's key. `keyId` names the key-encryption key by the SHA-256 of its bytes. */
export interface StoredAnnexKey {
  readonly id: string;
  readonly wrappedKey: Uint8Array;
  readonly keyId: string;
}

/** A fresh data key, wrapped under the key-encryption key in use. */
export function newAnnexKey(): { wrappedKey: Uint8Array<ArrayBuffer>; keyId: Digest } {
  const kek = currentKeyFile("annex", () => randomBytes(32));
  return { wrappedKey: encrypt(kek, WRAP_PLACE, randomBytes(32)), keyId: digestOf(kek) };
}

/** Opens an annex's data key, under a retired key-encryption key too. Throws `FaultError` where none opens it. */
export function openAnnexKey(annex: StoredAnnexKey): AnnexKey {
  const kek = allKeyFiles("annex").find((key) => digestOf(key) === annex.keyId);
  if (!kek) throw new FaultError("annex-key-missing", { cause: `no key-encryption key ${annex.keyId}` });
  return { annexId: annex.id, secret: decrypt(kek, WRAP_PLACE, annex.wrappedKey) };
}

/** The annex's data key wrapped anew under the key-encryption key in use, for rotation. */
export function rewrapAnnexKey(annex: StoredAnnexKey): {
  wrappedKey: Uint8Array<ArrayBuffer>;
  keyId: Digest;
} {
  const { secret } = openAnnexKey(annex);
  const kek = currentKeyFile("annex", () => randomBytes(32));
  return { wrappedKey: encrypt(kek, WRAP_PLACE, secret), keyId: digestOf(kek) };
}

/** Seals bytes for one place (table, row, column) of one annex: version ‖ nonce ‖ ciphertext ‖ tag. */
export function seal(key: AnnexKey, place: string, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return encrypt(key.secret, placeBytes(key, place), bytes);
}

/** Opens what `seal` wrote for this place. Throws `FaultError` for anything else. */
export function unseal(key: AnnexKey, place: string, sealed: Uint8Array): Uint8Array<ArrayBuffer> {
  return decrypt(key.secret, placeBytes(key, place), sealed);
}

// The annex is part of the place, so that a key and its rows cannot be moved together to another annex.
function placeBytes(key: AnnexKey, place: string): Uint8Array {
  return utf8(`countersign.dev/annex/v1\n${key.annexId}\n${place}`);
}

function encrypt(secret: Uint8Array, place: Uint8Array, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", secret, nonce);
  cipher.setAAD(place);
  const body = cipher.update(bytes);
  cipher.final();
  return new Uint8Array(concat(Uint8Array.of(VERSION), nonce, body, cipher.getAuthTag()));
}

function decrypt(secret: Uint8Array, place: Uint8Array, sealed: Uint8Array): Uint8Array<ArrayBuffer> {
  try {
    if (sealed[0] !== VERSION || sealed.length < 1 + NONCE + TAG) throw new RangeError("not sealed bytes");
    const nonce = sealed.subarray(1, 1 + NONCE);
    const decipher = createDecipheriv("aes-256-gcm", secret, nonce, { authTagLength: TAG });
    decipher.setAAD(place);
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
    const body = decipher.update(sealed.subarray(1 + NONCE, sealed.length - TAG));
    decipher.final();
    return new Uint8Array(body);
  } catch (cause) {
    throw new FaultError("annex-unsealable", { cause });
  }
}
