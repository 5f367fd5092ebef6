import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toBase64, utf8 } from "../kernel/bytes.ts";
import { canonicalText } from "../kernel/canonical.ts";
import { inspectEvidence, readEvidence } from "./inspect.ts";
import { MAX_EVIDENCE_BYTES, MAX_FACTS, MAX_PROBLEMS, MAX_VALUE_LENGTH } from "./limits.ts";
import { resolveLocator } from "./resolve.ts";

const ROOT = join(import.meta.dirname, "../../test/fixtures/evidence");
const FILES = JSON.parse(readFileSync(join(ROOT, "expected.json"), "utf8")) as readonly {
  readonly file: string;
}[];

function inspect(text: string) {
  return inspectEvidence(utf8(text));
}

function codes(text: string): readonly string[] {
  return inspect(text).problems.map(({ code }) => code);
}

/** Everything that leaves is plain data that canonical JSON can say, within its bounds. */
function assertBounded(bytes: Uint8Array): void {
  const { view, ...read } = readEvidence(bytes, { from: 0, limit: 50 });
  expect(read.facts.length).toBeLessThanOrEqual(MAX_FACTS);
  expect(read.problems.length).toBeLessThanOrEqual(MAX_PROBLEMS);
  for (const { value } of read.facts) expect(String(value).length).toBeLessThanOrEqual(MAX_VALUE_LENGTH);
  expect(canonicalText(read).length).toBeLessThan(8_000_000);
  for (const { locator } of read.facts) resolveLocator(bytes, read.format, locator);
  expect(view.kind).toBeTruthy();
}

describe("hostile files", () => {
  it("[EV7] a DOCTYPE is refused, whatever it declares, and nothing of it is expanded", () => {
    const bomb = `<!DOCTYPE t [<!ENTITY a "${"x".repeat(1000)}"><!ENTITY b "${"&a;".repeat(1000)}">]>`;
    for (const doctype of [
      bomb,
      '<!DOCTYPE testsuites SYSTEM "file:///etc/passwd">',
      '<!doctype testsuites [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]>',
      "<!DOCTYPE testsuites>",
    ]) {
      const found = inspect(
        `<?xml version="1.0"?>${doctype}<testsuites>&b;<testcase name="a"/></testsuites>`,
      );
      expect(found.status).toBe("malformed");
      expect(found.facts).toEqual([]);
      expect(found.problems.map(({ code }) => code)).toContain("doctype-refused");
    }
  });

  it("[EV7] a DOCTYPE behind 64 KiB of comment is refused by the reader itself", () => {
    const xml = `<testsuites><!--${"-x".repeat(40_000)}--></testsuites>`;
    expect(inspect(xml).status).toBe("extracted");
    const hidden = `<!--${" x".repeat(40_000)}--><!DOCTYPE testsuites><testsuites/>`;
    expect(inspect(hidden).facts.some(({ key }) => key.startsWith("junit."))).toBe(false);
  });

  it("[EV7] an entity that XML does not define is malformed, not text", () => {
    expect(codes('<testsuites name="&oob;"><testcase name="a"/></testsuites>')).toEqual(["not-xml"]);
  });

  it("[EV4] truncated XML gives no fact", () => {
    const found = inspect(
      '<testsuite name="s" tests="2" failures="0"><testcase name="a"/><testcase name="b"',
    );
    expect(found).toMatchObject({ format: "junit", status: "malformed", facts: [] });
  });

  it("[EV4] a key that stands twice makes a file two files", () => {
    const sbom = '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[],"components":[{"name":"x"}]}';
    expect(inspect(sbom)).toMatchObject({ format: "cyclonedx", status: "malformed", facts: [] });
    expect(codes('{"a":1,"\\u0061":2}')).toEqual(["duplicate-key"]);
    expect(codes('{"__proto__":1,"__proto__":2}')).toEqual(["duplicate-key"]);
  });

  it("[EV6] nesting without end stops at its bound", () => {
    expect(codes("[".repeat(200_000))).toEqual(["too-deep"]);
    expect(codes('{"a":'.repeat(200_000))).toEqual(["too-deep"]);
    expect(codes("<testsuite>".repeat(100_000))).toEqual(["too-deep"]);
    const deep = `${'{"components":['.repeat(60)}${"]}".repeat(60)}`;
    expect(inspect(`{"bomFormat":"CycloneDX","specVersion":"1.6",${deep.slice(1)}`).status).toBe("extracted");
  });

  it("[EV6] attributes without end stop at their bound", () => {
    const attributes = Array.from({ length: 100_000 }, (_, i) => `a${i}="1"`).join(" ");
    expect(codes(`<testsuite ${attributes}/>`)).toEqual(["unexpected-shape"]);
  });

  it("[EV6] names of the object prototype are ordinary words", () => {
    const sbom = `{"bomFormat":"CycloneDX","specVersion":"1.6","__proto__":{"components":[{"name":"x"}]},
      "components":[{"name":"constructor","type":"toString","bom-ref":"__proto__","hasOwnProperty":1}]}`;
    const facts = Object.fromEntries(inspect(sbom).facts.map(({ key, value }) => [key, value]));
    expect(facts["cyclonedx.components"]).toBe(1);
    expect(codes('{"payload":"e30=","signatures":[],"__proto__":{"payloadType":"x"}}')).toContain(
      "payload-type",
    );
    expect(({} as Record<string, unknown>).components).toBeUndefined();
  });

  it("[EV6] a lone surrogate in a fact cannot stop a cut", () => {
    const sbom = '{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"component":{"name":"a\\ud800"}}}';
    const { facts } = inspect(sbom);
    expect(facts.find(({ key }) => key === "cyclonedx.root.name")?.value).toBe("a\ufffd");
    assertBounded(utf8(sbom));
  });

  it("[EV6] a million subjects, facts or problems are counted, not kept", () => {
    const subject = Array.from({ length: 5000 }, (_, i) => ({ name: `s${i}`, digest: { sha256: "ab" } }));
    const statement = {
      _type: "https://in-toto.io/Statement/v1",
      predicateType: "https://slsa.dev/provenance/v1",
      subject,
    };
    const found = inspect(JSON.stringify(statement));
    expect(found.facts.find(({ key }) => key === "slsa.subjects")?.value).toBe(5000);
    expect(found.problems.length).toBe(MAX_PROBLEMS);
    expect(found.problems.at(-1)).toMatchObject({ code: "truncated" });
  });

  it("[EV6] a file over the limit is kept by its digest and not read", () => {
    const found = inspectEvidence(new Uint8Array(MAX_EVIDENCE_BYTES + 1).fill(0x20));
    expect(found).toMatchObject({ status: "recognised", facts: [], size: MAX_EVIDENCE_BYTES + 1 });
    expect(found.problems[0]?.code).toBe("too-large");
  });

  it("[EV6] patterns that backtrack find nothing to backtrack on", () => {
    for (const text of [
      "a".repeat(1_000_000),
      `${"#".repeat(500_000)} x`,
      " ".repeat(1_000_000),
      `---\n${"a: ".repeat(300_000)}`,
      `<${"a ".repeat(500_000)}`,
      `x,${"a,".repeat(500_000)}\n`,
      `"payload" ${"{".repeat(500_000)}`,
      `${"0".repeat(500_000)} x`,
      "-".repeat(1_000_000),
      `<a xmlns="${"x".repeat(1_000_000)}`,
    ]) {
      const from = performance.now();
      assertBounded(utf8(text));
      expect(performance.now() - from).toBeLessThan(1000);
    }
  });

  it("[EV5] what a browser could run is named and marked, whatever it calls itself", () => {
    const cases: readonly (readonly [string, string])[] = [
      ["<!DOCTYPE html><title>x</title>", "html"],
      ["\n<script>alert(1)</script>", "html"],
      ["<img src=x onerror=alert(1)>", "html"],
      ['<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>', "svg"],
      ["%PDF-1.7\n1 0 obj", "pdf"],
      ["GIF89a/*\n%PDF-1.4", "image"],
      ["junk\n%PDF-1.4\n<html>", "pdf"],
      ["MZ\u0090\u0000\u0003\u0000\u0000".padEnd(80, "\u0000"), "executable"],
      ["PK\u0003\u0004<html>", "zip"],
      ["\u0000\u0001\u0002", "binary"],
    ];
    for (const [text, format] of cases) expect(inspect(text).format, text.slice(0, 20)).toBe(format);
    expect(inspect("MZ is how old programs begin.").format).toBe("text");
  });

  it("[EV16] a junk line loses no other line, and a repeated one is not another statement", () => {
    const statement = (name: string) => {
      const payload = { _type: "https://in-toto.io/Statement/v1", predicateType: "x", subject: [{ name }] };
      return JSON.stringify({
        payloadType: "application/vnd.in-toto+json",
        payload: toBase64(utf8(JSON.stringify(payload))),
        signatures: [{ sig: "" }],
      });
    };
    const found = inspect([statement("a"), "garbage {", statement("b"), statement("a"), ""].join("\n"));
    const facts = Object.fromEntries(found.facts.map(({ key, value }) => [key, value]));
    expect(facts).toMatchObject({
      "intoto.envelopes": 3,
      "intoto.statements": 2,
      "attestation[1].subject[0].name": "b",
    });
    expect(found.problems.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["junk-line", "repeated-statement", "digest-missing"]),
    );
    const junk = found.problems.find(({ code }) => code === "junk-line");
    expect(junk?.locator).toEqual({ kind: "line-range", start: 2, end: 2 });
  });

  it("[EV8] a number beyond 2^53 stays as written", () => {
    const bundle = `{"mediaType":"application/vnd.dev.sigstore.bundle+json;version=0.2",
      "verificationMaterial":{"tlogEntries":[{"logIndex":9007199254740993}]},"messageSignature":{}}`;
    const found = inspect(bundle);
    expect(found.facts.find(({ key }) => key === "sigstore.logIndex")?.value).toBe("9007199254740993");
    expect(found.problems.map(({ code }) => code)).toContain("big-number");
  });

  it("[EV2] versions that do not exist yet are said to be that", () => {
    for (const version of ["1.1", "1.8", "2.0", "99"]) {
      const found = inspect(
        `{"bomFormat":"CycloneDX","specVersion":"${version}","components":[{"name":"x"}]}`,
      );
      expect(found.status).toBe("unsupported-version");
      expect(found.facts.map(({ key }) => key)).toEqual(["cyclonedx.specVersion"]);
    }
    const statement = {
      _type: "https://in-toto.io/Statement/v1",
      predicateType: "https://slsa.dev/provenance/v9",
      subject: [],
    };
    expect(inspect(JSON.stringify(statement)).status).toBe("unsupported-version");
  });

  it("[EV6] reads UTF-16 and Latin-1, and takes other bytes for no text", () => {
    const utf16 = new Uint8Array(Buffer.from("\ufeffhello\n", "utf16le"));
    expect(inspectEvidence(utf16)).toMatchObject({ format: "text", status: "extracted" });
    const latin = Buffer.from(
      '<?xml version="1.0" encoding="ISO-8859-1"?><testsuite name="\u00e9"/>',
      "latin1",
    );
    expect(inspectEvidence(new Uint8Array(latin)).facts[0]?.about).toEqual(["suite:\u00e9"]);
    expect(inspectEvidence(Uint8Array.of(0x61, 0xff, 0xfe)).format).toBe("binary");
    expect(inspectEvidence(new Uint8Array()).problems[0]?.code).toBe("no-content");
  });
});

describe("any bytes at all", () => {
  it("[EV6] random bytes never throw and stay within bounds", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), assertBounded), { numRuns: 400 });
  });

  it("[EV6] random JSON that wears the members of known formats never throws", () => {
    const key = fc.constantFrom(
      ..."bomFormat specVersion components metadata component vulnerabilities payload signatures payloadType dsseEnvelope mediaType verificationMaterial tlogEntries messageSignature messageDigest subject predicate predicateType _type digest materials attestations bundle envelope statement name licenses".split(
        " ",
      ),
    );
    const leaf = fc.oneof(
      fc.constantFrom(
        "CycloneDX",
        "1.6",
        "https://in-toto.io/Statement/v1",
        "https://slsa.dev/provenance/v1",
        "e30=",
      ),
      fc.constant("application/vnd.dev.sigstore.bundle+json;version=0.2"),
      fc.string({ unit: "binary" }),
      fc.integer(),
      fc.constant(null),
      fc.boolean(),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 6 },
        leaf,
        fc.dictionary(key, tie("tree"), { maxKeys: 6 }),
        fc.array(tie("tree"), { maxLength: 4 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => assertBounded(utf8(JSON.stringify(value)))),
      { numRuns: 500 },
    );
  });

  it("[EV6] real files with bytes changed, cut, doubled or moved never throw", () => {
    const originals = FILES.map(({ file }) => new Uint8Array(readFileSync(join(ROOT, file)))).filter(
      (bytes) => bytes.length < 30_000,
    );
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(40),
      byte: fc.nat(255),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...originals),
        fc.array(edit, { minLength: 1, maxLength: 6 }),
        fc.constantFrom("set", "cut", "double"),
        (original, edits, how) => assertBounded(mutate(original, edits, how)),
      ),
      { numRuns: 400 },
    );
  }, 60_000);
});

function mutate(
  original: Uint8Array,
  edits: readonly { at: number; length: number; byte: number }[],
  how: string,
): Uint8Array {
  let bytes: Uint8Array = new Uint8Array(original);
  for (const { at, length, byte } of edits) {
    const start = Math.floor(at * Math.max(0, bytes.length - 1));
    const end = Math.min(bytes.length, start + length);
    if (how === "set") bytes.fill(byte, start, Math.max(start + 1, start + (length % 3)));
    else if (how === "cut") bytes = Uint8Array.from([...bytes.subarray(0, start), ...bytes.subarray(end)]);
    else bytes = Uint8Array.from([...bytes.subarray(0, end), ...bytes.subarray(start)]);
  }
  return bytes;
}
