import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fact } from "../evidence/fact.ts";
import { ASSERTION_OPERATORS, type Assertion, assertionSchema } from "./assertion.schema.ts";
import { evaluateAssertion, formatAssertion, parseAssertion } from "./assertion.ts";

function facts(values: Readonly<Record<string, Fact["value"]>>): readonly Fact[] {
  return Object.entries(values).map(([key, value]) => {
    return { key, value, about: [], locator: { kind: "json-pointer", pointer: "" } };
  });
}

function outcome(text: string, values: Readonly<Record<string, Fact["value"]>>): string {
  const parsed = parseAssertion(text);
  return parsed.ok ? evaluateAssertion(parsed.value, facts(values)).outcome : parsed.error.reason;
}

const anyAssertion: fc.Arbitrary<Assertion> = fc.record({
  key: fc.constantFrom("junit.failures", "slsa[1].subject[0].digest.sha256", "frontMatter.a-b", "x"),
  op: fc.constantFrom(...ASSERTION_OPERATORS),
  value: fc.oneof(
    fc.boolean(),
    fc.integer(),
    fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .filter((value) => Number.isSafeInteger(value) || value % 1 !== 0),
    fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" }),
  ),
});

describe("assertions", () => {
  it("[CL1] read facts, operators and values", () => {
    const cases: readonly (readonly [string, Assertion])[] = [
      ["junit.failures = 0", { key: "junit.failures", op: "=", value: 0 }],
      ["  junit.tests>=4.5e1 ", { key: "junit.tests", op: ">=", value: 45 }],
      ["vsa.result = PASSED", { key: "vsa.result", op: "=", value: "PASSED" }],
      ['sigstore.logIndex != "7"', { key: "sigstore.logIndex", op: "!=", value: "7" }],
      ["slsa.builder contains https://a b", { key: "slsa.builder", op: "contains", value: "https://a b" }],
      ["x.y = true", { key: "x.y", op: "=", value: true }],
    ];
    for (const [text, assertion] of cases)
      expect(parseAssertion(text), text).toEqual({ ok: true, value: assertion });
  });

  it("[CL1] say where they go wrong", () => {
    const cases: readonly (readonly [string, string])[] = [
      ["", "no-key"],
      ["= 1", "no-key"],
      ["Junit.failures = 1", "no-key"],
      ["junit..failures = 1", "no-key"],
      ["junit.failures", "no-operator"],
      ["junit.failures ~ 1", "no-operator"],
      ["junit.failures == 1", "bad-value"],
      ["junit.failures containsx", "no-operator"],
      ["junit.failures = ", "no-value"],
      ['junit.failures = "a', "bad-value"],
      ['junit.failures = "a" b', "bad-value"],
      ['junit.failures = ""', "bad-value"],
      ["junit.failures = 9007199254740993", "bad-value"],
      ["junit.failures = 1e999", "bad-value"],
    ];
    for (const [text, reason] of cases) {
      const parsed = parseAssertion(text);
      expect(parsed.ok ? parsed.value : parsed.error.reason, text).toBe(reason);
    }
  });

  it("[CL1] have one spelling, which reads back as the same", () => {
    fc.assert(
      fc.property(anyAssertion, (assertion) => {
        const value = Object.is(assertion.value, -0) ? 0 : assertion.value;
        const same = { ...assertion, value };
        expect(assertionSchema.safeParse(same).success).toBe(true);
        expect(parseAssertion(formatAssertion(same))).toEqual({ ok: true, value: same });
      }),
    );
  });

  it("[CL1] any text is read or refused", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `a.b = ${text}`),
        ),
        (text) => {
          const parsed = parseAssertion(text);
          if (parsed.ok) expect(formatAssertion(parsed.value).length).toBeGreaterThan(0);
        },
      ),
    );
  });

  it("[CL2] compare only what is of one type and has an order", () => {
    const stated = { "a.n": 2, "a.s": "v10", "a.t": "2026-01-02T00:00:00Z", "a.b": false };
    const cases: readonly (readonly [string, string])[] = [
      ["a.n = 2", "holds"],
      ["a.n != 2", "fails"],
      ["a.n < 3", "holds"],
      ["a.n <= 1", "fails"],
      ["a.n > 2", "fails"],
      ["a.n >= 2", "holds"],
      ['a.n = "2"', "unknown"],
      ["a.n contains 2", "unknown"],
      ["a.s > v9", "unknown"],
      ["a.s contains 10x", "fails"],
      ['a.s contains "10"', "holds"],
      ["a.t > 2026-01-01T23:59:59-00:00", "holds"],
      ["a.t >= 2026-01-02T01:00:00+01:00", "holds"],
      ["a.b = false", "holds"],
      ["a.b < true", "unknown"],
    ];
    for (const [text, expected] of cases) expect(outcome(text, stated), text).toBe(expected);
  });

  it("[CL3] contains asks the members of a list", () => {
    const list = { "vsa.level[0]": "BCID_L1", "vsa.level[1]": "SLSA_BUILD_LEVEL_2", "vsa.level[1].x": "no" };
    expect(outcome("vsa.level contains SLSA_BUILD_LEVEL_2", list)).toBe("holds");
    expect(outcome("vsa.level contains SLSA_BUILD_LEVEL_3", list)).toBe("fails");
    expect(outcome("vsa.level contains no", list)).toBe("fails");
    expect(outcome("vsa.level = BCID_L1", list)).toBe("unknown");
  });

  it("[CL4] what no fact states is unknown, never support", () => {
    fc.assert(
      fc.property(anyAssertion, (assertion) => evaluateAssertion(assertion, []).outcome === "unknown"),
    );
  });

  it("[CL2] an operator and its opposite never both hold, and one of them does wherever they compare", () => {
    const opposite = { "=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">" } as const;
    const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom("a", "b"), fc.boolean());
    fc.assert(
      fc.property(
        fc.constantFrom("=", "!=", "<", ">=", ">", "<=" as const),
        value,
        value,
        (op, left, right) => {
          const say = (operator: Assertion["op"]) =>
            evaluateAssertion({ key: "a.b", op: operator, value: right }, facts({ "a.b": left })).outcome;
          const one = say(op);
          expect([one, say(opposite[op])].toSorted()).toEqual(
            one === "unknown" ? ["unknown", "unknown"] : ["fails", "holds"],
          );
        },
      ),
    );
  });
});
