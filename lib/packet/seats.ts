import { ok } from "../kernel/result.ts";
import type { Kind } from "../kinds/kind.schema.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";

/** The roles that a membership may have. The two owners stand on the packet itself. */
export const MEMBER_ROLES = ["author", "reviewer", "observer", "required-signer"] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** Everything that a person can be in a packet by name; a delegation lends besides. */
export const SEAT_ROLES = ["artifact-owner", "release-owner", ...MEMBER_ROLES] as const;
export type SeatRole = (typeof SEAT_ROLES)[number];

/** One person in one role of a packet. */
export interface Seat {
  readonly accountId: string;
  readonly role: SeatRole;
}

const BY_DUTY = {
  "own-artifact": "artifact-owner",
  "own-release": "release-owner",
  sign: "required-signer",
  review: "reviewer",
  "quality-owner": "reviewer",
  adopt: "reviewer",
  draft: "author",
  steward: "author",
  "own-row": "author",
} as const satisfies Record<string, SeatRole>;

/**
 * The packet role that a role of the kind is held through: its key where that is one, else by its weightiest
 * duty. An observer where no duty acts on the packet.
 */
export function seatRoleOf(kind: Kind, kindRole: string): SeatRole {
  const own = SEAT_ROLES.find((role) => role === kindRole);
  if (own) return own;
  const duties: readonly string[] = kind.roles.find((role) => role.key === kindRole)?.duties ?? [];
  for (const [duty, role] of Object.entries(BY_DUTY)) if (duties.includes(duty)) return role;
  return "observer";
}

/** True where somebody with these packet roles holds the role that the kind names. */
export function holdsKindRole(kind: Kind, roles: ReadonlySet<string>, kindRole: string): boolean {
  return roles.has(seatRoleOf(kind, kindRole));
}

/** The kind's own title of a packet role: *Release engineering reviewer*. */
export function seatTitle(kind: Kind, role: SeatRole): string {
  const named = kind.roles.find((entry) => seatRoleOf(kind, entry.key) === role);
  return named?.title ?? role.replaceAll("-", " ");
}

/**
 * Whether these people may sit together: roles that the kind keeps apart are held by different people, a kind
 * that releases has a release owner, and nobody sits twice in one role. Minimum numbers are a check's business.
 */
export function decideSeats(kind: Kind, seats: readonly Seat[]): Outcome<null> {
  const twice = seats.some((seat, i) =>
    seats.slice(i + 1).some((other) => other.role === seat.role && other.accountId === seat.accountId),
  );
  if (twice) return refuse("duplicate", "Somebody is named twice in one role.");
  const holders = (role: SeatRole) => seats.filter((s) => s.role === role).map((s) => s.accountId);
  if (kind.approval.releaseOwner && holders("release-owner").length === 0) {
    return refuse("invalid-input", "This kind needs a release owner.");
  }
  for (const role of kind.roles) {
    const people = holders(seatRoleOf(kind, role.key));
    for (const other of role.mustDifferFrom) {
      const shared = holders(seatRoleOf(kind, other)).some((id) => people.includes(id));
      if (shared && seatRoleOf(kind, other) !== seatRoleOf(kind, role.key)) {
        return refuse("invalid-input", `${role.title} must be somebody else than ${titleOf(kind, other)}.`);
      }
    }
  }
  return ok(null);
}

function titleOf(kind: Kind, key: string): string {
  return kind.roles.find((role) => role.key === key)?.title ?? key;
}
