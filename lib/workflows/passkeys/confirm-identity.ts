import { accessWorkspace } from "../../auth/access.ts";
import type { Actor } from "../../auth/actor.ts";
import { assertPasskey } from "../../auth/assert-passkey.ts";
import { confirmPassword } from "../../auth/confirm-password.ts";
import type { Site } from "../../auth/origin.ts";
import { countAttempt } from "../../auth/rate-limit.ts";
import { accountById } from "../../db/account-store.ts";
import { database, outcomeTransaction } from "../../db/client.ts";
import { keepChallenge, passkeysOf, spendChallenge } from "../../db/passkey-store.ts";
import { toBase64Url } from "../../kernel/bytes.ts";
import { ok } from "../../kernel/result.ts";
import { type Outcome, refuse } from "../../refusals/refusal.ts";
import type { IdentityProof } from "./passkey.schema.ts";

/** What a browser needs to ask for a passkey. */
export interface PasskeyRequest {
  readonly challengeId: string;
  readonly options: {
    readonly challenge: string;
    readonly rpId: string;
    readonly userVerification: "required";
    readonly timeout: number;
    readonly allowCredentials: { readonly id: string; readonly type: "public-key" }[];
  };
}

/** Where the request came from, and when its session began (seconds since 1970). */
export interface Presence {
  readonly site: Site;
  readonly signedInAt: number | null;
}

const FRESH_SECONDS = 5 * 60;

/** Asks for one of the actor's passkeys of this site, to confirm that it is them. */
export async function beginConfirmation(actor: Actor, site: Site): Promise<Outcome<PasskeyRequest>> {
  const counted = await countAttempt("challenge", actor.id);
  if (!counted.ok) return counted;
  return outcomeTransaction(async (tx) => {
    const access = await accessWorkspace(tx, actor, "profile.manage");
    if (!access.ok) return access;
    const passkeys = await passkeysOf(tx, actor.id, site.rpId);
    if (passkeys.length === 0) return refuse("passkey-needed");
    const kept = await keepChallenge(tx, "confirm", actor.id);
    return ok(passkeyRequest(kept, site, passkeys));
  });
}

/** The options of `navigator.credentials.get` for a challenge that was kept. */
export function passkeyRequest(
  kept: { readonly id: string; readonly challenge: Uint8Array },
  site: Site,
  passkeys: readonly { readonly credentialId: Uint8Array }[],
): PasskeyRequest {
  return {
    challengeId: kept.id,
    options: {
      challenge: toBase64Url(kept.challenge),
      rpId: site.rpId,
      userVerification: "required",
      timeout: 120_000,
      allowCredentials: passkeys.map((one) => ({ id: toBase64Url(one.credentialId), type: "public-key" })),
    },
  };
}

/**
 * Confirms that it is the actor, now: by password, by passkey over a `confirm` challenge, or, for an account that
 * has neither at this site, by having signed in within the last five minutes.
 */
export async function confirmIdentity(
  actor: Actor,
  proof: IdentityProof,
  presence: Presence,
): Promise<Outcome<null>> {
  const { password, challengeId, assertion } = proof;
  if (password !== undefined) return confirmPassword(actor, password);
  if (challengeId === undefined || assertion === undefined) return confirmByRecency(actor, presence);
  return outcomeTransaction(async (tx) => {
    const at = { id: challengeId, purpose: "confirm", accountId: actor.id } as const;
    const challenge = await spendChallenge(tx, at);
    if (!challenge.ok) return challenge;
    const { site } = presence;
    const asserted = await assertPasskey(tx, {
      ...{ response: assertion, challenge: challenge.value, site, accountId: actor.id },
    });
    return asserted.ok ? ok(null) : asserted;
  });
}

async function confirmByRecency(actor: Actor, presence: Presence): Promise<Outcome<null>> {
  const account = await accountById(database(), actor.id);
  const passkeys = await passkeysOf(database(), actor.id);
  if (account?.passwordHash !== null || passkeys.length > 0) return refuse("fresh-sign-in-needed");
  const age = Date.now() / 1000 - (presence.signedInAt ?? 0);
  return age < FRESH_SECONDS
    ? ok(null)
    : refuse("fresh-sign-in-needed", "Sign out and in again, then retry.");
}
