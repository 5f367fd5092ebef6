import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const ATTESTED = 0x40;

/** A passkey in software (ES256, P-256), for tests that need real signatures without a browser. */
export interface SoftwareAuthenticator {
  readonly rpId: string;
  readonly origin: string;
  readonly credentialId: Uint8Array<ArrayBuffer>;
  /** COSE_Key of the public key. */
  readonly cosePublicKey: Uint8Array<ArrayBuffer>;
  /** What `navigator.credentials.create` gives, as JSON; `challenge` is base64url. */
  register(challenge: string): RegistrationResponseJSON;
  /** What `navigator.credentials.get` gives, as JSON; `challenge` is base64url. */
  assert(challenge: string, options?: AssertOptions): AuthenticationResponseJSON;
  /** The same assertion as raw bytes, in the shape that lib/approvals/webauthn.ts takes. */
  assertBytes(challenge: Uint8Array, options?: AssertOptions): RawAssertion;
}

/** What a test may bend: another origin, RP ID or type, or flags without user presence or verification. */
export interface AssertOptions {
  readonly origin?: string;
  readonly rpId?: string;
  readonly type?: string;
  readonly flags?: number;
  readonly crossOrigin?: boolean;
}

export interface RawAssertion {
  readonly credentialId: Uint8Array<ArrayBuffer>;
  readonly authenticatorData: Uint8Array<ArrayBuffer>;
  readonly clientDataJson: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

/** Makes a passkey for one relying party and origin, with a fresh key. */
export function softwareAuthenticator(party: { rpId: string; origin: string }): SoftwareAuthenticator {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = publicKey.export({ format: "jwk" });
  const cosePublicKey = coseKey(Buffer.from(jwk.x ?? "", "base64url"), Buffer.from(jwk.y ?? "", "base64url"));
  const credentialId = bytes(randomBytes(32));
  let count = 0;

  function assertBytes(challenge: Uint8Array, options: AssertOptions = {}): RawAssertion {
    count += 1;
    const flags = options.flags ?? USER_PRESENT | USER_VERIFIED;
    const authenticatorData = authData(options.rpId ?? party.rpId, flags, count);
    const clientDataJson = clientData(options.type ?? "webauthn.get", challenge, {
      origin: options.origin ?? party.origin,
      crossOrigin: options.crossOrigin ?? false,
    });
    const message = Buffer.concat([authenticatorData, sha256(clientDataJson)]);
    const signature = bytes(sign("sha256", message, { key: privateKey, dsaEncoding: "der" }));
    return { credentialId, authenticatorData, clientDataJson, signature, publicKey: cosePublicKey };
  }

  return {
    ...party,
    credentialId,
    cosePublicKey,
    assertBytes,
    register(challenge) {
      const data = Buffer.concat([
        authData(party.rpId, USER_PRESENT | USER_VERIFIED | ATTESTED, count),
        Buffer.alloc(16),
        Buffer.from([0, credentialId.length]),
        credentialId,
        cosePublicKey,
      ]);
      const clientDataJson = clientData("webauthn.create", Buffer.from(challenge, "base64url"), {
        origin: party.origin,
        crossOrigin: false,
      });
      return {
        ...credential(credentialId),
        response: {
          clientDataJSON: base64url(clientDataJson),
          attestationObject: base64url(attestationObject(data)),
          transports: ["internal"],
        },
      };
    },
    assert(challenge, options) {
      const raw = assertBytes(Buffer.from(challenge, "base64url"), options);
      return {
        ...credential(credentialId),
        response: {
          clientDataJSON: base64url(raw.clientDataJson),
          authenticatorData: base64url(raw.authenticatorData),
          signature: base64url(raw.signature),
        },
      };
    },
  };
}

function credential(credentialId: Uint8Array) {
  const id = base64url(credentialId);
  return { id, rawId: id, type: "public-key" as const, clientExtensionResults: {} };
}

function authData(rpId: string, flags: number, count: number): Uint8Array<ArrayBuffer> {
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(count);
  return bytes(Buffer.concat([sha256(Buffer.from(rpId)), Buffer.from([flags]), counter]));
}

function clientData(
  type: string,
  challenge: Uint8Array,
  where: { origin: string; crossOrigin: boolean },
): Uint8Array<ArrayBuffer> {
  return bytes(Buffer.from(JSON.stringify({ type, challenge: base64url(challenge), ...where })));
}

function coseKey(x: Buffer, y: Buffer): Uint8Array<ArrayBuffer> {
  const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
  return bytes(Buffer.concat([head, x, Buffer.from([0x22, 0x58, 0x20]), y]));
}

function attestationObject(data: Buffer): Buffer {
  const fmt = Buffer.concat([
    Buffer.from([0xa3, 0x63]),
    Buffer.from("fmt"),
    Buffer.from([0x64]),
    Buffer.from("none"),
  ]);
  const statement = Buffer.concat([Buffer.from([0x67]), Buffer.from("attStmt"), Buffer.from([0xa0])]);
  const head = Buffer.from([0x59, data.length >> 8, data.length & 0xff]);
  return Buffer.concat([fmt, statement, Buffer.from([0x68]), Buffer.from("authData"), head, data]);
}

function sha256(data: Uint8Array): Buffer {
  return createHash("sha256").update(data).digest();
}

function base64url(data: Uint8Array): string {
  return Buffer.from(data).toString("base64url");
}

function bytes(data: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(data);
}
