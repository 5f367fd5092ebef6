import { assertPasskey } from "../../auth/assert-passkey.ts";
import type { Site } from "../../auth/origin.ts";
import { countAttempt } from "../../auth/rate-limit.ts";
import { accountById } from "../../db/account-store.ts";
import { outcomeTransaction, transaction } from "../../db/client.ts";
import { keepChallenge, spendChallenge } from "../../db/passkey-store.ts";
import { ok } from "../../kernel/result.ts";
import { type Outcome, refuse } from "../../refusals/refusal.ts";
import type { SignedIn } from "../accounts/sign-in.ts";
import { parseInput } from "../parse-input.ts";
import { type PasskeyRequest, passkeyRequest } from "./confirm-identity.ts";
import { passkeySignInSchema } from "./passkey.schema.ts";

/** Asks for any passkey of this site; names none, so that it tells nobody who has one. */
export async function beginPasskeySignIn(site: Site): Promise<Outcome<PasskeyRequest>> {
  const counted = await countAttempt("challenge", `sign-in ${site.origin}`);
  if (!counted.ok) return counted;
  const kept = await transaction((tx) => keepChallenge(tx, "sign-in", null));
  return ok(passkeyRequest(kept, site, []));
}

/** Signs in with a passkey over a `sign-in` challenge. Input: `passkeySignInSchema`. */
export async function finishPasskeySignIn(input: unknown, site: Site): Promise<Outcome<SignedIn>> {
  const parsed = parseInput(passkeySignInSchema, input);
  if (!parsed.ok) return parsed;
  const { challengeId, assertion } = parsed.value;
  return outcomeTransaction(async (tx) => {
    const challenge = await spendChallenge(tx, { id: challengeId, purpose: "sign-in", accountId: null });
    if (!challenge.ok) return challenge;
    const passkey = await assertPasskey(tx, {
      ...{ response: assertion, challenge: challenge.value, site, accountId: null },
    });
    if (!passkey.ok) return refuse("wrong-credentials");
    const account = await accountById(tx, passkey.value.accountId);
    if (account?.status !== "active") return refuse("wrong-credentials");
    return ok({ id: account.id, sessionVersion: account.sessionVersion });
  });
}
