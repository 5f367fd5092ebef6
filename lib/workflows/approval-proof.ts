import { verifyAuthenticationResponse } from "@simplewebauthn/server";
import { type Assertion, type PinnedOrigin, verifyAssertion } from "../approvals/webauthn.ts";
import type { Actor } from "../auth/actor.ts";
import { confirmPassword } from "../auth/confirm-password.ts";
import type { LiveChallenge } from "../db/challenge-store.ts";
import type { Tx } from "../db/client.ts";
import type { Passkey } from "../db/generated/client.ts";
import { fromBase64Url, toBase64Url } from "../kernel/bytes.ts";
import { ok } from "../kernel/result.ts";
import { parseApproval } from "../manifest/statement.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import type { approveManifestSchema } from "./approval.schema.ts";

type Input = ReturnType<typeof approveManifestSchema.parse>;

/** What stands behind a signature: a passkey's response, or a password that was just confirmed. */
export type Proof =
  | { readonly method: "passkey"; readonly response: NonNullable<Input["assertion"]> }
  | { readonly method: "password" };

/** The proof as it is kept beside the approval; both null for a password. */
export interface VerifiedProof {
  readonly assertion: Assertion | null;
  readonly enrolmentIndex: bigint | null;
}

/** Reads which proof was given, exactly one, and confirms a password before any lock is taken. */
export async function confirmProof(actor: Actor, input: Input): Promise<Outcome<Proof>> {
  const { assertion, password } = input;
  if ((assertion === undefined) === (password === undefined)) {
    return refuse("invalid-input", "Sign with a passkey or with the password, not both.");
  }
  if (assertion) return ok({ method: "passkey", response: assertion });
  const confirmed = await confirmPassword(actor, password ?? "");
  return confirmed.ok ? ok({ method: "password" }) : confirmed;
}

/**
 * Verifies the proof over the challenge that the approval statement's bytes gave. A passkey's assertion must satisfy
 * both the server library and the verifier that reads bundles offline, so that no release opens that a stranger
 * could not verify. The passkey's row is held until the transaction ends: a removal comes before or after.
 */
export async function verifyProof(
  tx: Tx,
  given: {
    readonly actor: Actor;
    readonly challenge: LiveChallenge;
    readonly proof: Proof;
    readonly now: Date;
  },
): Promise<Outcome<VerifiedProof>> {
  const { actor, challenge, proof, now } = given;
  const statement = parseApproval(challenge.payload);
  if (!statement.ok || statement.value.statement.predicate.method !== proof.method)
    return refuse("assertion-invalid");
  if (proof.method === "password") return ok({ assertion: null, enrolmentIndex: null });
  const credentialId = fromBase64Url(proof.response.rawId);
  const passkey =
    credentialId && (await tx.passkey.findUnique({ where: { credentialId: new Uint8Array(credentialId) } }));
  if (!passkey || passkey.accountId !== actor.id || passkey.removedAt) return refuse("assertion-invalid");
  const assertion = assertionOf(proof.response, passkey);
  if (!assertion) return refuse("assertion-invalid");
  const pinned = (await pinnedOrigins(tx)).filter((one) => one.rpId === passkey.rpId);
  const counter = await verifiedCounter(proof.response, passkey, challenge, pinned);
  const offline = verifyAssertion(assertion, { challenge: challenge.challenge, pinned });
  if (counter === null || !offline.ok) return refuse("assertion-invalid");
  const { count } = await tx.passkey.updateMany({
    where: { id: passkey.id, removedAt: null },
    data: { counter: BigInt(counter), lastUsedAt: now },
  });
  return count === 1
    ? ok({ assertion, enrolmentIndex: passkey.enrolmentIndex })
    : refuse("assertion-invalid");
}

/** The hosts and origins whose assertions this deployment accepts now. */
async function pinnedOrigins(tx: Tx): Promise<readonly PinnedOrigin[]> {
  const rows = await tx.trustKey.findMany({ where: { purpose: "origin", untilIndex: null } });
  return rows.flatMap(({ rpId, origin }) => (rpId && origin ? [{ rpId, origin }] : []));
}

/** The authenticator's new counter, or null where the library refuses the response. */
async function verifiedCounter(
  response: NonNullable<Input["assertion"]>,
  passkey: Passkey,
  challenge: LiveChallenge,
  pinned: readonly PinnedOrigin[],
): Promise<number | null> {
  try {
    const verified = await verifyAuthenticationResponse({
      response: { ...response, clientExtensionResults: {} },
      expectedChallenge: toBase64Url(challenge.challenge),
      expectedOrigin: pinned.map((one) => one.origin),
      expectedRPID: passkey.rpId,
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

function assertionOf(response: NonNullable<Input["assertion"]>, passkey: Passkey): Assertion | null {
  const authenticatorData = fromBase64Url(response.response.authenticatorData);
  const clientDataJson = fromBase64Url(response.response.clientDataJSON);
  const signature = fromBase64Url(response.response.signature);
  if (!authenticatorData || !clientDataJson || !signature) return null;
  return {
    credentialId: passkey.credentialId,
    authenticatorData,
    clientDataJson,
    signature,
    publicKey: passkey.publicKey,
  };
}
