import { randomBytes } from "node:crypto";
import type { Seat } from "../approvals/decide-approval.ts";
import { emptySeats } from "../approvals/decide-approval.ts";
import { approvalChallenge } from "../approvals/webauthn.ts";
import type { PacketAccess } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { approvalsOf } from "../db/approval-store.ts";
import { keepApprovalChallenge } from "../db/challenge-store.ts";
import { outcomeTransaction, type Tx } from "../db/client.ts";
import { ledgerOrigin } from "../db/ledger-store.ts";
import type { StoredManifest } from "../db/manifest-store.ts";
import { readNames } from "../db/people-store.ts";
import { toBase64, toBase64Url } from "../kernel/bytes.ts";
import { ok } from "../kernel/result.ts";
import { buildApproval } from "../manifest/statement.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { openStateToken } from "../signing/state-token.ts";
import { beginApprovalSchema } from "./approval.schema.ts";
import { accessSeat } from "./on-seat.ts";
import { parseInput } from "./parse-input.ts";
import { stateTokenAbout } from "./state-token.ts";

/** The exact bytes to sign and what may sign them. */
export interface PreparedSignature {
  readonly challengeId: string;
  /** Base64 of the approval statement's canonical bytes. */
  readonly approval: string;
  readonly approvalDigest: string;
  readonly rpId: string;
  /** Unpadded base64url ids of the signer's passkeys on this host; empty for the password. */
  readonly credentialIds: readonly string[];
}

/**
 * Prepares a signature: builds the approval statement over this revision and this manifest and keeps a challenge
 * that is bound to its bytes and can be used once. Input: `beginApprovalSchema`.
 */
export async function beginApproval(actor: Actor, input: unknown): Promise<Outcome<PreparedSignature>> {
  const parsed = parseInput(beginApprovalSchema, input);
  if (!parsed.ok) return parsed;
  const asked = parsed.value;
  return outcomeTransaction(async (tx) => {
    const found = await accessSeat(tx, actor, asked.manifestId, { verb: asked.verb, lock: false });
    if (!found.ok) return found;
    const { access, manifest } = found.value;
    if (manifest.state === "held") return refuse("manifest-held", manifest.reason ?? undefined);
    if (manifest.state !== "pending" || access.now >= manifest.lapsesAt) return refuse("state-conflict");
    if (openStateToken(asked.stateToken, stateTokenAbout(manifest, actor)) === null)
      return refuse("stale-state");
    if (asked.verb === "decline" && !asked.reason) return refuse("invalid-input", "Say why you decline.");
    return prepare(tx, found.value, asked);
  });
}

interface Seated {
  readonly access: PacketAccess;
  readonly manifest: StoredManifest;
  readonly seat: Seat;
}

async function prepare(
  tx: Tx,
  { access, manifest, seat }: Seated,
  asked: ReturnType<typeof beginApprovalSchema.parse>,
): Promise<Outcome<PreparedSignature>> {
  const { actor, now } = access;
  const empty = emptySeats(manifest.predicate, await approvalsOf(tx, manifest.id));
  if (!empty.some((one) => one.personId === seat.personId && one.role === seat.role))
    return refuse("duplicate");
  if (asked.method === "password" && !manifest.predicate.methods.includes("password")) {
    return refuse("password-not-allowed");
  }
  const passkeys =
    asked.method === "passkey"
      ? await tx.passkey.findMany({ where: { accountId: actor.id, removedAt: null, rpId: asked.rpId } })
      : [];
  if (asked.method === "passkey" && passkeys.length === 0) return refuse("passkey-needed");
  const lenderId = access.onBehalfOf?.accountId ?? null;
  const names = await readNames(tx, lenderId ? [lenderId] : []);
  const statement = buildApproval(
    { revision: manifest.revisionDigest, manifest: manifest.digest },
    {
      ledgerOrigin: await ledgerOrigin(tx),
      packet: { id: manifest.packetId },
      verb: asked.verb,
      signer: { id: actor.id, name: actor.name },
      role: seat.role,
      as: seat.as,
      onBehalfOf: lenderId === null ? null : { id: lenderId, name: names.get(lenderId) ?? "unknown" },
      method: asked.method,
      reason: asked.reason,
      nonce: toBase64Url(new Uint8Array(randomBytes(32))),
      askedAt: now.toISOString(),
    },
  );
  const challengeId = await keepApprovalChallenge(tx, {
    accountId: actor.id,
    challenge: approvalChallenge(statement.bytes),
    payload: statement.bytes,
    now,
  });
  return ok({
    challengeId,
    approval: toBase64(statement.bytes),
    approvalDigest: statement.digest,
    rpId: asked.rpId,
    credentialIds: passkeys.map((passkey) => toBase64Url(passkey.credentialId)),
  });
}
