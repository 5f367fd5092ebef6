import { verifyAuthenticationResponse } from "@simplewebauthn/server";
import type { Tx } from "../db/client.ts";
import { notePasskeyUse, type PasskeyRow, passkeyByCredential } from "../db/passkey-store.ts";
import { fromBase64Url, toBase64Url } from "../kernel/bytes.ts";
import { ok } from "../kernel/result.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import type { Site } from "./origin.ts";

/** What a browser answers a request for a passkey with, in base64url. */
export interface AssertionResponse {
  readonly id: string;
  readonly rawId: string;
  readonly type: "public-key";
  readonly response: {
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly signature: string;
    readonly userHandle?: string | undefined;
  };
}

/**
 * Verifies an assertion over a spent challenge, at this site, with the user verified, and notes the passkey's
 * counter. `accountId` null: whoever's passkey it is. Everything that is wrong is one refusal.
 */
export async function assertPasskey(
  tx: Tx,
  given: {
    readonly response: AssertionResponse;
    readonly challenge: Uint8Array;
    readonly site: Site;
    readonly accountId: string | null;
  },
): Promise<Outcome<PasskeyRow>> {
  const { response, challenge, site, accountId } = given;
  const credentialId = fromBase64Url(response.rawId);
  const passkey = credentialId && (await passkeyByCredential(tx, credentialId));
  if (!passkey || passkey.rpId !== site.rpId) return refuse("assertion-invalid");
  if (accountId !== null && passkey.accountId !== accountId) return refuse("assertion-invalid");
  const counter = await verifiedCounter(response, challenge, site, passkey);
  if (counter === null || !(await notePasskeyUse(tx, passkey, counter))) return refuse("assertion-invalid");
  return ok(passkey);
}

async function verifiedCounter(
  response: AssertionResponse,
  challenge: Uint8Array,
  site: Site,
  passkey: PasskeyRow,
): Promise<number | null> {
  try {
    const verified = await verifyAuthenticationResponse({
      response: { ...response, clientExtensionResults: {} },
      expectedChallenge: toBase64Url(challenge),
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      credential: {
        id: toBase64Url(passkey.credentialId),
        publicKey: passkey.publicKey,
        counter: Number(passkey.counter),
      },
      requireUserVerification: true,
    });
    return verified.verified ? verified.authenticationInfo.newCounter : null;
  } catch {
    // The library throws a plain Error for each thing that is wrong with a response; all of them mean no.
    return null;
  }
}
