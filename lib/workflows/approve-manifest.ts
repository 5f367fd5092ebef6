import { randomUUID } from "node:crypto";
import { decideSignature, type SignatureDecision } from "../approvals/decide-approval.ts";
import { approvedSubjects } from "../approvals/leaf-subjects.ts";
import type { Actor } from "../auth/actor.ts";
import { stopping } from "../checks/gates.ts";
import { approvalsOf, keepApproval, type StoredApproval } from "../db/approval-store.ts";
import { lockNumbers, numbersText, sameNumbers } from "../db/bound-numbers.ts";
import { spendApprovalChallenge } from "../db/challenge-store.ts";
import { outcomeTransaction, type Tx } from "../db/client.ts";
import { type GateReading, gatesOf, movedSince, readForGates } from "../db/gate-input.ts";
import { record } from "../db/ledger-store.ts";
import { ok } from "../kernel/result.ts";
import type { ApprovalStatement } from "../manifest/statement.schema.ts";
import { parseApproval, type Sealed } from "../manifest/statement.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { openStateToken } from "../signing/state-token.ts";
import { approveManifestSchema } from "./approval.schema.ts";
import { confirmProof, type Proof, verifyProof } from "./approval-proof.ts";
import { decline } from "./decline-manifest.ts";
import { passSigning } from "./flow/approval-steps.ts";
import { holdManifest } from "./hold-manifest.ts";
import { accessSeat, type SeatAccess } from "./on-seat.ts";
import { openLaneRelease } from "./open-release.ts";
import { parseInput } from "./parse-input.ts";
import { stateTokenAbout } from "./state-token.ts";

/** What a signature did: the release that it opened, or who must still sign. */
export interface SignOutcome {
  readonly verb: "approve" | "decline";
  readonly releaseId: string | null;
  readonly remaining: readonly string[];
}

type Input = ReturnType<typeof approveManifestSchema.parse>;

/** A signature that was kept, or a hold that was: both commit, and the second is refused to the caller. */
type Kept = { readonly signed: SignOutcome } | { readonly held: string };

/**
 * Takes a signature over what `beginApproval` prepared. In one transaction, under the locks of lane, members,
 * packet and documents: compares the numbers that the screen saw, re-runs every check against current rows,
 * compares every binding, verifies the proof, keeps the approval and, where it was the last, opens the release and
 * ends the workflow with the handoff. Whatever moved puts the manifest on hold instead. Input: `approveManifestSchema`.
 */
export async function approveManifest(actor: Actor, input: unknown): Promise<Outcome<SignOutcome>> {
  const parsed = parseInput(approveManifestSchema, input);
  if (!parsed.ok) return parsed;
  // Hashing a password takes long on purpose; no lock is held for it.
  const proof = await confirmProof(actor, parsed.value);
  if (!proof.ok) return proof;
  const kept = await outcomeTransaction((tx) => sign(tx, actor, parsed.value, proof.value));
  if (!kept.ok) return kept;
  return "signed" in kept.value ? ok(kept.value.signed) : refuse("manifest-held", kept.value.held);
}

async function sign(tx: Tx, actor: Actor, input: Input, proof: Proof): Promise<Outcome<Kept>> {
  const verb = await verbOf(tx, input, actor);
  const seated = await accessSeat(tx, actor, input.manifestId, { verb });
  if (!seated.ok) return seated;
  const { access, manifest } = seated.value;
  const numbers = await lockNumbers(tx, manifest.packetId);
  if (manifest.state === "held") return refuse("manifest-held", manifest.reason ?? undefined);
  if (manifest.state !== "pending" || access.now >= manifest.lapsesAt) return refuse("state-conflict");
  const seen = openStateToken(input.stateToken, stateTokenAbout(manifest, actor));
  if (seen !== numbersText(numbers)) return refuse("stale-state");
  const challenge = await spendApprovalChallenge(tx, {
    id: input.challengeId,
    accountId: actor.id,
    now: access.now,
  });
  if (!challenge.ok) return challenge;
  const statement = parseApproval(challenge.value.payload);
  if (!statement.ok || !fitsSeat(statement.value.statement, seated.value)) return refuse("stale-state");
  const verified = await verifyProof(tx, { actor, challenge: challenge.value, proof, now: access.now });
  if (!verified.ok) return verified;
  const reading = await readForGates(tx, access.packet, access.kind, access.now);
  if (!sameNumbers(manifest.numbers, reading.numbers))
    return hold(tx, seated.value, "Something was written since approval was asked.");
  return decide(tx, { seated: seated.value, reading, statement: statement.value, ...verified.value });
}

/** What the prepared statement says it is; the rest of it is compared once the locks are held. */
async function verbOf(tx: Tx, input: Input, actor: Actor): Promise<"approve" | "decline"> {
  const row = await tx.challenge.findFirst({ where: { id: input.challengeId, accountId: actor.id } });
  const statement = row?.payload ? parseApproval(row.payload) : null;
  return statement?.ok ? statement.value.statement.predicate.verb : "approve";
}

function fitsSeat(statement: ApprovalStatement, { access, manifest, seat }: SeatAccess): boolean {
  const { predicate, subject } = statement;
  return (
    subject[0].digest.sha256 === manifest.revisionDigest &&
    subject[1].digest.sha256 === manifest.digest &&
    predicate.packet.id === manifest.packetId &&
    predicate.signer.id === access.actor.id &&
    predicate.role === seat.role &&
    predicate.as === seat.as &&
    (predicate.onBehalfOf?.id ?? null) === (access.onBehalfOf?.accountId ?? null)
  );
}

interface Signing {
  readonly seated: SeatAccess;
  readonly reading: GateReading;
  readonly statement: Sealed<ApprovalStatement>;
  readonly assertion: StoredApproval["assertion"];
  readonly enrolmentIndex: bigint | null;
}

async function decide(tx: Tx, signing: Signing): Promise<Outcome<Kept>> {
  const { seated, reading, statement } = signing;
  const { predicate } = statement.statement;
  const given = await approvalsOf(tx, seated.manifest.id);
  const candidate = {
    ...candidateOf(statement.statement),
    reason: predicate.reason,
    method: predicate.method,
  };
  const decision = decideSignature({
    plan: seated.manifest.predicate,
    given,
    candidate,
    contributorIds: new Set(reading.state.contributorIds),
  });
  if (!decision.ok) return decision;
  if (decision.value.declines) return keepDecline(tx, signing);
  const gates = gatesOf(reading, { manifest: seated.manifest, given: [...given, candidate] });
  const isLast = decision.value.opensRelease;
  const stops = [...stopping(gates, "approve"), ...(isLast ? stopping(gates, "read") : [])];
  const moved =
    reading.candidate.digest === seated.manifest.revisionDigest
      ? await movedSince(tx, reading, seated.manifest)
      : ["The revision"];
  const reasons = [
    ...stops.map((check) => `${check.title}: no longer`),
    ...moved.map((name) => `${name} changed`),
  ];
  if (reasons.length > 0) return hold(tx, seated, `${[...new Set(reasons)].join("; ")}.`);
  return keep(tx, signing, decision.value);
}

function candidateOf({ predicate }: ApprovalStatement) {
  return {
    signerId: predicate.signer.id,
    onBehalfOfId: predicate.onBehalfOf?.id ?? null,
    role: predicate.role,
    as: predicate.as,
    verb: predicate.verb,
  };
}

async function hold(tx: Tx, { access, manifest }: SeatAccess, reason: string): Promise<Outcome<Kept>> {
  await holdManifest(tx, manifest, reason, access.now);
  return ok({ held: reason });
}

async function keepDecline(tx: Tx, signing: Signing): Promise<Outcome<Kept>> {
  const { seated, statement } = signing;
  await keepSignature(tx, signing);
  const subjects = { approval: statement.digest };
  const reason = statement.statement.predicate.reason ?? "";
  const { role } = seated.seat;
  const declined = await decline(tx, seated.access, seated.manifest, { reason, subjects, role });
  return declined.ok ? ok({ signed: { verb: "decline", releaseId: null, remaining: [] } }) : declined;
}

async function keepSignature(
  tx: Tx,
  { seated, statement, assertion, enrolmentIndex }: Signing,
): Promise<void> {
  await keepApproval(tx, {
    manifestId: seated.manifest.id,
    packetId: seated.manifest.packetId,
    digest: statement.digest,
    bytes: statement.bytes,
    predicate: statement.statement.predicate,
    assertion,
    enrolmentIndex,
    at: seated.access.now,
  });
}

async function keep(tx: Tx, signing: Signing, decision: SignatureDecision): Promise<Outcome<Kept>> {
  const { seated, statement, assertion } = signing;
  const { access, manifest } = seated;
  await keepSignature(tx, signing);
  const releaseId = decision.opensRelease ? randomUUID() : null;
  const recordApproved = () =>
    record(tx, {
      type: "approved",
      actor: access.actor,
      onBehalfOf: access.onBehalfOf?.accountId,
      packetId: manifest.packetId,
      subjects: approvedSubjects({
        revision: manifest.revisionDigest,
        manifest: manifest.digest,
        approval: statement.digest,
        assertion,
      }),
      text: {
        revision: manifest.predicate.revision.number,
        role: seated.seat.role,
        method: statement.statement.predicate.method,
      },
    });
  if (releaseId === null) await recordApproved();
  else {
    await openLaneRelease(tx, { access, manifest, reading: signing.reading, releaseId, recordApproved });
    const given = await approvalsOf(tx, manifest.id);
    const passed = await passSigning(tx, access, { reading: signing.reading, manifest, given });
    if (!passed.ok) return passed;
  }
  const remaining = decision.remaining.map((one) => one.name);
  return ok({ signed: { verb: "approve", releaseId, remaining } });
}
