// The screen carries the numbers of what it shows as a sealed token: whoever holds it learns no annex's sequence,
// and nobody can make one. Fresh at each fetch; the approving transaction compares the numbers under lock.

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { fromBase64Url, toBase64Url } from "../kernel/bytes.ts";
import { settings } from "../settings/settings.ts";

const IV = 12;
const TAG = 16;

/** Sealed with AES-256-GCM under a key derived from the deployment's secret; `about` binds packet, manifest and person. */
export function sealStateToken(numbers: string, about: string): string {
  const iv = randomBytes(IV);
  const cipher = createCipheriv("aes-256-gcm", tokenKey(), iv);
  cipher.setAAD(Buffer.from(about));
  const sealed = Buffer.concat([cipher.update(numbers, "utf8"), cipher.final()]);
  return toBase64Url(Buffer.concat([iv, sealed, cipher.getAuthTag()]));
}

/** The numbers that a token of ours carries, or null for anything else, or one made about something else. */
export function openStateToken(token: string, about: string): string | null {
  const bytes = fromBase64Url(token);
  if (!bytes || bytes.length < IV + TAG) return null;
  const decipher = createDecipheriv("aes-256-gcm", tokenKey(), bytes.subarray(0, IV), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(about));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG));
  try {
    const opened = Buffer.concat([decipher.update(bytes.subarray(IV, bytes.length - TAG)), decipher.final()]);
    return opened.toString("utf8");
  } catch {
    // GCM throws for every token that is not exactly one of ours; which byte was wrong is nobody's business.
    return null;
  }
}

function tokenKey(): Buffer {
  return Buffer.from(hkdfSync("sha256", settings().authSecret, "countersign", "state token v1", 32));
}
