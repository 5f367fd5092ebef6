import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readSettings, SettingsError } from "./settings.ts";

const folder = mkdtempSync(join(tmpdir(), "countersign-settings-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const real = {
  DATABASE_URL: "postgresql://app:x@db.example/countersign",
  AUTH_SECRET: "0123456789abcdef0123456789abcdef",
};
const embedded = { DATABASE_URL: real.DATABASE_URL, COUNTERSIGN_EMBEDDED: "1", DATA_DIR: folder };

function problems(variables: Record<string, string>): string {
  try {
    readSettings(variables);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  return "";
}

describe("settings", () => {
  it("[OP1] refuses to start without a secret, naming what is missing and why", () => {
    expect(problems({ DATABASE_URL: real.DATABASE_URL })).toMatch(
      /AUTH_SECRET is missing\. It signs sessions/,
    );
    expect(problems({ AUTH_SECRET: real.AUTH_SECRET })).toMatch(/DATABASE_URL is missing/);
    expect(problems({ ...real, AUTH_SECRET: "short" })).toMatch(/AUTH_SECRET must have at least 32/);
  });

  it("[OP1] names every problem at once", () => {
    const text = problems({ ...real, PORT: "many", PUBLIC_URL: "countersign.example/path" });
    expect(text).toMatch(/PORT/);
    expect(text).toMatch(/PUBLIC_URL must be scheme, host and port alone/);
  });

  it("[OP1] refuses half an OIDC issuer, and one without TLS elsewhere", () => {
    expect(problems({ ...real, OIDC_ISSUER: "https://id.example" })).toMatch(/belong together/);
    const whole = { OIDC_CLIENT_ID: "a", OIDC_CLIENT_SECRET: "b" };
    expect(problems({ ...real, ...whole, OIDC_ISSUER: "http://id.example" })).toMatch(/must be https/);
    expect(problems({ ...real, ...whole, OIDC_ISSUER: "http://127.0.0.1:9" })).toBe("");
  });

  it("[OP2] makes a secret of its own with the embedded database and keeps it for the next start", () => {
    const first = readSettings(embedded);
    expect(first.authSecret.length).toBeGreaterThanOrEqual(32);
    expect(readSettings(embedded).authSecret).toBe(first.authSecret);
    expect(readFileSync(join(folder, "auth-secret"), "utf8")).toBe(first.authSecret);
    expect(statSync(join(folder, "auth-secret")).mode & 0o777).toBe(0o600);
  });

  it("[OP3] is a demo only with the embedded database and no PUBLIC_URL", () => {
    expect(readSettings(embedded).demo).toBe(true);
    expect(readSettings({ ...embedded, PUBLIC_URL: "https://countersign.example" }).demo).toBe(false);
    expect(readSettings(real).demo).toBe(false);
  });

  it("[OP4] listens on loopback alone unless PUBLIC_URL or HOST says otherwise", () => {
    expect(readSettings(real).hosts).toEqual(["127.0.0.1", "::1"]);
    expect(readSettings({ ...real, PUBLIC_URL: "https://countersign.example/" })).toMatchObject({
      publicUrl: "https://countersign.example",
      hosts: ["::"],
    });
    expect(readSettings({ ...real, HOST: "10.0.0.4" }).hosts).toEqual(["10.0.0.4"]);
    expect(readSettings({ ...embedded, HOST: "127.0.0.1" }).hosts).toEqual(["127.0.0.1"]);
    expect(() => readSettings({ ...embedded, HOST: "0.0.0.0" })).toThrow("demo's seats");
    expect(readSettings({ ...real, PORT: "4000", PUBLIC_URL: "" }).publicUrl).toBe("http://localhost:4000");
  });
});
