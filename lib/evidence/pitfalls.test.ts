import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { toBase64, utf8 } from "../kernel/bytes.ts";
import type { FactValue } from "./fact.ts";
import { type EvidenceInspection, inspectEvidence } from "./inspect.ts";

// What a hasty reader gets wrong, on real files of public projects.

function inspect(file: string): EvidenceInspection {
  return inspectEvidence(new Uint8Array(readFileSync(`test/fixtures/evidence/${file}`)));
}

function value(inspection: EvidenceInspection, key: string): FactValue | undefined {
  return inspection.facts.find((fact) => fact.key === key)?.value;
}

describe("pitfalls", () => {
  it("[EV12] a case that passed when run again is passed and flaky", () => {
    const report = inspect("junit/flaky-rerun-surefire.xml");
    expect(value(report, "junit.counted.passed")).toBe(1);
    expect(value(report, "junit.flaky")).toBe(1);
    expect(value(report, "junit.failures")).toBeUndefined();
  });

  it("[EV13] a scanner's findings in JUnit's clothes are findings, not failed tests", () => {
    const report = inspect("junit/packet-alpine-310.junit.xml");
    expect(value(report, "junit.findings")).toBe(4);
    expect(value(report, "junit.failures")).toBeUndefined();
  });

  it("[EV14] counts nested components", () => {
    const bom = inspect("cyclonedx/valid-assembly-1.6.json");
    expect(value(bom, "cyclonedx.components")).toBe(2);
    expect(value(bom, "cyclonedx.topLevelComponents")).toBe(1);
  });

  it("[EV15] believes the signed payload, and says where its wrapping says otherwise", () => {
    const bundle = inspect("intoto-provenance/npm-mismatch-outer-predicateType.intoto.sigstore");
    expect(bundle.problems.length).toBeGreaterThan(0);
    expect(JSON.stringify(bundle.problems)).toContain("provenanc/v0.2");
    expect(bundle.facts.map((fact) => fact.value)).not.toContain("https://slsa.dev/provenanc/v0.2");
  });

  it("[EV18] a digest whose length is not its algorithm's is a problem", () => {
    const statement = {
      _type: "https://in-toto.io/Statement/v1",
      subject: [{ name: "artifact", digest: { sha256: "ab".repeat(20) } }],
      predicateType: "https://slsa.dev/provenance/v1",
      predicate: {},
    };
    const envelope = {
      payloadType: "application/vnd.in-toto+json",
      payload: toBase64(utf8(JSON.stringify(statement))),
      signatures: [{ sig: "AA==" }],
    };
    const read = inspectEvidence(utf8(JSON.stringify(envelope)));
    expect(read.format).toBe("in-toto");
    expect(JSON.stringify(read.problems)).toContain("sha256");
  });
});
