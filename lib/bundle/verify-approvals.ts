import { contributed, decideSignature, type GivenSignature } from "../approvals/decide-approval.ts";
import { approvedSubjects, passkeyEnrolledSubjects } from "../approvals/leaf-subjects.ts";
import {
  type Assertion,
  type AssertionFault,
  approvalChallenge,
  verifyAssertion,
} from "../approvals/webauthn.ts";
import { openEnvelope } from "../manifest/dsse.ts";
import type { ApprovalPredicate, ApprovalStatement } from "../manifest/statement.schema.ts";
import { parseApproval, type Sealed } from "../manifest/statement.ts";
import type { BundleApproval, Trust } from "./bundle.schema.ts";
import type { Approved, VerificationContext } from "./context.ts";
import { field } from "./read-bundle.ts";
import { verifyLeaf } from "./verify-ledger.ts";
import { ENVELOPE_FAULTS, workspaceKeyOf } from "./verify-manifest.ts";

const ASSERTION_FAULTS = {
  "malformed-client-data": "its client data is malformed",
  "not-an-assertion": "its client data is not of an assertion",
  "other-challenge": "it answers another challenge than this approval's digest",
  "other-origin": "it was made at an origin that is not pinned",
  "cross-origin": "it was made inside another site's page",
  "malformed-authenticator-data": "its authenticator data is malformed",
  "other-rp-id": "it was made for another relying party",
  "user-not-present": "the user was not present",
  "user-not-verified": "the user was not verified",
  "malformed-key": "its public key is malformed",
  "unsupported-algorithm": "its key is of an algorithm that is not supported",
  "bad-signature": "its signature does not fit",
} as const satisfies Record<AssertionFault, string>;

/** BU7–BU13. The approvals that could be read, in the order of the file. */
export function verifyApprovals(context: VerificationContext): readonly Approved[] {
  const approved = context.bundle.approvals.flatMap((one) => verifyApproval(one, context) ?? []);
  verifyOrder(context);
  verifySeats(context, approved);
  return approved;
}

function verifyApproval(one: BundleApproval, context: VerificationContext): Approved | null {
  const { log, bundle } = context;
  const payload = openEnvelope(one.envelope, workspaceKeyOf(bundle));
  if (!payload.ok) {
    log.check("BU7", false, `An approval's envelope ${ENVELOPE_FAULTS[payload.error]}.`);
    return null;
  }
  const approval = parseApproval(payload.value);
  if (!approval.ok) {
    const { reason, at } = approval.error;
    log.check("BU7", false, `An approval is not an approval statement: ${reason} ${at}.`);
    return null;
  }
  log.check("BU7", true, "");
  bindApproval(approval.value.statement, context);
  const assertion = one.assertion && assertionOf(one.assertion);
  verifyMethod(approval.value, { one, assertion }, context);
  return { ...approval.value, at: verifyRecorded(approval.value, { one, assertion }, context) ?? "" };
}

function bindApproval({ subject, predicate }: ApprovalStatement, context: VerificationContext): void {
  const { revision, manifest, log } = context;
  const who = predicate.signer.name;
  const [ofRevision, ofManifest] = subject;
  log.check("BU8", ofRevision.digest.sha256 === revision.digest, `${who} approved another revision.`);
  log.check("BU8", ofManifest.digest.sha256 === manifest.digest, `${who} approved another manifest.`);
  const { packet, ledgerOrigin } = manifest.statement.predicate;
  log.check("BU8", predicate.packet.id === packet.id, `${who} approved for another packet.`);
  log.check("BU8", predicate.ledgerOrigin === ledgerOrigin, `${who} approved in another ledger.`);
  log.check("BU8", predicate.verb === "approve", `${who} declined.`);
}

interface Evidence {
  readonly one: BundleApproval;
  readonly assertion: Assertion | null;
}

function verifyMethod(
  { bytes, statement }: Sealed<ApprovalStatement>,
  { one, assertion }: Evidence,
  context: VerificationContext,
): void {
  const { log, trust } = context;
  const { signer, method } = statement.predicate;
  const fits =
    (method === "passkey") === (assertion !== null) && (assertion === null) === (one.enrolled === null);
  log.check("BU9", fits, `${signer.name} signed by ${method}, and what stands beside it does not fit that.`);
  if (!assertion) return;
  const pinned = trust && originsAt(trust, Number(one.approved.index));
  const verified = verifyAssertion(assertion, { challenge: approvalChallenge(bytes), pinned });
  const fault = verified.ok ? null : verified.error;
  const foreign = fault === "other-origin" || (fault === "other-rp-id" && trust !== null);
  log.check(
    foreign ? "BU17" : "BU9",
    fault === null,
    `The passkey assertion of ${signer.name} is not accepted: ${fault && ASSERTION_FAULTS[fault]}.`,
  );
  if (one.enrolled) verifyEnrolment(statement.predicate, { one, assertion }, context);
}

function originsAt(trust: Trust, index: number) {
  return trust.origins.filter(({ fromIndex, untilIndex }) => {
    return index >= Number(fromIndex) && (untilIndex === null || index < Number(untilIndex));
  });
}

function verifyEnrolment(
  predicate: ApprovalPredicate,
  evidence: Evidence,
  context: VerificationContext,
): void {
  const { one, assertion } = evidence;
  if (!one.enrolled || !assertion) return;
  const what = `the passkey of ${predicate.signer.name}`;
  verifyLeaf(
    one.enrolled,
    {
      rule: "BU10",
      what,
      type: "passkey changed",
      packet: null,
      actor: predicate.signer.id,
      subjects: passkeyEnrolledSubjects(assertion),
    },
    context,
  );
  const earlier = Number(one.enrolled.index) < Number(one.approved.index);
  context.log.check("BU10", earlier, `In the ledger ${what} stands after the approval that it signed.`);
}

function verifyRecorded(
  { digest, statement }: Sealed<ApprovalStatement>,
  { one, assertion }: Evidence,
  context: VerificationContext,
): string | null {
  const { signer, onBehalfOf } = statement.predicate;
  const names = { revision: context.revision.digest, manifest: context.manifest.digest, approval: digest };
  return verifyLeaf(
    one.approved,
    {
      rule: "BU11",
      what: `the approval by ${signer.name}`,
      type: "approved",
      packet: context.manifest.statement.predicate.packet.id,
      actor: signer.id,
      onBehalfOf: onBehalfOf?.id ?? null,
      subjects: approvedSubjects({ ...names, assertion }),
    },
    context,
  );
}

// The file's order is the ledger's, so that no second file can tell the same approvals in another order.
function verifyOrder({ bundle, log }: VerificationContext): void {
  const indexes = bundle.approvals.map((one) => Number(one.approved.index));
  const rising = indexes.every((index, i) => i === 0 || index > (indexes[i - 1] ?? index));
  log.check("BU12", rising, "The approvals do not stand in the order of the ledger.");
}

function verifySeats({ revision, manifest, log }: VerificationContext, approved: readonly Approved[]): void {
  const plan = manifest.statement.predicate;
  const contributorIds = new Set(revision.body.contributors.map((one) => one.actorId));
  const given: GivenSignature[] = [];
  let open = false;
  for (const { statement } of approved) {
    const candidate = signatureOf(statement.predicate);
    const who = statement.predicate.signer.name;
    const decision = decideSignature({ plan, given, candidate, contributorIds: new Set() });
    const why = decision.ok ? "" : (decision.error.detail ?? decision.error.code);
    log.check(
      "BU12",
      decision.ok && !open,
      `The approval by ${who} does not count: ${why || "the release was open"}.`,
    );
    const mine = contributed(candidate, contributorIds) && !allowed(plan, candidate.role);
    log.check("BU13", !mine, `${who} contributed to this revision and approved it.`);
    open ||= decision.ok && decision.value.opensRelease;
    given.push(candidate);
  }
  log.check("BU12", open, "Not everybody who must sign has signed.");
}

function allowed(plan: { separationOfDuties: Record<string, boolean> }, role: string): boolean {
  const { approverMayContribute, signersMayContribute } = plan.separationOfDuties;
  return (role === "release-owner" ? approverMayContribute : signersMayContribute) ?? false;
}

function signatureOf(predicate: ApprovalPredicate) {
  const { signer, onBehalfOf, role, as, verb, method, reason } = predicate;
  return { signerId: signer.id, onBehalfOfId: onBehalfOf?.id ?? null, role, as, verb, method, reason };
}

function assertionOf(json: NonNullable<BundleApproval["assertion"]>): Assertion {
  return {
    credentialId: field(json.credentialId),
    authenticatorData: field(json.authenticatorData),
    clientDataJson: field(json.clientDataJson),
    signature: field(json.signature),
    publicKey: field(json.publicKey),
  };
}
