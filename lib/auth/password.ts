// Passwords of local accounts: scrypt (RFC 7914) with its parameters kept beside each hash, so that they can be
// raised without asking anybody for a new password.

import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";

const COST = 32_768;
const BLOCK = 8;
const PARALLEL = 1;
const KEY_BYTES = 32;
const MAX_MEMORY = 128 * 1024 * 1024;
const HASH = /^scrypt\$(\d{4,7})\$(\d{1,2})\$(\d{1,2})\$([A-Za-z0-9_-]{22})\$([A-Za-z0-9_-]{43})$/;

/** The text that is kept for a password: `scrypt$N$r$p$salt$key`, salt and key in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, { N: COST, r: BLOCK, p: PARALLEL });
  return ["scrypt", COST, BLOCK, PARALLEL, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/**
 * Whether the password is the one that was hashed. With no hash (no such account, or one without a password) it
 * works as long and says no, so that the time taken tells nothing about which accounts exist.
 */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  const parts = HASH.exec(kept ?? "");
  const salt = parts ? Buffer.from(parts[4] ?? "", "base64url") : Buffer.alloc(16);
  const options = parts
    ? { N: Number(parts[1]), r: Number(parts[2]), p: Number(parts[3]) }
    : { N: COST, r: BLOCK, p: PARALLEL };
  const key = await derive(password, salt, options);
  return parts !== null && timingSafeEqual(key, Buffer.from(parts[5] ?? "", "base64url"));
}

function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // Unicode has several spellings of one password; keyboards differ in which they send.
    scrypt(password.normalize("NFKC"), salt, KEY_BYTES, { ...options, maxmem: MAX_MEMORY }, (fault, key) =>
      fault ? reject(fault) : resolve(key),
    );
  });
}
