// The one way from an actor to a thing: authority read and decided in the transaction that acts, under its locks.
// Missing and forbidden leave by the same return. Rules (docs/spec/authority.md): AU1-AU9.

import {
  type LaneRow,
  type LaneVersionRow,
  type LockMode,
  laneWithRules,
  lockedPacket,
  type PacketRow,
  standingIn,
} from "../db/access-store.ts";
import { databaseNow, type Tx } from "../db/client.ts";
import { kindByDigest } from "../db/kind-store.ts";
import { releaseById, type StoredRelease } from "../db/release-store.ts";
import { isUuid } from "../kernel/ids.ts";
import { ok } from "../kernel/result.ts";
import type { Kind } from "../kinds/kind.schema.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import type { Actor } from "./actor.ts";
import {
  ACTIONS,
  type Action,
  decide,
  OUTSIDER,
  PLAIN_BODY,
  type PolicyRow,
  type Subject,
} from "./policy.ts";
import type { DelegatedAct, LaneRole, PacketRole } from "./roles.ts";
import {
  cleared,
  confirmActor,
  hasContributed,
  kindRolesIn,
  type Lent,
  laneStanding,
  lentRights,
  namedRole,
  packetState,
  placeOf,
  relationsOf,
  rolesIn,
} from "./standing.ts";

/** The place in the packet that is acted on. An objection brings its own scope. */
export interface AccessAt {
  readonly annexId?: string | null | undefined;
  readonly objectionId?: string | undefined;
  /** Default: the locks that the action's row asks for. `edit` is for writers that lock a document head. */
  readonly lock?: boolean | "edit" | undefined;
}

/** What an allowed actor is in the packet, as read under the locks. */
export interface PacketAccess {
  readonly actor: Actor;
  readonly packet: PacketRow;
  readonly kind: Kind;
  readonly roles: ReadonlySet<PacketRole>;
  /** Every role of the kind that the actor holds, as their memberships are narrowed. */
  readonly kindRoles: ReadonlySet<string>;
  /** Rights of others that the actor may use now. */
  readonly lent: readonly Lent[];
  /** Annexes that the actor may read: cleared, owned or declassified. */
  readonly clearedAnnexIds: ReadonlySet<string>;
  /** The database's time, after the locks. */
  readonly now: Date;
  /** In whose stead, where the right is lent. */
  readonly onBehalfOf?: { readonly accountId: string; readonly act: DelegatedAct } | undefined;
}

/** Whether the actor may do `action` in this packet, with the locks that it needs held until the transaction ends. */
export async function accessPacket(
  tx: Tx,
  actor: Actor,
  packetId: string,
  action: Action,
  at: AccessAt = {},
): Promise<Outcome<PacketAccess>> {
  const row: PolicyRow = ACTIONS[action];
  const mode = lockMode(row, at.lock);
  const workspaceRoles = await confirmActor(tx, actor, mode !== "none");
  if (workspaceRoles === null) return refuse("signed-out");
  if (!isUuid(packetId)) return refuse("not-found");
  const packet = await lockedPacket(tx, packetId, actor.id, mode);
  if (packet === null) return refuse("not-found");
  const standing = await standingIn(tx, packetId, actor.id);
  const place = await placeOf(tx, packetId, standing, at);
  if (place === null) return refuse("not-found");
  const kind = await kindByDigest(tx, packet.kindDigest);
  const lent = await lentRights(tx, packet, standing, place.raisedById);
  const roles = rolesIn(packet, actor.id, standing, lent);
  const kindRoles = kindRolesIn(kind, packet, actor.id, standing);
  const clearedAnnexIds = cleared(standing, actor.id, roles);
  const subject: Subject = {
    ...OUTSIDER,
    workspaceRoles,
    packetRoles: roles,
    relations: relationsOf(place, actor.id),
    delegatedActs: new Set(lent.map((delegation) => delegation.act)),
    cleared: place.annex !== null && clearedAnnexIds.has(place.annex.id),
    contributed: row.contributors !== "any" && (await hasContributed(tx, packetId, actor.id)),
  };
  const decision = decide(subject, action, {
    packetState: packetState(packet.state),
    scope: place.annex === null ? "body" : "annex",
    namedRole: namedRole(row, kind, place, { roles, kindRoles }),
    approverMayContribute: kind.approval.approverMayContribute,
    signersMayContribute: kind.approval.signersMayContribute,
  });
  if (!decision.allowed) return refuse(decision.code);
  const lender = decision.as === "delegate" ? lent.find((one) => row.delegate.includes(one.act)) : undefined;
  return ok({
    actor,
    packet,
    kind,
    roles,
    kindRoles,
    lent,
    clearedAnnexIds,
    now: standing.now,
    onBehalfOf: lender && { accountId: lender.fromId, act: lender.act },
  });
}

/** Refuses, as for what does not exist, whoever holds none of the roles that a hold or register names. */
export function requireRole(access: PacketAccess, roles: readonly string[]): Outcome<PacketAccess> {
  return roles.some((role) => access.roles.has(role as PacketRole)) ? ok(access) : refuse("not-found");
}

/** Whether the actor may do something that belongs to no packet. */
export async function accessWorkspace(
  tx: Tx,
  actor: Actor,
  action: Action,
): Promise<Outcome<{ readonly actor: Actor; readonly now: Date }>> {
  const workspaceRoles = await confirmActor(tx, actor, ACTIONS[action].acts);
  if (workspaceRoles === null) return refuse("signed-out");
  const decision = decide({ ...OUTSIDER, workspaceRoles }, action, { ...PLAIN_BODY, packetState: null });
  return decision.allowed ? ok({ actor, now: await databaseNow(tx) }) : refuse(decision.code);
}

/** What an allowed actor is to a lane. */
export interface LaneAccess {
  readonly actor: Actor;
  readonly lane: LaneRow;
  /** The current version of its rules. */
  readonly rules: LaneVersionRow;
  readonly now: Date;
}

/** Whether the actor may do `action` to this lane; its row is held FOR UPDATE where the action writes. */
export async function accessLane(
  tx: Tx,
  actor: Actor,
  laneId: string,
  action: Action,
): Promise<Outcome<LaneAccess>> {
  const { acts } = ACTIONS[action];
  const workspaceRoles = await confirmActor(tx, actor, acts);
  if (workspaceRoles === null) return refuse("signed-out");
  if (!isUuid(laneId)) return refuse("not-found");
  const found = await laneWithRules(tx, laneId, acts);
  if (found === null) return refuse("not-found");
  const laneRoles = new Set<LaneRole>();
  if (found.lane.ownerId === actor.id) laneRoles.add("lane-owner");
  if (found.rules.recipientIds.includes(actor.id)) laneRoles.add("recipient");
  const subject = { ...OUTSIDER, workspaceRoles, laneRoles };
  const decision = decide(subject, action, { ...PLAIN_BODY, packetState: null });
  return decision.allowed ? ok({ actor, ...found, now: await databaseNow(tx) }) : refuse(decision.code);
}

/** What an allowed actor is to a release. `through` is the right by which they read. */
export interface ReleaseAccess {
  readonly actor: Actor;
  readonly release: StoredRelease;
  readonly packet: PacketRow;
  readonly roles: ReadonlySet<PacketRole>;
  readonly through: "packet" | "lane" | "auditor";
  readonly exportAllowed: boolean;
  readonly now: Date;
}

/**
 * Whether the actor may do `action` to this release. A lane's reader must be a recipient of the manifest who still
 * is one, and reads only while the release is open and inside its window; members and auditors read its record on.
 */
export async function accessRelease(
  tx: Tx,
  actor: Actor,
  releaseId: string,
  action: Action,
): Promise<Outcome<ReleaseAccess>> {
  const row: PolicyRow = ACTIONS[action];
  const workspaceRoles = await confirmActor(tx, actor, row.acts);
  if (workspaceRoles === null) return refuse("signed-out");
  if (!isUuid(releaseId)) return refuse("not-found");
  const found = await releaseById(tx, releaseId);
  if (found === null) return refuse("not-found");
  const packet = await lockedPacket(tx, found.packetId, actor.id, lockMode(row, undefined));
  if (packet === null) return refuse("not-found");
  const release = row.acts ? ((await releaseById(tx, releaseId)) ?? found) : found;
  const standing = await standingIn(tx, packet.id, actor.id);
  const roles = rolesIn(packet, actor.id, standing, await lentRights(tx, packet, standing, null));
  const lane = await laneStanding(tx, release, actor.id);
  const subject: Subject = { ...OUTSIDER, workspaceRoles, packetRoles: roles, laneRoles: lane.roles };
  const decision = decide(subject, action, { ...PLAIN_BODY, packetState: packetState(packet.state) });
  if (!decision.allowed) return refuse(decision.code);
  const through = row.packet.some((role) => roles.has(role))
    ? "packet"
    : row.workspace.includes("auditor") && workspaceRoles.has("auditor")
      ? "auditor"
      : "lane";
  const exportAllowed = through !== "lane" || lane.exportAllowed;
  if (through === "lane") {
    const shut = shutTo(release, standing.now);
    if (shut !== null) return refuse(shut);
    if (action === "release.export" && !exportAllowed) return refuse("not-found");
  }
  return ok({ actor, release, packet, roles, through, exportAllowed, now: standing.now });
}

function lockMode(row: PolicyRow, asked: AccessAt["lock"]): LockMode {
  if (asked === false || (asked === undefined && !row.acts)) return "none";
  if (asked === "edit") return "edit";
  return row.changesAuthority ? "authority" : "act";
}

/** Why a lane reads this release no more (or not yet), or null. The clock counts, not only the sweeper. */
function shutTo(release: StoredRelease, now: Date) {
  if (release.state === "withdrawn") return "release-withdrawn" as const;
  if (release.state === "superseded") return "release-superseded" as const;
  if (release.state !== "open" || now >= release.closesAt) return "release-closed" as const;
  return now < release.opensAt ? ("not-found" as const) : null;
}
