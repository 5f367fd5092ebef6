import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inspectEvidence, readEvidence } from "./inspect.ts";
import { locatorSchema } from "./locator.schema.ts";
import { resolveLocator } from "./resolve.ts";

const ROOT = join(import.meta.dirname, "../../test/fixtures/evidence");

interface Expected {
  readonly file: string;
  readonly sha256: string;
  readonly size: number;
  readonly format: string;
  readonly status: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly absent: readonly string[];
  readonly problems: readonly string[];
}

const EXPECTED = JSON.parse(readFileSync(join(ROOT, "expected.json"), "utf8")) as readonly Expected[];

function bytesOf(file: string): Uint8Array {
  return new Uint8Array(readFileSync(join(ROOT, file)));
}

describe("files of public projects", () => {
  it("are all here", () => {
    expect(EXPECTED.length).toBeGreaterThanOrEqual(37);
  });

  for (const expected of EXPECTED) {
    it(`[EV1] ${expected.file} is ${expected.format}, ${expected.status}, with the facts computed elsewhere`, () => {
      const found = inspectEvidence(bytesOf(expected.file));
      expect(found).toMatchObject({
        digest: expected.sha256,
        size: expected.size,
        format: expected.format,
        status: expected.status,
      });
      const facts = Object.fromEntries(found.facts.map(({ key, value }) => [key, value]));
      expect(facts).toMatchObject(expected.facts);
      for (const key of expected.absent) expect(facts).not.toHaveProperty([key]);
      expect([...new Set(found.problems.map(({ code }) => code))].toSorted()).toEqual(
        expected.problems.toSorted(),
      );
    });

    it(`[EV10] every fact of ${expected.file} resolves to its value where it was read`, () => {
      const bytes = bytesOf(expected.file);
      const { facts, format } = inspectEvidence(bytes);
      for (const { key, value, locator } of facts) {
        expect(locatorSchema.safeParse(locator).success, key).toBe(true);
        const resolved = resolveLocator(bytes, format, locator);
        expect(resolved.ok, key).toBe(true);
        // A count points to what was counted; text points to itself.
        const isText =
          typeof value === "string" &&
          /pointer$/.test(locator.kind) &&
          !/keyMaterial|loggedAt|\.version$/.test(key);
        if (isText && resolved.ok) expect(resolved.value.value, key).toBe(value);
      }
    });
  }

  it("[EV9] views are cut to the rows that were asked for and say how many there are", () => {
    const bytes = bytesOf("cyclonedx/laravel-7.12.0.bom.1.4.json");
    const { view } = readEvidence(bytes, { from: 60, limit: 10 });
    expect(view).toMatchObject({ kind: "components", total: 62 });
    expect(view.kind === "components" && view.rows.map(({ locator }) => locator)).toEqual([
      { kind: "json-pointer", pointer: "/components/60" },
      { kind: "json-pointer", pointer: "/components/61" },
    ]);
  });

  it("[EV17] no file states a time that is a log's", () => {
    const { statedTimes, facts } = inspectEvidence(
      bytesOf("intoto-provenance/packet-rules_lint-v1.3.1.tar.gz.intoto.jsonl"),
    );
    expect(facts.some(({ key }) => key === "sigstore.loggedAt")).toBe(true);
    expect(statedTimes).toEqual([]);
    const gcb = inspectEvidence(bytesOf("intoto-provenance/gcb-v1.0-gcloud-container-github.json"));
    expect(gcb.statedTimes[1]).toMatchObject({ key: "slsa[0].finishedOn", at: "2023-08-08T18:40:29.055Z" });
  });

  it("[EV19] nothing is called verified, not even what is", () => {
    for (const file of ["packet-MODULE.bazel", "packet-MODULE-wrong-signer.bazel"]) {
      const { view } = readEvidence(bytesOf(`intoto-provenance/${file}.intoto.jsonl`), { from: 0, limit: 5 });
      expect(view.kind === "attestation" && view.statements[0]?.signatureState).toBe("unverified");
    }
  });
});
