// Key files: one secret a file, mode 0600, in the keys folder, never in the database.
// The name says what the key is for and whether it is the one in use: `<purpose>.key` is, `<purpose>-<anything>.key`
// was. Rotation is moving the first to the second; the next start makes a new one (docs/operations.md).

import { randomBytes } from "node:crypto";
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { FaultError } from "../kernel/invariant.ts";
import { settings } from "../settings/settings.ts";

export type KeyPurpose = "ledger" | "workspace" | "annex";

/**
 * The bytes of the key in use, made by `make` where there is none. Two processes that start at once get the same
 * key: the file appears whole or not at all, and the loser reads the winner's.
 */
export function currentKeyFile(purpose: KeyPurpose, make: () => Uint8Array): Uint8Array {
  const path = join(settings().keysDir, `${purpose}.key`);
  return readIfThere(path) ?? writeOnce(path, make());
}

/** The bytes of every key of this purpose that is still there: the one in use, then the retired ones. */
export function allKeyFiles(purpose: KeyPurpose): readonly Uint8Array[] {
  const dir = settings().keysDir;
  const names = readdirSync(dir).filter((name) => name.startsWith(`${purpose}-`) && name.endsWith(".key"));
  return [`${purpose}.key`, ...names.sort()].flatMap((name) => readIfThere(join(dir, name)) ?? []);
}

function readIfThere(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new FaultError("signer-unavailable", { cause });
  }
}

function writeOnce(path: string, bytes: Uint8Array): Uint8Array {
  const draft = `${path}.${randomBytes(8).toString("hex")}`;
  try {
    mkdirSync(settings().keysDir, { recursive: true, mode: 0o700 });
    chmodSync(settings().keysDir, 0o700);
    writeFileSync(draft, bytes, { mode: 0o600, flag: "wx", flush: true });
    // link() fails where the name exists, so a second process cannot replace the first one's key.
    linkSync(draft, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST")
      throw new FaultError("signer-unavailable", { cause });
  } finally {
    removeIfThere(draft);
  }
  return readFileSync(path);
}

function removeIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT")
      throw new FaultError("signer-unavailable", { cause });
  }
}
