import type { Json } from "../kernel/canonical.ts";
import { seatHolds } from "../packet/seats.ts";
import {
  type CheckInput,
  type CheckResult,
  holdUnlessEmpty,
  notApplicable,
  partsOf,
  type Reason,
  reason,
} from "./check.ts";
import { withheldFaults, withholdsFields } from "./field-checks.ts";
import { activeRows, sameWord, textIn } from "./read-record.ts";

/** Every annex is of a slot of the kind and has a committed state. */
export function annexBoundary(input: CheckInput): CheckResult {
  const annexes = input.candidate.annexes;
  const slots = new Set(input.kind.annexes.map((slot) => slot.key));
  const committed = input.head?.body.annexes ?? [];
  const reasons = annexes.flatMap((annex): Reason[] => {
    const target = `annexes/A${annex.number}`;
    if (!slots.has(annex.slot))
      return [{ says: `Annex A${annex.number} is of no slot of this kind.`, target, annex: null }];
    const sealed = committed.find((found) => found.number === annex.number);
    return input.head && sealed?.commitment !== annex.commitment
      ? [{ says: `Annex A${annex.number} has moved since r${input.head.number}.`, target, annex: null }]
      : [];
  });
  return holdUnlessEmpty(reasons, partsOf(input, "annex-boundary"));
}

/**
 * Every annex shows a held-detail placeholder: what is held, why, and who may lift it. A field that is withheld shows
 * no value, says why, and where the kind names its annex, that annex is there (seeds 004, 000/7, 000/41).
 */
export function heldDetails(input: CheckInput): CheckResult {
  if (input.candidate.annexes.length === 0 && !withholdsFields(input))
    return notApplicable("Nothing is withheld.");
  const roles = new Set(input.kind.roles.map((role) => role.key));
  const reasons = input.candidate.annexes.flatMap((annex) =>
    annex.holds.trim() && annex.because.trim() && roles.has(annex.liftedBy)
      ? []
      : [
          reason(
            `The placeholder of annex A${annex.number} does not say what is held, why, and who may lift it.`,
            `annexes/A${annex.number}`,
          ),
        ],
  );
  const looked = partsOf(input, "annex-boundary", ...(input.kind.fields.length > 0 ? ["registers"] : []));
  return holdUnlessEmpty([...reasons, ...withheldFaults(input)], looked);
}

/** Every trace link of the body points at a claim and a source of the body: nothing reaches into an annex. */
export function noOverexposure(input: CheckInput): CheckResult {
  const claims = new Set(input.candidate.claims.map((claim) => claim.id));
  const sources = new Set(input.candidate.sources.map((source) => source.number));
  const strays = input.candidate.trace.filter(
    (link) => !claims.has(link.claimId) || !sources.has(link.sourceNumber),
  );
  const anchored = input.candidate.objections.filter((objection) => namesAnnex(objection.anchor));
  return holdUnlessEmpty(
    [
      ...strays.map(() => reason("A trace link of the body points outside the body.", "claims")),
      ...anchored.map((o) =>
        reason(`Objection O${o.number} of the body is anchored outside it.`, `objections#O${o.number}`),
      ),
    ],
    partsOf(input, "claim-trace", "annex-boundary"),
  );
}

function namesAnnex(anchor: Json): boolean {
  return (
    typeof anchor === "object" &&
    anchor !== null &&
    !Array.isArray(anchor) &&
    Boolean((anchor as { annexId?: Json }).annexId)
  );
}

/** The lane exists, and has recipients and an active owner. */
export function laneProvisioned(input: CheckInput): CheckResult {
  if (!input.kind.lane) return notApplicable("This kind has no lane.");
  const lane = input.lane;
  if (!lane) return holdUnlessEmpty([reason("No lane has been chosen.", "people#lane")]);
  const reasons = [];
  if (lane.recipientIds.length === 0)
    reasons.push(reason(`The lane “${lane.title}” has no recipient.`, "people#lane"));
  if (!lane.ownerActive)
    reasons.push(reason(`The owner of the lane “${lane.title}” has left.`, "people#lane"));
  return holdUnlessEmpty(reasons, { lane: lane.digest });
}

/** The window is longer than nothing and within the lane's and the kind's maximum. */
export function windowValid(input: CheckInput): CheckResult {
  if (!input.kind.lane) return notApplicable("This kind has no lane.");
  const hours = input.packet.windowHours;
  const reasons = [];
  if (hours <= 0) reasons.push(reason("The window has no length.", "people#lane"));
  if (hours > input.kind.lane.maxWindowHours) {
    reasons.push(
      reason(
        `The window of ${hours} h is longer than the kind's ${input.kind.lane.maxWindowHours} h.`,
        "people#lane",
      ),
    );
  }
  if (input.lane && hours > input.lane.maxWindowHours) {
    reasons.push(
      reason(
        `The window of ${hours} h is longer than the lane's ${input.lane.maxWindowHours} h.`,
        "people#lane",
      ),
    );
  }
  return holdUnlessEmpty(reasons, input.lane ? { lane: input.lane.digest } : {});
}

/**
 * Each role with a minimum is filled; roles that must differ are held by different people, and each role that must
 * sign by somebody who signs for no other.
 */
export function rolesFilled(input: CheckInput): CheckResult {
  const holders = (role: string) =>
    input.seats.filter((seat) => seatHolds(input.kind, seat, role)).map((seat) => seat.accountId);
  const reasons = input.kind.roles.flatMap((role) => {
    const people = new Set(holders(role.key));
    const few =
      people.size < role.min
        ? [reason(`${role.title}: ${people.size} of at least ${role.min} named.`, "people")]
        : [];
    const same = role.mustDifferFrom.flatMap((other) =>
      holders(other).some((id) => people.has(id))
        ? [reason(`${role.title} must be somebody else than the ${other.replaceAll("-", " ")}.`, "people")]
        : [],
    );
    return [...few, ...same];
  });
  // One person signs once: whoever stands for one role is not there for the next.
  const signing = new Set<string>();
  for (const role of input.kind.approval.requiredSigners) {
    const free = holders(role).filter((id) => !signing.has(id));
    for (const id of free) signing.add(id);
    if (free.length === 0)
      reasons.push(reason(`Nobody is named as ${role.replaceAll("-", " ")}, who must sign.`, "people"));
  }
  return holdUnlessEmpty(reasons);
}

/** Somebody entitled to approve did not contribute, unless the kind relaxes it. */
export function separationOfDuties(input: CheckInput): CheckResult {
  const { releaseOwner, approverMayContribute } = input.kind.approval;
  if (!releaseOwner) return notApplicable("This kind has no release owner.");
  if (approverMayContribute)
    return notApplicable("This kind lets a contributor approve; the manifest says so.");
  const contributed = new Set(input.contributorIds);
  const free = input.approverIds.filter((id) => !contributed.has(id));
  const reasons =
    free.length > 0 ? [] : [reason("Nobody who may approve has kept out of writing this packet.", "people")];
  return holdUnlessEmpty(reasons, partsOf(input, "contributors"));
}

/**
 * The stop boundary is stated as the kind states it, no option is a denied action, and no request for one stands: a
 * row of `requests` whose action is a denied action's key or text. Forced by every seed.
 */
export function stopBoundary(input: CheckInput): CheckResult {
  const stated = input.candidate.stopBoundary;
  const reasons = [];
  if (!stated.statement || stated.deniedActions.length === 0)
    reasons.push(reason("The stop boundary is not stated."));
  const { deniedActions } = input.kind.stopBoundary;
  const denied = new Set(deniedActions.map((action) => action.key));
  for (const row of input.candidate.options) {
    if (row.state === "active" && denied.has(row.key)) {
      reasons.push(reason(`The option ${row.key} is beyond the stop boundary.`, "registers/options"));
    }
  }
  const requests = activeRows(input, "requests");
  for (const row of requests) {
    const asked = textIn(row, "action");
    const action = deniedActions.find(({ key, text }) => sameWord(key, asked) || sameWord(text, asked));
    if (!action) continue;
    const says = `Asked for and beyond the stop boundary: “${action.text}”. It stands until it is withdrawn.`;
    reasons.push(reason(says, "registers/requests"));
  }
  const keeps = input.candidate.registers.some((register) => register.key === "requests");
  return holdUnlessEmpty(reasons, partsOf(input, "stop-boundary", ...(keeps ? ["registers"] : [])));
}

/** Every required signer has signed this manifest. */
export function signersSigned(input: CheckInput): CheckResult {
  const manifest = input.manifest;
  const required = manifest?.requiredSignerIds ?? [];
  if (input.kind.approval.requiredSigners.length === 0) return notApplicable("This kind requires no signer.");
  if (!manifest) return holdUnlessEmpty([reason("Approval has not been asked.", "approval")]);
  const missing = required.filter((id) => !manifest.signedIds.includes(id)).length;
  return holdUnlessEmpty(
    missing === 0
      ? []
      : [reason(`${missing} of ${required.length} required signers have not signed.`, "approval")],
  );
}

/** The release owner or a delegate approved this manifest. */
export function ownerApproved(input: CheckInput): CheckResult {
  if (!input.kind.approval.releaseOwner) return notApplicable("This kind has no release owner.");
  if (!input.manifest) return holdUnlessEmpty([reason("Approval has not been asked.", "approval")]);
  return holdUnlessEmpty(
    input.manifest.ownerApproved
      ? []
      : [reason("The release owner has not approved this manifest.", "approval")],
  );
}
