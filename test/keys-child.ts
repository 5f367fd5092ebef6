// A process that makes the keys of a folder when told to, so that several can do it at the same moment.

import { forgetSettings } from "../lib/settings/settings.ts";
import { newAnnexKey } from "../lib/signing/annex-keys.ts";
import { ledgerKey, workspaceKey } from "../lib/signing/workspace-keys.ts";

/** What the process made: ids of the keys in use, and an annex's key that it wrapped. */
export interface MadeKeys {
  readonly annex: string;
  readonly wrapped: string;
  readonly ledger: string;
  readonly workspace: string;
}

process.on("message", ({ keysDir, at }: { keysDir: string; at: number }) => {
  process.env.KEYS_DIR = keysDir;
  forgetSettings();
  // Every process spins until the same moment: a message alone would let them go one after the other.
  while (Date.now() < at);
  const { keyId, wrappedKey } = newAnnexKey();
  const made: MadeKeys = {
    annex: keyId,
    wrapped: Buffer.from(wrappedKey).toString("base64"),
    ledger: ledgerKey().keyId,
    workspace: workspaceKey().keyId,
  };
  process.send?.(made);
});
process.send?.("warm");
