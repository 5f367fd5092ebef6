import { describe, expect, it } from "vitest";
import { sampleRelease } from "../../test/release.ts";
import { fromUtf8, toHex, utf8 } from "../kernel/bytes.ts";
import { canonicalBytes } from "../kernel/canonical.ts";
import { digestOf, sha256 } from "../kernel/digest.ts";
import { buildApproval, buildManifest, parseApproval, parseManifest, recipientsDigest } from "./statement.ts";

const { manifest, approvals } = sampleRelease();
const approval = approvals[1]?.approval;
if (!approval) throw new RangeError("no approval in the sample");

it("[MF5] is an in-toto Statement v1 over the revision, in canonical form, named by the digest of its bytes", () => {
  const json = JSON.parse(fromUtf8(manifest.bytes) ?? "") as Record<string, unknown>;
  expect(json._type).toBe("https://in-toto.io/Statement/v1");
  expect(json.predicateType).toBe("https://countersign.dev/packet-release/v1");
  expect(manifest.bytes).toEqual(canonicalBytes(json));
  expect(manifest.digest).toBe(toHex(sha256(manifest.bytes)));
  expect(parseManifest(manifest.bytes)).toEqual({ ok: true, value: manifest });
});

it("[MF6] names revision and manifest in an approval", () => {
  const subjects = approval.statement.subject.map((one) => one.name);
  expect(subjects).toEqual(["revision", "manifest"]);
  expect(approval.statement.subject[1].digest.sha256).toBe(digestOf(manifest.bytes));
});

describe("[MF7] refuses a statement that", () => {
  const text = fromUtf8(approval.bytes) ?? "";
  const cases: readonly [reason: string, what: string, bytes: Uint8Array][] = [
    ["not-utf8", "is not UTF-8", Uint8Array.of(0xff)],
    ["not-json", "is not JSON", utf8("{")],
    ["not-json", "says its verb twice", utf8(text.replace('"verb"', '"verb":"decline","verb"'))],
    ["not-canonical", "is indented", utf8(JSON.stringify(JSON.parse(text), null, 1))],
    ["not-this-statement", "has a field more", change({ more: 1 })],
    ["not-this-statement", "has another verb", change({ verb: "endorse" })],
    ["not-this-statement", "misses its nonce", change({ nonce: undefined })],
    ["not-this-statement", "is a manifest", manifest.bytes],
  ];
  function change(part: Record<string, unknown>): Uint8Array {
    const json = JSON.parse(text) as { predicate: object };
    return canonicalBytes(JSON.parse(JSON.stringify({ ...json, predicate: { ...json.predicate, ...part } })));
  }
  it.each(cases)("as %s: %s", (reason, _what, bytes) => {
    const parsed = parseApproval(bytes);
    expect(parsed.ok ? "accepted" : parsed.error.reason).toBe(reason);
  });
});

it("[MF8] is never built with a field that its schema does not know", () => {
  const predicate = { ...manifest.statement.predicate, more: 1 };
  expect(() => buildManifest(digestOf(utf8("r")), predicate)).toThrow("MF5");
  const wrong = { ...approval.statement.predicate, nonce: "short" };
  const over = { revision: digestOf(utf8("r")), manifest: manifest.digest };
  expect(() => buildApproval(over, wrong)).toThrow("MF5");
});

it("[MF9] names recipients by a digest that does not depend on order or repetition", () => {
  expect(recipientsDigest(["b", "a", "b"])).toBe(recipientsDigest(["a", "b"]));
  expect(recipientsDigest(["a"])).not.toBe(recipientsDigest(["a", "b"]));
});
