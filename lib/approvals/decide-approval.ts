// Who may sign what, when. Rules: docs/spec/approvals.md
//  AP9   A seat is a required signer's or the release owner's; only the person named, or their delegate, fills it.
//  AP10  Quorum counts distinct people: one person fills one seat, and a seat is filled once.
//  AP11  Required signers sign first; the release owner's approval is last and opens the release.
//  AP12  Whoever contributed does not approve, in person or through a delegate, unless the kind relaxes it.
//  AP13  A decline needs a reason and may come from any seat at any time.
//  AP14  The method is one that the lane allows.

import { ok } from "../kernel/result.ts";
import type { ApprovalVerb, ReleasePredicate, SignerRole, SignMethod } from "../manifest/statement.schema.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";

/** What the rules need of a manifest's predicate. */
export type SigningPlan = Pick<
  ReleasePredicate,
  "releaseOwner" | "requiredSigners" | "methods" | "separationOfDuties"
>;

/** A signature that was stored before, over the same manifest. */
export interface GivenSignature {
  readonly signerId: string;
  readonly onBehalfOfId: string | null;
  readonly role: SignerRole;
  readonly as: string | null;
  readonly verb: ApprovalVerb;
}

/** A signature that somebody asks to give. Whether a delegation is recorded and in time is the caller's to say. */
export interface CandidateSignature extends GivenSignature {
  readonly method: SignMethod;
  readonly reason: string | null;
}

export interface SignatureInput {
  readonly plan: SigningPlan;
  readonly given: readonly GivenSignature[];
  readonly candidate: CandidateSignature;
  /** Account ids of everybody who has a hand in the packet up to the cut. */
  readonly contributorIds: ReadonlySet<string>;
}

/** One who must sign: `as` null is the release owner. */
export interface Seat {
  readonly role: SignerRole;
  readonly as: string | null;
  readonly personId: string;
  readonly name: string;
}

/** What accepting the signature means. `remaining` are the seats that are still empty after it. */
export interface SignatureDecision {
  readonly seat: Seat;
  readonly opensRelease: boolean;
  readonly declines: boolean;
  readonly remaining: readonly Seat[];
}

/** Everybody who must sign a manifest, in the order in which they may: the release owner last. */
export function seatsOf(plan: Pick<SigningPlan, "releaseOwner" | "requiredSigners">): readonly Seat[] {
  const signers = plan.requiredSigners.map(
    ({ id, name, as }): Seat => ({ role: "required-signer", as, personId: id, name }),
  );
  const owner = plan.releaseOwner;
  return owner
    ? [...signers, { role: "release-owner", as: null, personId: owner.id, name: owner.name }]
    : signers;
}

/** The seats that no approval fills yet. */
export function emptySeats(
  plan: Pick<SigningPlan, "releaseOwner" | "requiredSigners">,
  given: readonly GivenSignature[],
): readonly Seat[] {
  return seatsOf(plan).filter((seat) => !given.some((one) => one.verb === "approve" && fills(one, seat)));
}

/** Decides whether a candidate signature is accepted, and whether it opens the release. */
export function decideSignature(input: SignatureInput): Outcome<SignatureDecision> {
  const { plan, given, candidate } = input;
  const seat = seatsOf(plan).find((one) => fills(candidate, one));
  if (!seat) return refuse("not-found");
  if (given.some((one) => one.verb === "decline"))
    return refuse("state-conflict", "It was declined already.");
  if (given.some((one) => fills(one, seat))) return refuse("duplicate", "This seat has signed already.");
  const person = refusePerson(input, seat);
  if (!person.ok) return person;
  const empty = emptySeats(plan, given);
  if (candidate.verb === "decline")
    return ok({ seat, opensRelease: false, declines: true, remaining: empty });
  const remaining = empty.filter((one) => one !== seat && !sameSeat(one, seat));
  if (seat.role === "release-owner" && remaining.length > 0) {
    return refuse("signer-missing", `Still to sign: ${remaining.map((one) => one.name).join(", ")}.`);
  }
  return ok({ seat, opensRelease: remaining.length === 0, declines: false, remaining });
}

function refusePerson({ plan, given, candidate, contributorIds }: SignatureInput, seat: Seat): Outcome<null> {
  if (given.some((one) => one.signerId === candidate.signerId)) {
    return refuse("duplicate", "One person fills one seat.");
  }
  if (candidate.verb === "decline") {
    return candidate.reason?.trim() ? ok(null) : refuse("invalid-input", "Say why you decline.");
  }
  if (contributed(candidate, contributorIds) && !mayContribute(plan, seat)) {
    return refuse("contributor-cannot-approve");
  }
  return plan.methods.includes(candidate.method) ? ok(null) : refuse("password-not-allowed");
}

/** True where the signer, or the person they stand in for, has a hand in the packet. */
export function contributed(
  signature: Pick<GivenSignature, "signerId" | "onBehalfOfId">,
  contributorIds: ReadonlySet<string>,
): boolean {
  const { signerId, onBehalfOfId } = signature;
  return contributorIds.has(signerId) || (onBehalfOfId !== null && contributorIds.has(onBehalfOfId));
}

function mayContribute(plan: SigningPlan, seat: Seat): boolean {
  const { approverMayContribute, signersMayContribute } = plan.separationOfDuties;
  return seat.role === "release-owner" ? approverMayContribute : signersMayContribute;
}

/** True where a signature is one for this seat: same role, same capacity, given by its person or for them. */
export function fills(signature: GivenSignature, seat: Seat): boolean {
  const principal = signature.onBehalfOfId ?? signature.signerId;
  return signature.role === seat.role && signature.as === seat.as && principal === seat.personId;
}

function sameSeat(a: Seat, b: Seat): boolean {
  return a.role === b.role && a.as === b.as && a.personId === b.personId;
}
