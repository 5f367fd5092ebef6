import { ok } from "../kernel/result.ts";
import type { Kind } from "../kinds/kind.schema.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";

/** The roles that a membership may have. The two owners stand on the packet itself. */
export const MEMBER_ROLES = ["author", "reviewer", "observer", "required-signer"] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** Everything that a person can be in a packet by name; a delegation lends besides. */
export const SEAT_ROLES = ["artifact-owner", "release-owner", ...MEMBER_ROLES] as const;
export type SeatRole = (typeof SEAT_ROLES)[number];

/** One person in one role of a packet. `kindRole` narrows it to one role of the kind; without it, it holds every one. */
export interface Seat {
  readonly accountId: string;
  readonly role: SeatRole;
  readonly kindRole?: string | null | undefined;
}

/** What somebody holds in a packet: roles of the packet, and roles of the kind through them. */
export interface HeldRoles {
  readonly roles: ReadonlySet<string>;
  readonly kindRoles: ReadonlySet<string>;
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

/** True where a seat holds a role of the kind: it is the role's seat, and is narrowed to no other one. */
export function seatHolds(
  kind: Kind,
  seat: { readonly role: string; readonly kindRole?: string | null | undefined },
  kindRole: string,
): boolean {
  return seat.role === seatRoleOf(kind, kindRole) && (seat.kindRole ?? kindRole) === kindRole;
}

/** Every role of the kind that somebody holds who sits in these seats. */
export function kindRolesOf(
  kind: Kind,
  seats: readonly { readonly role: string; readonly kindRole?: string | null | undefined }[],
): ReadonlySet<string> {
  const held = kind.roles.filter((entry) => seats.some((seat) => seatHolds(kind, seat, entry.key)));
  return new Set(held.map((entry) => entry.key));
}

/** True where somebody holds the role that the kind names; a name that is no role of the kind is one of the packet. */
export function holdsKindRole(kind: Kind, held: HeldRoles, kindRole: string): boolean {
  const known = kind.roles.some((entry) => entry.key === kindRole);
  return known ? held.kindRoles.has(kindRole) : held.roles.has(seatRoleOf(kind, kindRole));
}

/** The kind's own title of a seat: *Release engineering reviewer*. */
export function seatTitle(kind: Kind, role: SeatRole, kindRole: string | null = null): string {
  const narrowed = kind.roles.find((entry) => entry.key === kindRole);
  const named = narrowed ?? kind.roles.find((entry) => seatRoleOf(kind, entry.key) === role);
  return named?.title ?? role.replaceAll("-", " ");
}

/**
 * Whether these people may sit together: roles that the kind keeps apart are held by different people, a kind
 * that releases has a release owner, a seat is narrowed only to a role that is held through it, and nobody sits
 * twice in one role. Minimum numbers are a check's business.
 */
export function decideSeats(kind: Kind, seats: readonly Seat[]): Outcome<null> {
  const twice = seats.some((seat, i) =>
    seats.slice(i + 1).some((other) => other.role === seat.role && other.accountId === seat.accountId),
  );
  if (twice) return refuse("duplicate", "Somebody is named twice in one role.");
  const stray = seats.find((seat) => !narrowsWell(kind, seat));
  if (stray) {
    const words = stray.role.replaceAll("-", " ");
    return refuse("invalid-input", `This kind has no role “${stray.kindRole}” that ${words}s hold.`);
  }
  const owned = seats.some((seat) => seat.role === "release-owner");
  if (kind.approval.releaseOwner && !owned) {
    return refuse("invalid-input", "This kind needs a release owner.");
  }
  return decideApart(kind, seats);
}

function narrowsWell(kind: Kind, { role, kindRole }: Seat): boolean {
  if (kindRole === null || kindRole === undefined) return true;
  return kind.roles.some((entry) => entry.key === kindRole) && seatRoleOf(kind, kindRole) === role;
}

// Two roles of one seat are in one hand unless the seat is narrowed: where the kind keeps them apart, it must be.
function decideApart(kind: Kind, seats: readonly Seat[]): Outcome<null> {
  const holders = (key: string) => seats.filter((seat) => seatHolds(kind, seat, key)).map((s) => s.accountId);
  for (const role of kind.roles) {
    const people = holders(role.key);
    for (const other of role.mustDifferFrom) {
      const shared = holders(other).some((id) => people.includes(id));
      if (shared) {
        return refuse("invalid-input", `${role.title} must be somebody else than ${titleOf(kind, other)}.`);
      }
    }
  }
  return ok(null);
}

function titleOf(kind: Kind, key: string): string {
  return kind.roles.find((role) => role.key === key)?.title ?? key;
}
