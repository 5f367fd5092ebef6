import { randomBytes } from "node:crypto";
import { verifyAuthenticationResponse, verifyRegistrationResponse } from "@simplewebauthn/server";
import { expect, it } from "vitest";
import { softwareAuthenticator } from "./authenticator.ts";

const party = { rpId: "localhost", origin: "http://localhost:3000" };

it("registers and asserts so that the server's library accepts both", async () => {
  const authenticator = softwareAuthenticator(party);
  const enrol = randomBytes(32).toString("base64url");
  const registered = await verifyRegistrationResponse({
    response: authenticator.register(enrol),
    expectedChallenge: enrol,
    expectedOrigin: party.origin,
    expectedRPID: party.rpId,
    requireUserVerification: true,
  });
  expect(registered.verified).toBe(true);
  const challenge = randomBytes(32).toString("base64url");
  const asserted = await verifyAuthenticationResponse({
    response: authenticator.assert(challenge),
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.rpId,
    requireUserVerification: true,
    credential: {
      id: Buffer.from(authenticator.credentialId).toString("base64url"),
      publicKey: authenticator.cosePublicKey,
      counter: 0,
    },
  });
  expect(asserted.verified).toBe(true);
});
