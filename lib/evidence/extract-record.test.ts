import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utf8 } from "../kernel/bytes.ts";
import { inspectEvidence, readEvidence } from "./inspect.ts";
import { resolveLocator } from "./resolve.ts";

/** What a cluster inventory exports of one namespace, in the shape that such tools write. */
const INVENTORY = `{
  "schema": "inventory/v2",
  "generatedAt": "2026-03-18T05:10:00Z",
  "cluster": "mks-us-east-1-prod-03",
  "namespace": "payments-ledger",
  "labels": { "enforce": "restricted", "audit": "restricted", "warn": "baseline" },
  "pods": [
    { "name": "ledger-0", "ready": true, "restarts": 0 },
    { "name": "ledger-1", "ready": false, "restarts": 3 }
  ],
  "openWaivers": 0,
  "cpuShare": 0.25,
  "uid": 9007199254740993,
  "owner": null,
  "annotations": { "kubernetes.io/name": "payments" }
}`;

function factsOf(text: string): Record<string, unknown> {
  return Object.fromEntries(inspectEvidence(utf8(text)).facts.map(({ key, value }) => [key, value]));
}

describe("facts of plain JSON", () => {
  it("[EV25] reads every scalar of a record by its path, and the time that it states", () => {
    const found = inspectEvidence(utf8(INVENTORY));
    expect(found).toMatchObject({ format: "json", status: "extracted", mediaType: "application/json" });
    expect(factsOf(INVENTORY)).toEqual({
      "record.schema": "inventory/v2",
      "record.generatedAt": "2026-03-18T05:10:00Z",
      "record.cluster": "mks-us-east-1-prod-03",
      "record.namespace": "payments-ledger",
      "record.labels.enforce": "restricted",
      "record.labels.audit": "restricted",
      "record.labels.warn": "baseline",
      "record.pods[0].name": "ledger-0",
      "record.pods[0].ready": true,
      "record.pods[0].restarts": 0,
      "record.pods[1].name": "ledger-1",
      "record.pods[1].ready": false,
      "record.pods[1].restarts": 3,
      "record.openWaivers": 0,
      "record.cpuShare": 0.25,
      "record.uid": "9007199254740993",
    });
    expect(found.statedTimes).toEqual([
      {
        key: "record.generatedAt",
        at: "2026-03-18T05:10:00.000Z",
        locator: { kind: "json-pointer", pointer: "/generatedAt" },
      },
    ]);
    expect(found.problems.map(({ code }) => code)).toEqual(["big-number", "unexpected-shape"]);
  });

  it("[EV25] gives two places one key never, and says in one problem what gives no fact", () => {
    const found = inspectEvidence(utf8('{"a.b":1,"a":{"b":2,"c[0]":3},"c":[4],"":5,"ü":6,"d":[[7]]}'));
    expect(found.facts.map(({ key, value }) => [key, value])).toEqual([
      ["record.a.b", 2],
      ["record.c[0]", 4],
    ]);
    expect(found.problems).toMatchObject([
      { code: "unexpected-shape", detail: expect.stringContaining("5 member") },
    ]);
  });

  it("[EV25] stops at 500 facts and 8 levels, and says so once each", () => {
    const many = JSON.stringify({ rows: Array.from({ length: 2000 }, (_, i) => i) });
    expect(inspectEvidence(utf8(many)).facts).toHaveLength(500);
    expect(inspectEvidence(utf8(many)).problems.map(({ code }) => code)).toEqual(["truncated"]);
    const deep = `${'{"a":'.repeat(8)}1${"}".repeat(8)}`;
    expect(factsOf(deep)).toEqual({ [`record${".a".repeat(8)}`]: 1 });
    const deeper = inspectEvidence(utf8(`{"a":${deep}}`));
    expect(deeper.facts).toEqual([]);
    expect(deeper.problems.map(({ code }) => code)).toEqual(["too-deep"]);
  });

  it("[EV25] takes no time that is not written as one, and leaves other formats alone", () => {
    const found = inspectEvidence(
      utf8('{"timestamp":1742274600,"effectiveAt":"yesterday","generatedAt":null}'),
    );
    expect(found.statedTimes).toEqual([]);
    expect(found.problems).toEqual([]);
    const spdx = inspectEvidence(utf8('{"spdxVersion":"SPDX-2.3","name":"x"}'));
    expect(spdx).toMatchObject({ format: "spdx", status: "recognised", facts: [] });
  });

  it("[EV8] keeps a number that a double would round as it is written, so that no rule takes it for another", () => {
    expect(
      factsOf('{"tiny":1e-400,"near":0.30000000000000004001,"half":0.50,"kilo":1.5E+3,"cut":-0.0}'),
    ).toEqual({
      "record.tiny": "1e-400",
      "record.near": "0.30000000000000004001",
      "record.half": 0.5,
      "record.kilo": 1500,
      "record.cut": -0,
    });
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const big = Number.isInteger(number) && !Number.isSafeInteger(number);
        fc.pre(!big);
        expect(factsOf(`{"n":${String(number)}}`)["record.n"]).toBe(number);
      }),
    );
  });

  it("[EV25] any JSON: each fact resolves to its value where it was read, and a hostile one stays in its bounds", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 10, noUnicodeString: false }), (value) => {
        const bytes = utf8(JSON.stringify({ value }));
        const { format, facts, problems } = readEvidence(bytes, { from: 0, limit: 10 });
        expect(format).toBe("json");
        expect(facts.length).toBeLessThanOrEqual(500);
        expect(problems.length).toBeLessThanOrEqual(4);
        expect(new Set(facts.map(({ key }) => key)).size).toBe(facts.length);
        for (const fact of facts) {
          const located = resolveLocator(bytes, format, fact.locator);
          expect(located).toMatchObject({ ok: true, value: { value: fact.value } });
        }
      }),
      { numRuns: 300 },
    );
  });

  it("[EV25] a record that was made to exhaust its reader is read within its bounds", () => {
    const wide = `{${Array.from({ length: 200_000 }, (_, i) => `"k${i}":${i}`).join(",")}}`;
    const prototype = '{"__proto__":{"polluted":1},"constructor":{"prototype":2},"toString":3}';
    for (const text of [wide, `[${"[],".repeat(200_000)}[]]`, `{"${"x".repeat(500_000)}":1}`, prototype]) {
      expect(inspectEvidence(utf8(text)).facts.length).toBeLessThanOrEqual(500);
    }
    expect(factsOf(prototype)).toEqual({
      "record.__proto__.polluted": 1,
      "record.constructor.prototype": 2,
      "record.toString": 3,
    });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
