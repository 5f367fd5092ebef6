import * as attempt from "./attempt-checks.ts";
import * as boundary from "./boundary-checks.ts";
import * as caseOf from "./case-checks.ts";
import type { Check, CheckFunction, CheckInput, CheckParams, CheckResult } from "./check.ts";
import * as content from "./content-checks.ts";
import * as fact from "./fact-checks.ts";
import * as field from "./field-checks.ts";
import type { CheckName } from "./names.ts";
import * as person from "./person-checks.ts";
import * as precedence from "./precedence-checks.ts";
import { KindFault } from "./read-record.ts";
import * as record from "./record-checks.ts";
import * as redaction from "./redaction-checks.ts";
import * as revision from "./revision-checks.ts";
import * as source from "./source-checks.ts";
import * as state from "./state-checks.ts";

function check(
  name: CheckName,
  title: string,
  run: CheckFunction,
  sees: Check["sees"] = "state",
  version = 1,
): Check {
  return { name, version, title, sees, run };
}

/** Every check of the library, by name. The version rises when the meaning of a check changes. */
export const CHECKS: Readonly<Record<CheckName, Check>> = {
  "revision-integrity": check("revision-integrity", "The revision is exact", revision.revisionIntegrity),
  "lineage-unbroken": check("lineage-unbroken", "The lineage is unbroken", revision.lineageUnbroken),
  "sections-complete": check(
    "sections-complete",
    "Every required section has text",
    content.sectionsComplete,
  ),
  "registers-complete": check(
    "registers-complete",
    "Registers are complete",
    content.registersComplete,
    "state",
    2,
  ),
  "roles-filled": check("roles-filled", "Every role is filled", boundary.rolesFilled, "state", 2),
  "option-set": check("option-set", "The option set is whole", content.optionSet),
  "blocked-paths": check("blocked-paths", "Blocked paths stand, each with its reason", content.blockedPaths),
  "objections-settled": check(
    "objections-settled",
    "Objections stand as the kind allows",
    content.objectionsSettled,
  ),
  "objection-ledger": check(
    "objection-ledger",
    "The revision holds every objection",
    revision.objectionLedger,
  ),
  "claims-traced": check("claims-traced", "Claims are traced", content.claimsTraced),
  "claims-supported": check("claims-supported", "Claims are supported", content.claimsSupported),
  "evidence-present": check("evidence-present", "Required evidence is there", content.evidencePresent),
  "evidence-fresh": check("evidence-fresh", "Evidence is current", content.evidenceFresh),
  "contradictions-shown": check(
    "contradictions-shown",
    "Contradictions are in sight",
    content.contradictionsShown,
  ),
  "precedence-stated": check(
    "precedence-stated",
    "Precedence is stated",
    precedence.precedenceStated,
    "state",
    2,
  ),
  "single-candidate": check(
    "single-candidate",
    "Evidence speaks of one candidate",
    content.singleCandidate,
    "state",
    2,
  ),
  "prerequisites-confirmed": check(
    "prerequisites-confirmed",
    "Prerequisites are confirmed",
    state.prerequisitesConfirmed,
    "state",
    2,
  ),
  "requirements-mapped": check("requirements-mapped", "Requirements are mapped", state.requirementsMapped),
  "annex-boundary": check("annex-boundary", "The annex boundary is committed", boundary.annexBoundary),
  "held-details": check("held-details", "Every withheld detail says so", boundary.heldDetails),
  "no-overexposure": check(
    "no-overexposure",
    "Nothing of an annex stands in the body",
    boundary.noOverexposure,
  ),
  "holds-closed": check("holds-closed", "No hold is open", state.holdsClosed),
  "suggestions-decided": check("suggestions-decided", "Suggestions are decided", state.suggestionsDecided),
  "lane-provisioned": check("lane-provisioned", "The lane is provisioned", boundary.laneProvisioned),
  "window-valid": check("window-valid", "The window is within bounds", boundary.windowValid),
  "manifest-binds": check("manifest-binds", "The manifest binds what the kind lists", revision.manifestBinds),
  "separation-of-duties": check(
    "separation-of-duties",
    "The approver did not write it",
    boundary.separationOfDuties,
  ),
  "signers-signed": check("signers-signed", "Required signers have signed", boundary.signersSigned, "human"),
  "owner-approved": check(
    "owner-approved",
    "The release owner has approved",
    boundary.ownerApproved,
    "human",
  ),
  "approval-current": check(
    "approval-current",
    "Nothing moved since approval was asked",
    revision.approvalCurrent,
    "manifest",
  ),
  "approvals-standing": check("approvals-standing", "Stored approvals still stand", record.approvalsStanding),
  "outcome-unambiguous": check(
    "outcome-unambiguous",
    "The outcome is unambiguous",
    attempt.outcomeUnambiguous,
  ),
  "retry-within-budget": check(
    "retry-within-budget",
    "A retry is within its budget",
    attempt.retryWithinBudget,
  ),
  "readback-matches": check("readback-matches", "The read-back matches", attempt.readbackMatches),
  "no-live-exposure": check("no-live-exposure", "No live exposure", record.noLiveExposure),
  "hypotheses-tested": check("hypotheses-tested", "Every hypothesis is tested", caseOf.hypothesesTested),
  "one-explanation": check("one-explanation", "One explanation fits best", caseOf.oneExplanation),
  "roles-covered": check("roles-covered", "Every role is covered", record.rolesCovered),
  "duplicates-linked": check("duplicates-linked", "Duplicates are linked", caseOf.duplicatesLinked),
  "independently-corroborated": check(
    "independently-corroborated",
    "Independent sources agree",
    caseOf.independentlyCorroborated,
  ),
  "edit-class-allowed": check(
    "edit-class-allowed",
    "The edit is of an allowed class",
    record.editClassAllowed,
    "state",
    2,
  ),
  "facts-match": check("facts-match", "The facts match", fact.factsMatch),
  "threshold-met": check("threshold-met", "The threshold is met", fact.thresholdMet),
  "guardrails-kept": check("guardrails-kept", "The guardrails hold", fact.guardrailsKept),
  "within-authority": check("within-authority", "Within delegated authority", fact.withinAuthority),
  "slot-inside-window": check("slot-inside-window", "A slot fits the window", source.slotInsideWindow),
  "lag-allowed": check("lag-allowed", "Only an allowed lag remains", source.lagAllowed),
  "trigger-authoritative": check(
    "trigger-authoritative",
    "The trigger is authoritative",
    source.triggerAuthoritative,
  ),
  "fields-resolved": check("fields-resolved", "Fields are resolved or held", field.fieldsResolved),
  "fields-traced": check("fields-traced", "Fields trace to their source", field.fieldsTraced),
  "schema-conforms": check("schema-conforms", "The record fits its schema", field.schemaConforms),
  "lossiness-declared": check("lossiness-declared", "Lossy mappings say so", field.lossinessDeclared),
  "rendered-from-table": check(
    "rendered-from-table",
    "Values come from their table",
    field.renderedFromTable,
  ),
  "redaction-applied": check("redaction-applied", "The redaction profile holds", redaction.redactionApplied),
  "owner-decided": check("owner-decided", "The named person decided", person.ownerDecided, "human"),
  "owner-adopted": check("owner-adopted", "The owner adopted", person.ownerAdopted, "human"),
  "receiver-accepted": check("receiver-accepted", "The receiver accepted", person.receiverAccepted, "human"),
  "stop-boundary": check("stop-boundary", "The stop boundary is stated", boundary.stopBoundary, "state", 2),
};

/** Runs a check by name. An unknown name or a thrown evaluator is the outcome `error`, which holds. */
export function runCheck(name: string, input: CheckInput, params: CheckParams): CheckResult {
  const found = (CHECKS as Readonly<Record<string, Check | undefined>>)[name];
  if (!found) return failed(`The library has no check “${name}”.`);
  try {
    return found.run(input, params);
  } catch (fault) {
    if (fault instanceof KindFault) return failed(`${fault.message} Tell whoever keeps the kind.`);
    // A check that cannot answer must hold. Its message may quote packet text, so it is not repeated here.
    return failed("This check could not be evaluated. Tell an administrator.");
  }
}

function failed(says: string): CheckResult {
  return { outcome: "error", reasons: [{ says, target: "readiness", annex: null }], looked: {}, dueAt: null };
}
