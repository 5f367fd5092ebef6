import { describe, expect, it } from "vitest";
import { testKey } from "../../test/release.ts";
import { verifyEd25519 } from "../approvals/signatures.ts";
import { fromUtf8, toBase64, utf8 } from "../kernel/bytes.ts";
import { type Envelope, openEnvelope, preAuthEncoding, STATEMENT_TYPE, sealEnvelope } from "./dsse.ts";

const signer = testKey();
const key = { ...signer, verify: verifyEd25519 };
const envelope = sealEnvelope(utf8('{"a":1}'), signer);

it("[MF1] encodes as the specification's own example", () => {
  const encoded = preAuthEncoding("http://example.com/HelloWorld", utf8("hello world"));
  expect(fromUtf8(encoded)).toBe("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
});

it("[MF1] counts bytes, not characters", () => {
  expect(fromUtf8(preAuthEncoding("é", utf8("€")))).toBe("DSSEv1 2 é 3 €");
});

it("[MF2] gives back exactly the signed bytes", () => {
  const opened = openEnvelope(envelope, key);
  expect(opened.ok && fromUtf8(opened.value)).toBe('{"a":1}');
});

describe("[MF3] refuses", () => {
  const [signature] = envelope.signatures;
  const bent = (change: Partial<Envelope>): Envelope => ({ ...envelope, ...change });
  const withSignature = (change: Partial<{ keyid: string; sig: string }>): Envelope =>
    bent({ signatures: [{ keyid: signature?.keyid ?? "", sig: signature?.sig ?? "", ...change }] });
  const cases: readonly [fault: string, what: string, envelope: Envelope][] = [
    ["other-payload-type", "another payload type", bent({ payloadType: "application/json" })],
    ["malformed-payload", "a payload that is not base64", bent({ payload: "e30" })],
    ["bad-signature", "another payload", bent({ payload: toBase64(utf8("{}")) })],
    ["not-one-signature", "no signature", bent({ signatures: [] })],
    [
      "not-one-signature",
      "two signatures",
      bent({ signatures: [...envelope.signatures, ...envelope.signatures] }),
    ],
    ["malformed-signature", "a signature cut short", withSignature({ sig: "AAAA" })],
    ["bad-signature", "zeros for a signature", withSignature({ sig: toBase64(new Uint8Array(64)) })],
    ["bad-signature", "another key's signature", sealEnvelope(utf8('{"a":1}'), testKey())],
    ["other-key-named", "a hint at another key", withSignature({ keyid: "0".repeat(64) })],
  ];
  it.each(cases)("as %s: %s", (fault, _what, hostile) => {
    const opened = openEnvelope(hostile, key);
    expect(opened.ok ? "accepted" : opened.error).toBe(fault);
  });
});

it("[MF4] does not let a hint choose the key", () => {
  const other = testKey();
  const forged = sealEnvelope(utf8("{}"), { ...other, keyId: signer.keyId });
  const opened = openEnvelope(forged, key);
  expect(opened.ok ? "accepted" : opened.error).toBe("bad-signature");
  expect(forged.payloadType).toBe(STATEMENT_TYPE);
});
