import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseStrictJson } from "./strict-json.ts";

const fault = (text: string) => {
  const read = parseStrictJson(text);
  return read.ok ? "accepted" : read.error.reason;
};

describe("hostile texts", () => {
  const cases: readonly [reason: string, text: string][] = [
    ["duplicate-key", '{"verb":"decline","verb":"approve"}'],
    ["duplicate-key", '{"a":1,"\\u0061":2}'],
    ["duplicate-key", '{"__proto__":1,"__proto__":2}'],
    ["lone-surrogate", '"\\ud800"'],
    ["lone-surrogate", '"\\udc00\\ud800"'],
    ["lone-surrogate", '{"\\ud83d":1}'],
    ["lone-surrogate", '"\ud800"'],
    ["number-out-of-range", "9007199254740993"],
    ["number-out-of-range", "-9007199254740993"],
    ["number-out-of-range", "1e999"],
    ["trailing-text", "1 2"],
    ["trailing-text", "{} {}"],
    ["trailing-text", "nullx"],
    ["trailing-text", "01"],
    ["trailing-text", "1."],
    ["too-deep", "[".repeat(70) + "]".repeat(70)],
    ["too-deep", '{"a":'.repeat(70)],
    ["too-deep", "[".repeat(1_000_000)],
    ["not-json", ""],
    ["not-json", " "],
    ["not-json", "\ufeff{}"],
    ["not-json", "{'a':1}"],
    ["not-json", "{a:1}"],
    ["not-json", '{"a":1,}'],
    ["not-json", "[1,]"],
    ["not-json", "[,]"],
    ["not-json", '{"a"}'],
    ["not-json", "NaN"],
    ["not-json", "+1"],
    ["not-json", ".5"],
    ["not-json", "True"],
    ["not-json", '"\u0000"'],
    ["not-json", '"a\nb"'],
    ["not-json", '"\\x41"'],
    ["not-json", '"\\u12"'],
    ["not-json", '"open'],
    ["not-json", '"\\'],
    ["not-json", "[1 2]"],
    ["not-json", '{"a":1 "b":2}'],
    ["not-json", "// no\n1"],
    ["not-json", "\u00a01"],
  ];
  it.each(cases)("[CF24] refuses as %s: %j", (reason, text) => {
    expect(fault(text)).toBe(reason);
  });
});

it("[CF25] keeps __proto__ and constructor as ordinary keys", () => {
  const read = parseStrictJson('{"__proto__":{"admin":true},"constructor":1}');
  expect(read.ok && Object.keys(read.value as object)).toEqual(["__proto__", "constructor"]);
  expect(({} as Record<string, unknown>).admin).toBeUndefined();
});

it("[CF24] names the place", () => {
  expect(parseStrictJson('{"a":1,"a":2}')).toEqual({
    ok: false,
    error: { reason: "duplicate-key", offset: 7 },
  });
});

it("[CF24] accepts nothing that JSON.parse refuses, and reads the rest alike", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.json(), fc.string({ unit: fc.constantFrom(...'{}[],:"\\ue0159.-+ \ntruefalsn') })),
      (text) => {
        const read = parseStrictJson(text);
        // As text, since -0 is read alike and written as 0.
        if (read.ok) expect(JSON.stringify(read.value)).toBe(JSON.stringify(JSON.parse(text)));
      },
    ),
    { numRuns: 2000 },
  );
});
