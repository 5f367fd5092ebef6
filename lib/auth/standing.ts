// What an account is to a packet, a lane and a place in them, worked out of the rows that were read under lock.

import {
  accountStanding,
  activeAmong,
  holdersOf,
  laneVersionOf,
  laneWithRules,
  objectionOf,
  type PacketRow,
  type Standing,
} from "../db/access-store.ts";
import type { Tx } from "../db/client.ts";
import { readContributions } from "../db/contribution-store.ts";
import type { StoredRelease } from "../db/release-store.ts";
import { isUuid } from "../kernel/ids.ts";
import type { Kind } from "../kinds/kind.schema.ts";
import { type HeldRoles, holdsKindRole, kindRolesOf, seatRoleOf } from "../packet/seats.ts";
import { type Actor, WORKSPACE_ROLES, type WorkspaceRole } from "./actor.ts";
import type { PolicyRow } from "./policy.ts";
import {
  type DelegatedAct,
  type LaneRole,
  PACKET_ROLES,
  PACKET_STATES,
  type PacketRole,
  type PacketState,
  type Relation,
} from "./roles.ts";

/** The actor's workspace roles now, or null where the account is suspended or its sessions were revoked. */
export async function confirmActor(
  tx: Tx,
  actor: Actor,
  hold: boolean,
): Promise<ReadonlySet<WorkspaceRole> | null> {
  const account = isUuid(actor.id) ? await accountStanding(tx, actor.id, hold) : null;
  if (account?.status !== "active" || account.sessionVersion !== actor.sessionVersion) return null;
  return new Set(WORKSPACE_ROLES.filter((role) => account.roles.includes(role)));
}

/** Where in the packet somebody acts. `annex` null is the body. */
export interface Place {
  readonly annex: Standing["annexes"][number] | null;
  readonly raisedById: string | null;
}

/** The scope that is acted in, or null where the annex or objection is not of this packet. */
export async function placeOf(
  tx: Tx,
  packetId: string,
  standing: Standing,
  at: { readonly annexId?: string | null | undefined; readonly objectionId?: string | undefined },
): Promise<Place | null> {
  let annexId = at.annexId ?? null;
  let raisedById: string | null = null;
  if (at.objectionId !== undefined) {
    const objection = isUuid(at.objectionId) ? await objectionOf(tx, packetId, at.objectionId) : null;
    if (objection === null || (at.annexId !== undefined && at.annexId !== objection.annexId)) return null;
    annexId = objection.annexId;
    raisedById = objection.raisedById;
  }
  if (annexId === null) return { annex: null, raisedById };
  const annex = standing.annexes.find((one) => one.id === annexId);
  return annex === undefined ? null : { annex, raisedById };
}

/** A right that somebody lends. */
export interface Lent {
  readonly fromId: string;
  readonly act: DelegatedAct;
}

/** Delegations whose giver still holds what they lend. */
export async function lentRights(
  tx: Tx,
  packet: PacketRow,
  standing: Standing,
  raisedById: string | null,
): Promise<readonly Lent[]> {
  if (standing.delegations.length === 0) return [];
  const signers = await holdersOf(tx, packet.id, "required-signer");
  const lenders = await activeAmong(
    tx,
    standing.delegations.map(({ fromId }) => fromId),
  );
  return standing.delegations.flatMap(({ fromId, act }): Lent[] => {
    // Whoever may not act lends nothing; only the objections of somebody who left pass on.
    if (act !== "resolve" && !lenders.has(fromId)) return [];
    if (act === "approve") return fromId === packet.releaseOwnerId ? [{ fromId, act }] : [];
    if (act === "sign") return signers.has(fromId) ? [{ fromId, act }] : [];
    return act === "resolve" && fromId === raisedById ? [{ fromId, act }] : [];
  });
}

/** What the account is in the packet: owner, member, and what is lent to it. */
export function rolesIn(
  packet: PacketRow,
  accountId: string,
  standing: Standing,
  lent: readonly Lent[],
): ReadonlySet<PacketRole> {
  const roles = new Set<PacketRole>();
  if (packet.artifactOwnerId === accountId) roles.add("artifact-owner");
  if (packet.releaseOwnerId === accountId) roles.add("release-owner");
  for (const role of PACKET_ROLES)
    if (standing.memberships.some((membership) => membership.role === role)) roles.add(role);
  if (lent.some((one) => one.act !== "resolve")) roles.add("delegate");
  return roles;
}

/** Every role of the kind that the account holds itself: through what it owns, and through each membership. */
export function kindRolesIn(
  kind: Kind,
  packet: PacketRow,
  accountId: string,
  standing: Standing,
): ReadonlySet<string> {
  return kindRolesOf(kind, [
    ...(packet.artifactOwnerId === accountId ? [{ role: "artifact-owner" }] : []),
    ...(packet.releaseOwnerId === accountId ? [{ role: "release-owner" }] : []),
    ...standing.memberships,
  ]);
}

/** A clearance counts only while its holder is somebody in the packet. */
export function cleared(
  standing: Standing,
  accountId: string,
  roles: ReadonlySet<PacketRole>,
): ReadonlySet<string> {
  if (roles.size === 0) return new Set();
  const open = standing.annexes.filter(
    (annex) =>
      annex.ownerId === accountId ||
      annex.declassifiedAt !== null ||
      standing.clearedAnnexIds.includes(annex.id),
  );
  return new Set(open.map((annex) => annex.id));
}

/** What the account is to the very thing that it acts on. */
export function relationsOf(place: Place, accountId: string): ReadonlySet<Relation> {
  const relations = new Set<Relation>();
  if (place.raisedById === accountId) relations.add("raiser");
  if (place.annex?.ownerId === accountId) relations.add("annex-owner");
  return relations;
}

/**
 * The packet role through which somebody holds what the kind or the annex names for an action whose row asks for
 * one; null where they do not hold it.
 */
export function namedRole(row: PolicyRow, kind: Kind, place: Place, held: HeldRoles): string | null {
  const named =
    row.named === "residual-acceptor"
      ? kind.objections.residualAcceptedBy
      : row.named === "annex-lifter"
        ? (place.annex?.liftedBy ?? null)
        : null;
  return named !== null && holdsKindRole(kind, held, named) ? seatRoleOf(kind, named) : null;
}

/** Whether the account has an edit, register row, trace link or accepted suggestion in the packet. */
export async function hasContributed(tx: Tx, packetId: string, accountId: string): Promise<boolean> {
  const hands = await readContributions(tx, packetId);
  return hands.some((hand) => hand.accountId === accountId);
}

/** What the account is to the lane of a release: a recipient of its manifest who still is one. */
export async function laneStanding(
  tx: Tx,
  release: StoredRelease,
  accountId: string,
): Promise<{ roles: ReadonlySet<LaneRole>; exportAllowed: boolean }> {
  const current = await laneWithRules(tx, release.laneId, false);
  const bound = await laneVersionOf(tx, release.manifestId);
  const reads =
    current?.rules.recipientIds.includes(accountId) === true &&
    bound?.recipientIds.includes(accountId) === true;
  return {
    roles: new Set<LaneRole>(reads ? ["recipient"] : []),
    exportAllowed: current?.rules.exportPolicy === "bundle" && bound?.exportPolicy === "bundle",
  };
}

/** The state as the table knows it. */
export function packetState(state: string): PacketState {
  const known = PACKET_STATES.find((one) => one === state);
  // A state that this version does not know is treated as the one in which least may be done.
  return known ?? "closed";
}
