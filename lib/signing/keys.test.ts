import { mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyEd25519 } from "../approvals/signatures.ts";
import { utf8 } from "../kernel/bytes.ts";
import { digestOf } from "../kernel/digest.ts";
import { forgetSettings } from "../settings/settings.ts";
import { newAnnexKey, openAnnexKey, rewrapAnnexKey, seal, unseal } from "./annex-keys.ts";
import { ledgerKey, publicKeys, workspaceKey } from "./workspace-keys.ts";

const folder = mkdtempSync(join(tmpdir(), "countersign-keys-"));
const keys = join(folder, "keys");

beforeAll(() => {
  Object.assign(process.env, {
    DATA_DIR: folder,
    KEYS_DIR: keys,
    DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none",
    AUTH_SECRET: "a secret that only the tests know, long enough",
  });
  forgetSettings();
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("signing keys", () => {
  it("[LG16] are made once, kept with mode 0600, and named by the digest of their public key", () => {
    const key = workspaceKey();
    expect(workspaceKey().keyId).toBe(key.keyId);
    expect(key.keyId).toBe(digestOf(key.publicKey));
    expect(ledgerKey().keyId).not.toBe(key.keyId);
    expect(statSync(join(keys, "workspace.key")).mode & 0o777).toBe(0o600);
    expect(statSync(keys).mode & 0o777).toBe(0o700);
    expect(readdirSync(keys).sort()).toEqual(["ledger.key", "workspace.key"]);
  });

  it("[LG16] sign so that the verifier's own implementation agrees", () => {
    const key = workspaceKey();
    const signature = key.sign(utf8("message"));
    expect(verifyEd25519(signature, utf8("message"), key.publicKey)).toBe(true);
    expect(verifyEd25519(signature, utf8("other"), key.publicKey)).toBe(false);
  });

  it("[LG18] are rotated by moving the file: a new one is made, the old one is still known", () => {
    const old = workspaceKey();
    renameSync(join(keys, "workspace.key"), join(keys, "workspace-2026.key"));
    const fresh = workspaceKey();
    expect(fresh.keyId).not.toBe(old.keyId);
    expect(publicKeys("workspace").map((key) => key.keyId)).toEqual([fresh.keyId, old.keyId]);
  });

  it("[LG16] that cannot be read are said to be so, and are never made anew", () => {
    const path = join(keys, "ledger.key");
    writeFileSync(path, "not a key");
    expect(() => ledgerKey()).toThrow("signer-unavailable");
    rmSync(path);
  });
});

describe("annex keys", () => {
  const annex = () => ({ id: "a1", ...newAnnexKey() });
  const words = utf8("canary");

  it("[AX20] open what they sealed, and nothing that was moved or changed", () => {
    const one = annex();
    const key = openAnnexKey(one);
    const sealed = seal(key, "rows/1/content", words);
    expect(Buffer.from(sealed).includes("canary")).toBe(false);
    expect(unseal(key, "rows/1/content", sealed)).toEqual(words);
    expect(() => unseal(key, "rows/2/content", sealed)).toThrow("annex-unsealable");
    expect(() => unseal(openAnnexKey({ ...one, id: "a2" }), "rows/1/content", sealed)).toThrow();
    expect(() => unseal(openAnnexKey(annex()), "rows/1/content", sealed)).toThrow("annex-unsealable");
    for (let at = 0; at < sealed.length; at++) {
      const bent = sealed.slice();
      bent[at] = (bent[at] ?? 0) ^ 1;
      expect(() => unseal(key, "rows/1/content", bent)).toThrow("annex-unsealable");
    }
    expect(() => unseal(key, "rows/1/content", new Uint8Array())).toThrow("annex-unsealable");
  });

  it("[AX20] seal the same words differently each time", () => {
    const key = openAnnexKey(annex());
    expect(seal(key, "p", words)).not.toEqual(seal(key, "p", words));
  });

  it("[AX21] stay readable after the wrapping key was rotated, and can be wrapped anew", () => {
    const old = annex();
    const sealed = seal(openAnnexKey(old), "p", words);
    renameSync(join(keys, "annex.key"), join(keys, "annex-2026.key"));
    const fresh = annex();
    expect(fresh.keyId).not.toBe(old.keyId);
    expect(unseal(openAnnexKey(old), "p", sealed)).toEqual(words);
    const again = { id: old.id, ...rewrapAnnexKey(old) };
    expect(again.keyId).toBe(fresh.keyId);
    rmSync(join(keys, "annex-2026.key"));
    expect(unseal(openAnnexKey(again), "p", sealed)).toEqual(words);
    expect(() => openAnnexKey(old)).toThrow("annex-key-missing");
  });
});
