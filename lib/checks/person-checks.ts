import {
  type CheckInput,
  type CheckParams,
  type CheckResult,
  holdUnlessEmpty,
  type Reason,
  reason,
} from "./check.ts";
import { needed, textParam } from "./read-record.ts";

/**
 * A person with the role `params.role` decides now, over exactly the record as it stands; without a decision it
 * holds. Forced by seed 000 #2 #7 #9 #10 #11 #13 #20 #21 #22 #33 #35 #38 #53.
 */
export function ownerDecided(input: CheckInput, params: CheckParams): CheckResult {
  return decided(input, params, "decided");
}

/** The role that adopts, `params.role`, adopts exactly the record as it stands. Forced by seed 000 #22 #25 #39 #45. */
export function ownerAdopted(input: CheckInput, params: CheckParams): CheckResult {
  return decided(input, params, "adopted");
}

/** The receiver, `params.role`, accepts exactly the record as it stands. Forced by seed 000 #37. */
export function receiverAccepted(input: CheckInput, params: CheckParams): CheckResult {
  return decided(input, params, "accepted");
}

function decided(input: CheckInput, params: CheckParams, verb: string): CheckResult {
  const role = needed(textParam(params, "role"), "role");
  return holdUnlessEmpty(whyNot(input, role, verb), { record: input.candidateDigest });
}

function whyNot(input: CheckInput, role: string, verb: string): readonly Reason[] {
  const title = input.kind.roles.find((found) => found.key === role)?.title ?? role.replaceAll("-", " ");
  const { decision } = input;
  if (!decision) return [reason(`${title} has not ${verb} yet.`, "flow")];
  if (!decision.roles.includes(role)) return [reason(`Only the ${title} can have this ${verb}.`, "people")];
  return decision.seenDigest === input.candidateDigest
    ? []
    : [reason("The record has moved since it was read. Read it again and decide then.", "flow")];
}
