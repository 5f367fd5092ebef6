import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type FactSource, findContradictions, valuesOf } from "./contradictions.ts";
import type { Fact } from "./fact.ts";
import { inspectEvidence } from "./inspect.ts";

const ROOT = join(import.meta.dirname, "../../test/fixtures/evidence");

function fact(key: string, value: Fact["value"], about: readonly string[] = []): Fact {
  return { key, value, about, locator: { kind: "json-pointer", pointer: "" } };
}

function source(sourceId: string, rank: number, ...facts: readonly Fact[]): FactSource {
  return { sourceId, sourceVersionId: `${sourceId}-v1`, rank, facts };
}

function file(sourceId: string, rank: number, path: string): FactSource {
  return source(sourceId, rank, ...inspectEvidence(new Uint8Array(readFileSync(join(ROOT, path)))).facts);
}

describe("contradictions", () => {
  it("[EV24] shows every value and the one that precedence picks", () => {
    const sources = [
      source("c", 3, fact("junit.failures", 0)),
      source("a", 2, fact("junit.failures", 2)),
      source("b", 1, fact("junit.failures", 0)),
    ];
    const [found, ...others] = findContradictions(sources);
    expect(others).toEqual([]);
    expect(found?.values.map(({ sourceId, value }) => [sourceId, value])).toEqual([
      ["b", 0],
      ["a", 2],
      ["c", 0],
    ]);
    expect(found?.authoritativeSourceId).toBe("b");
    expect(findContradictions(sources.toReversed())).toEqual([found]);
  });

  it("[EV24] picks none where the best rank itself is divided", () => {
    const [found] = findContradictions([source("a", 1, fact("x.y", 1)), source("b", 1, fact("x.y", "1"))]);
    expect(found?.authoritativeSourceId).toBeNull();
  });

  it("[EV24] compares what is about something in common", () => {
    const about = (...things: readonly string[]) => fact("slsa.builder", things.join(), things);
    expect(
      findContradictions([source("a", 1, about("sha256:1")), source("b", 2, about("sha256:2"))]),
    ).toEqual([]);
    expect(
      findContradictions([source("a", 1, about("s", "t")), source("b", 2, about("t", "u"))]).length,
    ).toBe(1);
    expect(
      findContradictions([source("a", 1, about("s")), source("b", 2, fact("slsa.builder", "?"))]).length,
    ).toBe(1);
  });

  it("[EV24] finds the two reports of one build that contradict each other, and nothing in a release that agrees", () => {
    const [found, ...others] = findContradictions([
      file("good", 1, "intoto-scai/scai-build.1f575092.json"),
      file("bad", 2, "intoto-scai/scai-bad-build.1f575092.json"),
    ]);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      key: "scai.attribute[0]",
      authoritativeSourceId: "good",
      values: [{ value: "NonHermeticBuild" }, { value: "IsHermeticBuild" }],
    });
    const release = [
      file("archive", 1, "intoto-provenance/packet-rules_lint-v1.3.1.tar.gz.intoto.jsonl"),
      file("module", 2, "intoto-provenance/packet-MODULE.bazel.intoto.jsonl"),
    ];
    expect(findContradictions(release)).toEqual([]);
    expect(valuesOf(release, "slsa.material[0].digest.gitCommit")).toEqual([
      { value: "8f70009fde0c94ade6ce2a054b94718c819126ec", sourceIds: ["archive", "module"] },
    ]);
  });

  it("[EV24] two files differ in their own numbers without contradicting each other", () => {
    const own = (n: number) => [
      fact("sigstore.logIndex", `${n}`),
      fact("cyclonedx.serialNumber", `${n}`),
      fact("text.lines", n),
    ];
    expect(findContradictions([source("a", 1, ...own(1)), source("b", 2, ...own(2))])).toEqual([]);
  });
});
