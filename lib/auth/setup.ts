// The one-time code with which the first account is made. Only its hash is kept. Rules: AU14.

import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { transaction } from "../db/client.ts";
import { lockWorkspace, writeSetUpCodeHash } from "../db/workspace-store.ts";

/**
 * A new set-up code to print, or null where set-up has been done. Each start of the server makes another, and only
 * the latest is good: a code from an old log opens nothing.
 */
export async function ensureSetupCode(): Promise<string | null> {
  return transaction(async (tx) => {
    const workspace = await lockWorkspace(tx);
    if (workspace.setupDoneAt !== null) return null;
    const code = randomBytes(15).toString("base64url");
    await writeSetUpCodeHash(tx, hashOf(code));
    return code;
  });
}

/** Whether this is the code that was printed last. Constant time. */
export function isSetupCode(code: string, keptHash: string | null): boolean {
  if (keptHash === null) return false;
  return timingSafeEqual(Buffer.from(hashOf(code), "hex"), Buffer.from(keptHash, "hex"));
}

function hashOf(code: string): string {
  return createHash("sha256").update(code, "utf8").digest("hex");
}
