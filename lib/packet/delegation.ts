import { ok } from "../kernel/result.ts";
import type { Kind } from "../kinds/kind.schema.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { kindRolesOf, type Seat, type SeatRole, seatHolds } from "./seats.ts";

/** The longest that an act may be lent, in days. */
export const MAX_DELEGATION_DAYS = 90;

/** What is asked: by whom, whose act goes to whom, until when. */
export interface DelegationRequest {
  readonly kind: Kind;
  readonly seats: readonly Seat[];
  readonly byId: string;
  readonly fromId: string;
  readonly toId: string;
  readonly act: "approve" | "sign" | "resolve";
  readonly notAfter: Date;
  readonly now: Date;
}

/**
 * Whether an act may be lent. An approval or signature is lent by whoever holds it, where the kind lets the role
 * delegate, to somebody whom the kind does not keep apart from it. The objections of somebody who left the packet
 * (`resolve`) are given to a reviewer by the artifact owner.
 */
export function decideDelegation(request: DelegationRequest): Outcome<null> {
  const { seats, fromId, toId, notAfter, now } = request;
  const latest = now.getTime() + MAX_DELEGATION_DAYS * 86_400_000;
  if (notAfter.getTime() <= now.getTime() || notAfter.getTime() > latest) {
    return refuse("invalid-input", `A delegation ends within ${MAX_DELEGATION_DAYS} days from now.`);
  }
  if (fromId === toId) return refuse("invalid-input", "Nobody stands in for themselves.");
  if (!seats.some((seat) => seat.accountId === toId)) {
    return refuse("invalid-input", "Whoever stands in takes part in the packet already.");
  }
  return request.act === "resolve" ? decideSuccessor(request) : decideLending(request, request.act);
}

function decideSuccessor({ seats, byId, fromId, toId }: DelegationRequest): Outcome<null> {
  const holds = (id: string, role: SeatRole) => seats.some((s) => s.accountId === id && s.role === role);
  if (!holds(byId, "artifact-owner")) return refuse("not-found");
  if (seats.some((seat) => seat.accountId === fromId)) {
    return refuse("state-conflict", "Whoever raised it is still here.");
  }
  return holds(toId, "reviewer")
    ? ok(null)
    : refuse("invalid-input", "The objections of somebody who left go to a reviewer.");
}

function decideLending(request: DelegationRequest, act: "approve" | "sign"): Outcome<null> {
  const { kind, seats, byId, fromId, toId } = request;
  const role: SeatRole = act === "approve" ? "release-owner" : "required-signer";
  const holds = seats.some((seat) => seat.accountId === fromId && seat.role === role);
  if (byId !== fromId || !holds) return refuse("not-found");
  const lent = kind.roles.filter((entry) =>
    seats.some((seat) => seat.accountId === fromId && seat.role === role && seatHolds(kind, seat, entry.key)),
  );
  if (lent.length === 0 || lent.some((entry) => !entry.delegable)) {
    return refuse("invalid-input", "This kind does not let that role be delegated.");
  }
  const theirs = kindRolesOf(
    kind,
    seats.filter((seat) => seat.accountId === toId),
  );
  const others = kind.roles.filter((entry) => theirs.has(entry.key));
  const clash = lent.some((own) => others.some((other) => keptApart(own, other)));
  return clash ? refuse("invalid-input", "The kind keeps these two roles apart.") : ok(null);
}

/** Whichever of the two says so. */
function keptApart(one: Kind["roles"][number], other: Kind["roles"][number]): boolean {
  return one.mustDifferFrom.includes(other.key) || other.mustDifferFrom.includes(one.key);
}
