import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exitCode, reportText } from "../../lib/bundle/present-report.ts";
import { readTrust } from "../../lib/bundle/read-bundle.ts";
import type { Verdict } from "../../lib/bundle/report.ts";
import { verifyBundle } from "../../lib/bundle/verify-bundle.ts";

const vectors = join(import.meta.dirname, "../../lib/bundle/testdata");
const folder = mkdtempSync(join(tmpdir(), "countersign-verifier-"));
const command = join(import.meta.dirname, "countersign.mjs");
const alone = join(folder, "countersign-verify.mjs");

beforeAll(async () => {
  const { buildVerifier } = (await import("../build-verifier.mjs" as string)) as {
    buildVerifier(folder: string): Promise<void>;
  };
  await buildVerifier(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

function vector(name: string) {
  const trust = join(vectors, name, "trust.json");
  return {
    bundle: join(vectors, name, "bundle.countersign.json"),
    trust: existsSync(trust) ? trust : null,
    expected: JSON.parse(readFileSync(join(vectors, name, "expected.json"), "utf8")) as {
      verdict: Verdict;
      rules: string[];
    },
  };
}

function run(script: string, ...args: string[]) {
  // No environment and another folder: neither settings nor packages of the clone may be needed.
  const cwd = script === alone ? folder : process.cwd();
  return spawnSync(process.execPath, [script, ...args], { encoding: "utf8", cwd, env: { NODE_ENV: "test" } });
}

describe("test vectors", () => {
  const names = readdirSync(vectors);
  it("[BU18] are there for each property", () => expect(names.length).toBeGreaterThan(15));

  it.each(names)("[BU18] %s gives the expected verdict, naming the expected rules", (name) => {
    const { bundle, trust, expected } = vector(name);
    const pinned = trust === null ? null : readTrust(readFileSync(trust));
    const report = verifyBundle(readFileSync(bundle), pinned?.ok ? pinned.value : null);
    const rules = report.findings.filter((finding) => !finding.passed).map((finding) => finding.rule);
    expect({ verdict: report.verdict, rules }).toEqual(expected);
  });

  it("[BU18] the single file agrees on each", () => {
    for (const name of names) {
      const { bundle, trust, expected } = vector(name);
      const { status, stdout } = run(alone, bundle, ...(trust ? ["--trust", trust] : []), "--json");
      const report = JSON.parse(stdout) as {
        verdict: Verdict;
        findings: { rule: string; passed: boolean }[];
      };
      const rules = report.findings.filter((finding) => !finding.passed).map((finding) => finding.rule);
      expect({ name, verdict: report.verdict, rules, status }).toEqual({
        name,
        ...expected,
        status: exitCode(expected.verdict),
      });
    }
  }, 60_000);
});

describe("the command", () => {
  const { bundle, trust } = vector("released");

  it("[BU19] verifies in the clone, prints stop boundary and fingerprint, and exits 0", () => {
    const { status, stdout } = run(command, "verify", bundle, "--trust", trust ?? "");
    expect(stdout).toMatch(/^VERIFIED/);
    expect(stdout).toContain("It stops here: It ends here.");
    expect(stdout).toContain("This does not prove:");
    expect(stdout).toMatch(/Fingerprint\s+[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/);
    expect(status).toBe(0);
  });

  it("[BU19] exits 2 without a trust file, and says why", () => {
    const { status, stdout } = run(command, "verify", bundle);
    expect(stdout).toMatch(/^CONSISTENT WITH ITSELF/);
    expect(status).toBe(2);
  });

  it("[BU19] exits 1 for a changed file, naming what is wrong", () => {
    const { status, stdout } = run(
      command,
      "verify",
      vector("byte-changed_fail").bundle,
      "--trust",
      trust ?? "",
    );
    expect(stdout).toMatch(/^FAILED/);
    expect(stdout).toMatch(/✗ BU\d/);
    expect(stdout).not.toContain("This proves:");
    expect(status).toBe(1);
  });

  it.each([
    [],
    ["verify"],
    ["check", bundle],
    ["verify", bundle, bundle],
    ["verify", bundle, "--trust"],
    ["verify", bundle, "--online"],
    ["verify", join(folder, "missing.json")],
    ["verify", bundle, "--trust", bundle],
  ])("[BU19] exits 2 for wrong usage: %j %j %j %j", (...args: string[]) => {
    const { status, stdout, stderr } = run(command, ...args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr.length).toBeGreaterThan(10);
  });
});

it("[BU20] the page needs nothing from anywhere", () => {
  const html = readFileSync(join(folder, "verify.html"), "utf8");
  expect(html).toContain("default-src 'none'");
  expect(html).not.toMatch(/<script[^>]+src=|<link[^>]+href="(?!data:)|@import|url\(http/);
  expect(html.match(/<script>/g)).toHaveLength(1);
});

it("[BU20] a title in the file cannot steer a terminal", () => {
  const { bundle } = vector("released");
  const report = verifyBundle(readFileSync(bundle), null);
  const release = report.release && { ...report.release, packet: "\u001b[2Jcleared \u202eesrever" };
  const text = reportText({ ...report, release }, "2026-03-24T00:00:00.000Z");
  expect(text).not.toContain("\u001b");
  expect(text).not.toContain("\u202e");
  expect(text).toContain("\\u{1b}[2Jcleared");
});
