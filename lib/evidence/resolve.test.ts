import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toBase64, utf8 } from "../kernel/bytes.ts";
import { findQuote, quoteOf } from "./find-quote.ts";
import { parsePointer, pointerOf } from "./json-pointer.ts";
import { lineAt, linesOf } from "./lines.ts";
import type { Locator } from "./locator.schema.ts";
import { locateJson, parseEvidenceJson } from "./parse-json.ts";
import { resolveLocator } from "./resolve.ts";
import { sourceText } from "./source-text.ts";

function resolve(text: string, format: Parameters<typeof resolveLocator>[1], locator: Locator) {
  return resolveLocator(utf8(text), format, locator);
}

function refusal(text: string, format: Parameters<typeof resolveLocator>[1], locator: Locator) {
  const outcome = resolve(text, format, locator);
  return outcome.ok ? null : outcome.error.code;
}

describe("JSON pointers", () => {
  it("[EV20] finds the very characters, escapes included (RFC 6901 section 5)", () => {
    const text = '{\n "a/b": 1,\n "m~n": [ {"": "x"} , 12 ]\n}';
    const at = (pointer: string) => resolve(text, "json", { kind: "json-pointer", pointer });
    expect(at("/a~1b")).toMatchObject({
      ok: true,
      value: { value: 1, excerpt: "1", where: { startLine: 2, startColumn: 9 } },
    });
    expect(at("/m~0n/1")).toMatchObject({ ok: true, value: { value: 12 } });
    expect(at("/m~0n/0/")).toMatchObject({ ok: true, value: { value: "x", excerpt: "x" } });
    expect(at("/m~0n")).toMatchObject({ ok: true, value: { value: null, excerpt: '[ {"": "x"} , 12 ]' } });
    for (const pointer of ["/a", "/m~0n/2", "/m~0n/01", "/m~0n/-", "/a~1b/0", "a", "/~2"]) {
      expect(refusal(text, "json", { kind: "json-pointer", pointer }), pointer).toBe("locator-unresolved");
    }
  });

  it("[EV20] every value of any document is found where it stands", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const parsed = parseEvidenceJson(text);
        expect(parsed.ok && JSON.stringify(parsed.value.value)).toBe(JSON.stringify(value, asKept));
        walk(value, [], (tokens, inner) => {
          const located = locateJson(text, parsePointer(pointerOf(...tokens)) ?? []);
          expect(located.ok && located.value !== null).toBe(true);
          if (!located.ok || !located.value) return;
          const spelled = text.slice(located.value.start, located.value.end);
          expect(JSON.stringify(JSON.parse(spelled))).toBe(JSON.stringify(inner));
        });
      }),
      { numRuns: 200 },
    );
  });
});

/** [EV8] An integer that a double cannot hold for sure is kept as its digits. */
function asKept(_key: string, value: unknown): unknown {
  const isBig = typeof value === "number" && Math.abs(value) > Number.MAX_SAFE_INTEGER;
  return isBig && !/[.e]/.test(String(value)) ? String(value) : value;
}

function walk(
  value: unknown,
  tokens: readonly string[],
  visit: (tokens: readonly string[], value: unknown) => void,
): void {
  visit(tokens, value);
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) walk(inner, [...tokens, key], visit);
}

describe("places in an attestation", () => {
  const payload = '{"_type":"https://in-toto.io/Statement/v1","predicateType":"x","subject":[{"name":"é"}]}';
  const envelope = JSON.stringify({ payload: toBase64(utf8(payload)), payloadType: "x", signatures: [] });

  it("[EV20] points into the decoded payload, in the payload's own coordinates", () => {
    const locator: Locator = { kind: "payload-pointer", at: "/payload", pointer: "/subject/0/name", line: 2 };
    const outcome = resolve(`\n${envelope}\n`, "in-toto", locator);
    const column = payload.indexOf('"é"') + 1;
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        value: "é",
        where: { view: "payload", payloadAt: "/payload", payloadLine: 2, startLine: 1, startColumn: column },
      },
    });
  });

  it("[EV20] refuses what is no payload", () => {
    const text = '{"payload":"!","n":1}';
    for (const at of ["/payload", "/n", "/x", ""]) {
      expect(refusal(text, "in-toto", { kind: "payload-pointer", at, pointer: "" })).toBe(
        "locator-unresolved",
      );
    }
  });
});

describe("test cases", () => {
  const report = `<testsuites>
  <testsuite name="a"><testcase classname="C" name="t"/><testcase
     classname="C" name="t"><failure message="boom">at C.t</failure></testcase></testsuite>
  <testsuite name="b"><testcase classname="C" name="t"><flakyFailure/></testcase></testsuite>
</testsuites>`;
  const test = (suite: string, occurrence: number, name = "t"): Locator => {
    return { kind: "junit-case", suite, className: "C", name, occurrence };
  };

  it("[EV20] tells equal names apart by suite and occurrence", () => {
    expect(resolve(report, "junit", test("a", 0))).toMatchObject({ ok: true, value: { value: "passed" } });
    expect(resolve(report, "junit", test("a", 1))).toMatchObject({
      ok: true,
      value: { value: "failed", excerpt: "C.t: failed (boom)", where: { startLine: 2, endLine: 3 } },
    });
    expect(resolve(report, "junit", test("b", 0))).toMatchObject({
      ok: true,
      value: { value: "passed (flaky)" },
    });
    for (const locator of [test("a", 2), test("b", 1), test("c", 0), test("a", 0, "u")]) {
      expect(refusal(report, "junit", locator)).toBe("locator-unresolved");
    }
    expect(refusal(report, "xml", test("a", 0))).toBe("locator-unresolved");
  });
});

describe("lines and quotes", () => {
  it("[EV20] counts lines by LF, CRLF and CR alike", () => {
    const text = "one\r\ntwo\rthree\nfour\n";
    expect(linesOf(text)).toEqual(["one", "two", "three", "four"]);
    expect(["two", "three", "four"].map((word) => lineAt(text, text.indexOf(word)))).toEqual([2, 3, 4]);
    expect(resolve(text, "text", { kind: "line-range", start: 2, end: 3 })).toMatchObject({
      ok: true,
      value: { excerpt: "two\nthree", value: null },
    });
    expect(refusal(text, "text", { kind: "line-range", start: 4, end: 5 })).toBe("locator-unresolved");
  });

  it("[EV21] finds the one quote with its neighbours, and none by likeness", () => {
    const text = "the key is safe. Yes, the key is safe!";
    const second = quoteOf(text, 22, 37);
    expect(second.exact).toBe("the key is safe");
    expect(findQuote(text, second)).toBe(22);
    expect(findQuote(text, { ...second, prefix: "", suffix: "" })).toBe("several");
    expect(findQuote(`Now ${text.slice(22)}`, second)).toBe(4);
    expect(findQuote(text.replaceAll("safe", "Safe"), second)).toBe("none");
    expect(refusal(text, "text", { ...second, prefix: "", suffix: "" })).toBe("locator-unresolved");
  });

  it("[EV21] any range that is quoted is found again where it was", () => {
    const range = fc
      .tuple(fc.string({ minLength: 1, maxLength: 60 }), fc.nat(60), fc.integer({ min: 1, max: 20 }))
      .filter(([text, start, length]) => start + length <= text.length);
    fc.assert(
      fc.property(range, ([text, start, length]) => {
        const quote = quoteOf(text, start, start + length);
        const found = findQuote(text, quote);
        // Equal words with equal neighbours cannot be told apart, and then none is picked.
        if (found !== "several") expect(found).toBe(start);
      }),
    );
  });

  it("[EV22] a change behind the clipped excerpt is a change", () => {
    const long = (end: string) => JSON.stringify({ list: ["x".repeat(5000), end] });
    const at: Locator = { kind: "json-pointer", pointer: "/list" };
    const [one, other] = [resolve(long("a"), "json", at), resolve(long("b"), "json", at)];
    expect(one.ok && other.ok && one.value.excerpt === other.value.excerpt).toBe(true);
    expect(one.ok && other.ok && one.value.digest === other.value.digest).toBe(false);
  });

  it("[EV20] a file without text has no places", () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0xff);
    const outcome = resolveLocator(png, "image", { kind: "line-range", start: 1, end: 1 });
    expect(outcome).toMatchObject({ ok: false, error: { code: "locator-unresolved" } });
    expect(sourceText(png, 1, 10)).toBeNull();
  });

  it("[EV6] source text is a window of lines", () => {
    const bytes = utf8(Array.from({ length: 9000 }, (_, i) => `l${i + 1}`).join("\n"));
    expect(sourceText(bytes, 8999, 10)).toEqual({
      firstLine: 8999,
      lines: ["l8999", "l9000"],
      totalLines: 9000,
    });
    expect(sourceText(bytes, -5, 1e9)?.lines.length).toBe(5000);
    expect(sourceText(bytes, 1e9, 1)?.lines).toEqual(["l9000"]);
  });
});
