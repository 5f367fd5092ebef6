import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MadeKeys } from "../../test/keys-child.ts";
import { forgetSettings } from "../settings/settings.ts";
import { openAnnexKey } from "./annex-keys.ts";

const PROCESSES = 4;
const ROUNDS = 12;

const folder = mkdtempSync(join(tmpdir(), "countersign-keys-"));
const children: ChildProcess[] = [];

beforeAll(async () => {
  const bundle = join(folder, "child.mjs");
  Object.assign(process.env, {
    DATA_DIR: folder,
    DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none",
    AUTH_SECRET: "a secret that only the tests know, long enough",
  });
  await build({
    entryPoints: ["test/keys-child.ts"],
    outfile: bundle,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    // What is bundled reaches for node's modules by require().
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    logLevel: "error",
  });
  for (let i = 0; i < PROCESSES; i++) {
    const child = fork(bundle, { execArgv: [], env: { ...process.env, NODE_OPTIONS: "" } });
    children.push(child);
    await once(child, "message");
  }
});
afterAll(() => {
  for (const child of children) child.kill();
  rmSync(folder, { recursive: true });
});

async function make(child: ChildProcess, keysDir: string, at: number): Promise<MadeKeys> {
  const answer = once(child, "message");
  child.send({ keysDir, at });
  return (await answer)[0] as MadeKeys;
}

describe("key files", () => {
  it("[LG16] [AX21] processes that start at once end up with one key each of ledger, workspace and annexes", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const keysDir = join(folder, `keys-${round}`);
      const at = Date.now() + 60;
      const made = await Promise.all(children.map((child) => make(child, keysDir, at)));
      for (const name of ["annex", "ledger", "workspace"] as const) {
        expect(new Set(made.map((keys) => keys[name])).size, `${name}, round ${round}`).toBe(1);
      }
      expect(readdirSync(keysDir).sort()).toEqual(["annex.key", "ledger.key", "workspace.key"]);
      process.env.KEYS_DIR = keysDir;
      forgetSettings();
      for (const { wrapped, annex } of made) {
        const wrappedKey = Buffer.from(wrapped, "base64");
        expect(openAnnexKey({ id: "a1", wrappedKey, keyId: annex }).secret).toHaveLength(32);
      }
    }
  });

  it("[AX21] a wrapping key that is not the one is missing by its name, never tried", async () => {
    const [one, other] = [join(folder, "one"), join(folder, "other")];
    const [child] = children;
    if (!child) throw new Error("no process");
    const { wrapped, annex } = await make(child, one, 0);
    await make(child, other, 0);
    process.env.KEYS_DIR = other;
    forgetSettings();
    const stored = { id: "a1", wrappedKey: Buffer.from(wrapped, "base64"), keyId: annex };
    expect(() => openAnnexKey(stored)).toThrow("annex-key-missing");
  });
});
