import { randomUUID } from "node:crypto";
import { ok } from "../kernel/result.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import type { Tx } from "./client.ts";

const LIVES_MS = 10 * 60_000;

/** What a challenge is bound to: the exact bytes that somebody is about to sign. */
export interface ApprovalChallenge {
  readonly accountId: string;
  readonly challenge: Uint8Array;
  readonly payload: Uint8Array;
  readonly now: Date;
}

/** Keeps a challenge for one signature over exact bytes, good for ten minutes. Returns its id. */
export async function keepApprovalChallenge(tx: Tx, input: ApprovalChallenge): Promise<string> {
  const id = randomUUID();
  await tx.challenge.create({
    data: {
      id,
      accountId: input.accountId,
      purpose: "approve",
      challenge: new Uint8Array(input.challenge),
      payload: new Uint8Array(input.payload),
      createdAt: input.now,
      expiresAt: new Date(input.now.getTime() + LIVES_MS),
    },
  });
  return id;
}

/** A challenge of this account's that can still be used. */
export interface LiveChallenge {
  readonly challenge: Uint8Array;
  readonly payload: Uint8Array;
}

/**
 * Uses a challenge up, in the transaction that keeps what it signed: two signatures over one challenge cannot both
 * commit, and a refused act leaves it as it was.
 */
export async function spendApprovalChallenge(
  tx: Tx,
  at: { readonly id: string; readonly accountId: string; readonly now: Date },
): Promise<Outcome<LiveChallenge>> {
  const { id, accountId, now } = at;
  const used = await tx.challenge.updateMany({
    where: { id, accountId, purpose: "approve", usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  const row = await tx.challenge.findFirst({ where: { id, accountId, purpose: "approve" } });
  if (!row?.payload) return refuse("not-found");
  if (used.count === 1) return ok({ challenge: row.challenge, payload: row.payload });
  return refuse(row.usedAt ? "challenge-used" : "challenge-expired");
}
