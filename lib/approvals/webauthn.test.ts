import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type AssertOptions, softwareAuthenticator } from "../../test/authenticator.ts";
import { concat, toBase64Url, utf8 } from "../kernel/bytes.ts";
import { sha256 } from "../kernel/digest.ts";
import { preAuthEncoding, STATEMENT_TYPE } from "../manifest/dsse.ts";
import { parseCoseKey } from "./cose-key.ts";
import { type Assertion, approvalChallenge, verifyAssertion } from "./webauthn.ts";

const party = { rpId: "localhost", origin: "http://localhost:3000" };
const authenticator = softwareAuthenticator(party);
const challenge = approvalChallenge(utf8("statement"));
const pinned = [party];

function faultOf(assertion: Assertion, expected = { challenge, pinned }): string {
  const verified = verifyAssertion(assertion, expected);
  return verified.ok ? "accepted" : verified.error;
}

it("[AP1] asks for the SHA-256 of the approval's pre-authentication encoding", () => {
  expect(challenge).toEqual(sha256(preAuthEncoding(STATEMENT_TYPE, utf8("statement"))));
});

it("[AP2] accepts an assertion of the enrolled key over this challenge, at a pinned origin", () => {
  const verified = verifyAssertion(authenticator.assertBytes(challenge), { challenge, pinned });
  expect(verified).toMatchObject({ ok: true, value: { ...party, algorithm: "ES256" } });
});

describe("[AP3] refuses", () => {
  const bent: readonly [fault: string, options: AssertOptions][] = [
    ["not-an-assertion", { type: "webauthn.create" }],
    ["other-origin", { origin: "http://localhost:3001" }],
    ["other-origin", { origin: "https://localhost:3000" }],
    ["other-rp-id", { rpId: "example.org" }],
    ["cross-origin", { crossOrigin: true }],
    ["user-not-present", { flags: 0x04 }],
    ["user-not-verified", { flags: 0x01 }],
    ["malformed-authenticator-data", { flags: 0x45 }],
    ["malformed-authenticator-data", { flags: 0x85 }],
  ];
  it.each(bent)("as %s: %j", (fault, options) => {
    expect(faultOf(authenticator.assertBytes(challenge, options))).toBe(fault);
  });

  it("another approval's challenge", () => {
    const other = approvalChallenge(utf8("another statement"));
    expect(faultOf(authenticator.assertBytes(other))).toBe("other-challenge");
  });

  it("another key, and every single changed byte", () => {
    const honest = authenticator.assertBytes(challenge);
    const stranger = softwareAuthenticator(party).cosePublicKey;
    expect(faultOf({ ...honest, publicKey: stranger })).toBe("bad-signature");
    for (const part of ["authenticatorData", "clientDataJson", "signature", "publicKey"] as const) {
      for (let at = 0; at < honest[part].length; at++) {
        const bytes = honest[part].slice();
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        expect(faultOf({ ...honest, [part]: bytes }), `${part} ${at}`).not.toBe("accepted");
      }
    }
  });

  it("client data that says something twice, or is not an object", () => {
    const honest = authenticator.assertBytes(challenge);
    const twice = `{"type":"webauthn.get","type":"webauthn.get","challenge":"${toBase64Url(challenge)}","origin":"${party.origin}"}`;
    expect(faultOf({ ...honest, clientDataJson: utf8(twice) })).toBe("malformed-client-data");
    expect(faultOf({ ...honest, clientDataJson: utf8("[]") })).toBe("malformed-client-data");
  });
});

describe("[AP4] without pinned origins", () => {
  const alone = { challenge, pinned: null };
  it("accepts an RP ID that is the origin's host or a parent of it", () => {
    const passkey = softwareAuthenticator({ rpId: "example.org", origin: "https://sign.example.org" });
    expect(verifyAssertion(passkey.assertBytes(challenge), alone).ok).toBe(true);
  });

  it("refuses an RP ID that is another host", () => {
    const passkey = softwareAuthenticator({ rpId: "example.com", origin: "https://sign.example.org" });
    expect(verifyAssertion(passkey.assertBytes(challenge), alone).ok).toBe(false);
  });
});

describe("[AP5] verifies keys of the three algorithms that authenticators use", () => {
  function resign(publicKey: Uint8Array, signer: (message: Uint8Array) => Uint8Array): Assertion {
    const { authenticatorData, clientDataJson, credentialId } = authenticator.assertBytes(challenge);
    const message = concat(authenticatorData, sha256(clientDataJson));
    return { credentialId, authenticatorData, clientDataJson, publicKey, signature: signer(message) };
  }

  it("EdDSA", () => {
    const { privateKey, publicKey } = generateKeyPairSync("ed25519");
    const x = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url");
    const cose = concat(Uint8Array.of(0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21, 0x58, 32), x);
    const assertion = resign(cose, (message) => sign(null, message, privateKey));
    expect(faultOf(assertion)).toBe("accepted");
    expect(faultOf({ ...assertion, signature: new Uint8Array(64) })).toBe("bad-signature");
  });

  it("RS256", () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const n = Buffer.from(publicKey.export({ format: "jwk" }).n ?? "", "base64url");
    const head = Uint8Array.of(0xa4, 1, 3, 3, 0x39, 1, 0, 0x20, 0x59, n.length >> 8, n.length & 255);
    const cose = concat(head, n, Uint8Array.of(0x21, 0x43, 1, 0, 1));
    const assertion = resign(cose, (message) => sign("sha256", message, privateKey));
    expect(faultOf(assertion)).toBe("accepted");
    const signature = assertion.signature.slice();
    signature[9] = (signature[9] ?? 0) ^ 1;
    expect(faultOf({ ...assertion, signature })).toBe("bad-signature");
    expect(faultOf({ ...assertion, signature: new Uint8Array(256) })).toBe("bad-signature");
  });

  it("and no other", () => {
    expect(parseCoseKey(Uint8Array.of(0xa1, 1, 4))).toEqual({ ok: false, error: "unsupported-algorithm" });
    for (const bytes of [[], [0xa1], [0xa1, 1], [0xa1, 1, 2, 0], [0xa2, 1, 2, 1, 2], [0x80], [0xbf, 0xff]]) {
      expect(parseCoseKey(Uint8Array.from(bytes))).toEqual({ ok: false, error: "malformed" });
    }
  });
});
