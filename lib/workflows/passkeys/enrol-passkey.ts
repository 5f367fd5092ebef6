import { generateRegistrationOptions, verifyRegistrationResponse } from "@simplewebauthn/server";
import { passkeyEnrolledSubjects } from "../../approvals/leaf-subjects.ts";
import { accessWorkspace } from "../../auth/access.ts";
import type { Actor } from "../../auth/actor.ts";
import type { Site } from "../../auth/origin.ts";
import { countAttempt } from "../../auth/rate-limit.ts";
import { outcomeTransaction } from "../../db/client.ts";
import { record } from "../../db/ledger-store.ts";
import { keepChallenge, passkeysOf, spendChallenge } from "../../db/passkey-store.ts";
import { fromBase64Url, toBase64Url, utf8 } from "../../kernel/bytes.ts";
import { ok } from "../../kernel/result.ts";
import { type Outcome, refuse } from "../../refusals/refusal.ts";
import { once } from "../on-packet.ts";
import { parseInput } from "../parse-input.ts";
import { confirmIdentity, type Presence } from "./confirm-identity.ts";
import { beginEnrolmentSchema, finishEnrolmentSchema, type registrationSchema } from "./passkey.schema.ts";

type CreationOptions = Awaited<ReturnType<typeof generateRegistrationOptions>>;
type Registration = ReturnType<typeof registrationSchema.parse>;

/** EdDSA, ES256 and RS256: what an offline verifier reads. */
const ALGORITHMS = [-8, -7, -257];

/**
 * Confirms that it is the actor, then says what a browser needs to make a passkey for this site. The challenge is
 * the proof of that confirmation: it is this account's, for enrolment, and good once. Input: `beginEnrolmentSchema`.
 */
export async function beginEnrolment(
  actor: Actor,
  input: unknown,
  presence: Presence,
): Promise<Outcome<{ challengeId: string; options: CreationOptions }>> {
  const parsed = parseInput(beginEnrolmentSchema, input);
  if (!parsed.ok) return parsed;
  const counted = await countAttempt("challenge", actor.id);
  if (!counted.ok) return counted;
  const confirmed = await confirmIdentity(actor, parsed.value.proof, presence);
  if (!confirmed.ok) return confirmed;
  const { site } = presence;
  return outcomeTransaction(async (tx) => {
    const access = await accessWorkspace(tx, actor, "profile.manage");
    if (!access.ok) return access;
    const known = await passkeysOf(tx, actor.id, site.rpId);
    const kept = await keepChallenge(tx, "enrol", actor.id);
    const options = await generateRegistrationOptions({
      rpName: "Countersign",
      rpID: site.rpId,
      userName: actor.email,
      userDisplayName: actor.name,
      userID: new Uint8Array(utf8(actor.id)),
      challenge: kept.challenge,
      timeout: 120_000,
      attestationType: "none",
      excludeCredentials: known.map((one) => ({ id: toBase64Url(one.credentialId) })),
      authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
      supportedAlgorithmIDs: ALGORITHMS,
    });
    return ok({ challengeId: kept.id, options });
  });
}

/**
 * Keeps a passkey that the browser made, and records its enrolment: credential and key by digest, by this account.
 * A release bundle carries that leaf, so that a stranger can tie a signature to a person. Input:
 * `finishEnrolmentSchema`.
 */
export async function finishEnrolment(
  actor: Actor,
  input: unknown,
  site: Site,
): Promise<Outcome<{ passkeyId: string }>> {
  const parsed = parseInput(finishEnrolmentSchema, input);
  if (!parsed.ok) return parsed;
  const { challengeId, label, registration } = parsed.value;
  return once(async (tx) => {
    const access = await accessWorkspace(tx, actor, "profile.manage");
    if (!access.ok) return access;
    const challenge = await spendChallenge(tx, { id: challengeId, purpose: "enrol", accountId: actor.id });
    if (!challenge.ok) return challenge;
    const made = await verifiedCredential(registration, challenge.value, site);
    if (made === null) return refuse("assertion-invalid", "The new passkey could not be verified.");
    const { index } = await record(tx, {
      type: "passkey changed",
      actor,
      subjects: passkeyEnrolledSubjects(made),
      text: { account: actor.id, change: "enrolled", label, rpId: site.rpId },
    });
    const passkey = await tx.passkey.create({
      data: {
        ...made,
        accountId: actor.id,
        transports: registration.response.transports ?? [],
        label,
        rpId: site.rpId,
        enrolmentIndex: index,
      },
    });
    return ok({ passkeyId: passkey.id });
  });
}

async function verifiedCredential(registration: Registration, challenge: Uint8Array, site: Site) {
  try {
    const verified = await verifyRegistrationResponse({
      response: {
        id: registration.id,
        rawId: registration.rawId,
        type: registration.type,
        response: {
          clientDataJSON: registration.response.clientDataJSON,
          attestationObject: registration.response.attestationObject,
        },
        clientExtensionResults: {},
      },
      expectedChallenge: toBase64Url(challenge),
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (!verified.verified) return null;
    const { id, publicKey, counter } = verified.registrationInfo.credential;
    const credentialId = fromBase64Url(id);
    if (credentialId === null) return null;
    return {
      credentialId: new Uint8Array(credentialId),
      publicKey: new Uint8Array(publicKey),
      counter: BigInt(counter),
    };
  } catch {
    // The library throws a plain Error for each thing that is wrong with a response; all of them mean no.
    return null;
  }
}
