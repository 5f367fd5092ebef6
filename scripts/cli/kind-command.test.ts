import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";

const FILE = "kinds/co-production-approved-release/payments-tokenization-exception.yaml";
const COMMAND = path.join("scripts", "cli", "countersign.mjs");

describe("countersign kind check", () => {
  it("[KI8] says of a good file what it holds, and ends with 0", () => {
    const out = execFileSync(process.execPath, [COMMAND, "kind", "check", FILE], { encoding: "utf8" });
    expect(out).toMatch(/^kinds\/.*: Payments tokenization exception, version 1: .* 3 gates; no mistake\n$/);
  });

  it("[KI8] prints each mistake as file:line:column and ends with 1; wrong usage ends with 2", () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "kind-")), "broken.yaml");
    writeFileSync(file, readFileSync(FILE, "utf8").replace("check: evidence-fresh", "check: evidence-frosh"));
    const broken = spawnSync(process.execPath, [COMMAND, "kind", "check", file], { encoding: "utf8" });
    expect(broken.status).toBe(1);
    expect(broken.stdout).toMatch(/broken\.yaml:\d+:\d+: no check "evidence-frosh"/);
    const missing = spawnSync(process.execPath, [COMMAND, "kind", "check", `${file}.not`], {
      encoding: "utf8",
    });
    expect([missing.status, missing.stdout]).toEqual([1, expect.stringContaining("cannot be read")]);
    expect(spawnSync(process.execPath, [COMMAND, "kind", "chek"], { encoding: "utf8" }).status).toBe(2);
  });
});
