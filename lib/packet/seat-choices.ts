import type { Kind } from "../kinds/kind.schema.ts";
import { MEMBER_ROLES, type MemberRole, type SeatRole, seatRoleOf } from "./seats.ts";

/** A role that somebody can be given in a packet of a kind, and what it lets them do. */
export interface SeatChoice {
  /** `<seat>`, or `<seat>/<kind role>` where several roles of the kind are held through one seat. */
  readonly value: string;
  readonly label: string;
}

const RIGHTS: Readonly<Record<MemberRole, string>> = {
  author: "writes and brings evidence",
  reviewer: "objects and remarks",
  "required-signer": "signs before the release owner",
  observer: "reads",
};
const WORDS: Readonly<Record<MemberRole, string>> = {
  author: "Author",
  reviewer: "Reviewer",
  "required-signer": "Required signer",
  observer: "Observer",
};

/** Every membership that a packet of this kind knows, in the kind's own words, in the kind's order. */
export function seatChoices(kind: Kind): readonly SeatChoice[] {
  const roles = kind.roles.map((role) => ({ ...role, seat: seatRoleOf(kind, role.key) }));
  const choices = roles.flatMap(({ key, title, seat }) => {
    const right = rightOf(seat);
    if (right === null) return [];
    const shared = roles.filter((other) => other.seat === seat).length > 1;
    return [{ value: shared ? `${seat}/${key}` : seat, label: `${title}: ${right}` }];
  });
  const missing = MEMBER_ROLES.filter((seat) => !roles.some((role) => role.seat === seat));
  return [...choices, ...missing.map((seat) => ({ value: seat, label: `${WORDS[seat]}: ${RIGHTS[seat]}` }))];
}

function rightOf(seat: SeatRole): string | null {
  return seat === "artifact-owner" || seat === "release-owner" ? null : RIGHTS[seat];
}

/** The owners' titles in the kind's words; `release` null where no role of the kind is held through that seat. */
export function ownerTitles(kind: Kind): { readonly artifact: string; readonly release: string | null } {
  const titled = (seat: SeatRole) => kind.roles.find((role) => seatRoleOf(kind, role.key) === seat)?.title;
  return {
    artifact: titled("artifact-owner") ?? "Artifact owner",
    release: titled("release-owner") ?? null,
  };
}

/** A choice's value as the membership that it stands for. */
export function membershipOf(value: string): { readonly role: string; readonly kindRole: string | null } {
  const [role = "", kindRole] = value.split("/");
  return { role, kindRole: kindRole ?? null };
}
