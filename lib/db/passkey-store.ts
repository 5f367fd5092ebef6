// Passkeys, and the challenges of everything but approvals.

import { randomBytes, randomUUID } from "node:crypto";
import { ok } from "../kernel/result.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { databaseNow, type Tx } from "./client.ts";
import type { Prisma } from "./generated/client.ts";

export type PasskeyRow = Prisma.PasskeyGetPayload<object>;

const LIVES_MS = 5 * 60_000;

/** What a challenge is good for; one for another purpose is none. */
export type ChallengePurpose = "sign-in" | "enrol" | "confirm";

/** A challenge that was just kept. */
export interface KeptChallenge {
  readonly id: string;
  readonly challenge: Uint8Array<ArrayBuffer>;
}

/** Keeps 32 random bytes for one use within five minutes. `accountId` null: whoever signs in with it. */
export async function keepChallenge(
  tx: Tx,
  purpose: ChallengePurpose,
  accountId: string | null,
): Promise<KeptChallenge> {
  const now = await databaseNow(tx);
  const id = randomUUID();
  const challenge = new Uint8Array(randomBytes(32));
  const expiresAt = new Date(now.getTime() + LIVES_MS);
  await tx.challenge.create({ data: { id, accountId, purpose, challenge, createdAt: now, expiresAt } });
  return { id, challenge };
}

/** Uses a challenge up and gives its bytes. Of two uses at once one is refused. */
export async function spendChallenge(
  tx: Tx,
  at: { readonly id: string; readonly purpose: ChallengePurpose; readonly accountId: string | null },
): Promise<Outcome<Uint8Array>> {
  const now = await databaseNow(tx);
  const used = await tx.challenge.updateMany({
    where: { ...at, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  const row = await tx.challenge.findFirst({ where: at });
  if (row === null) return refuse("not-found");
  if (used.count === 1) return ok(row.challenge);
  return refuse(row.usedAt ? "challenge-used" : "challenge-expired");
}

/** The account's passkeys that are not removed, oldest first; those of one RP ID where it is given. */
export function passkeysOf(tx: Tx, accountId: string, rpId?: string): Promise<PasskeyRow[]> {
  return tx.passkey.findMany({
    where: { accountId, removedAt: null, ...(rpId === undefined ? {} : { rpId }) },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
}

/** The passkey with this credential id that is not removed, or null. */
export function passkeyByCredential(tx: Tx, credentialId: Uint8Array): Promise<PasskeyRow | null> {
  return tx.passkey.findFirst({ where: { credentialId: new Uint8Array(credentialId), removedAt: null } });
}

/** Notes a use; false where the passkey was removed or used meanwhile (its counter is not the one that was read). */
export async function notePasskeyUse(tx: Tx, passkey: PasskeyRow, counter: number): Promise<boolean> {
  const { count } = await tx.passkey.updateMany({
    where: { id: passkey.id, counter: passkey.counter, removedAt: null },
    data: { counter: BigInt(counter), lastUsedAt: await databaseNow(tx) },
  });
  return count === 1;
}
