// What authority is read from, and the locks under which it is read. The order is fixed: account, lane, delegations,
// members, then the packet. Document heads and the ledger head come after, in the caller.

import { releaseStatementSchema } from "../manifest/statement.schema.ts";
import { databaseNow, type Tx } from "./client.ts";
import { Prisma } from "./generated/client.ts";

/** `act`: the packet row FOR UPDATE. `edit`: everything FOR SHARE, for writers that lock a document head. */
export type LockMode = "none" | "edit" | "act" | "authority";

export type PacketRow = Prisma.PacketGetPayload<object>;
export type LaneRow = Prisma.LaneGetPayload<object>;
export type LaneVersionRow = Prisma.LaneVersionGetPayload<object>;

/** An account as authority needs it. */
export interface AccountStanding {
  readonly status: string;
  readonly sessionVersion: number;
  readonly roles: readonly string[];
}

/** The account's standing now, or null; held FOR SHARE where the transaction acts, so that no suspension overtakes it. */
export async function accountStanding(
  tx: Tx,
  accountId: string,
  hold: boolean,
): Promise<AccountStanding | null> {
  if (hold) await tx.$queryRaw`SELECT 1 FROM "accounts" WHERE "id" = ${accountId}::uuid FOR SHARE`;
  const account = await tx.account.findUnique({
    where: { id: accountId },
    select: { status: true, sessionVersion: true, roles: { select: { role: true } } },
  });
  return account && { ...account, roles: account.roles.map((row) => row.role) };
}

/** The packet with the locks of `mode` taken, or null where there is none. */
export async function lockedPacket(
  tx: Tx,
  packetId: string,
  accountId: string,
  mode: LockMode,
): Promise<PacketRow | null> {
  if (mode === "none") return tx.packet.findUnique({ where: { id: packetId } });
  const before = await tx.packet.findUnique({ where: { id: packetId }, select: { laneId: true } });
  if (before === null) return null;
  if (before.laneId !== null) await shareLane(tx, before.laneId);
  await lockStandings(tx, packetId, accountId, mode);
  await tx.$queryRaw`SELECT 1 FROM "packets" WHERE "id" = ${packetId}::uuid ${strength(mode === "edit" ? "SHARE" : "UPDATE")}`;
  const packet = await tx.packet.findUnique({ where: { id: packetId } });
  // The lane was exchanged while this transaction waited. Its row is taken late, which PostgreSQL resolves at worst
  // by ending one of two transactions; going on without it would let the lane move under an approval.
  if (packet?.laneId && packet.laneId !== before.laneId) await shareLane(tx, packet.laneId);
  return packet;
}

async function shareLane(tx: Tx, laneId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "lanes" WHERE "id" = ${laneId}::uuid FOR SHARE`;
}

/** The actor's own rows FOR SHARE; for whoever writes such rows, all of the packet's FOR UPDATE. */
async function lockStandings(tx: Tx, packetId: string, accountId: string, mode: LockMode): Promise<void> {
  if (mode === "authority") {
    await tx.$queryRaw`SELECT 1 FROM "delegations" WHERE "packetId" = ${packetId}::uuid ORDER BY "id" FOR UPDATE`;
    await tx.$queryRaw`SELECT 1 FROM "members" WHERE "packetId" = ${packetId}::uuid ORDER BY "id" FOR UPDATE`;
    return;
  }
  await tx.$queryRaw`
    SELECT 1 FROM "delegations" WHERE "packetId" = ${packetId}::uuid AND "toId" = ${accountId}::uuid
    ORDER BY "id" FOR SHARE`;
  await tx.$queryRaw`
    SELECT 1 FROM "members" WHERE "packetId" = ${packetId}::uuid AND "accountId" = ${accountId}::uuid
    ORDER BY "id" FOR SHARE`;
}

function strength(word: "SHARE" | "UPDATE"): Prisma.Sql {
  return word === "SHARE" ? Prisma.sql`FOR SHARE` : Prisma.sql`FOR UPDATE`;
}

/** Everything that makes somebody something in a packet, as it stands now. */
export interface Standing {
  readonly now: Date;
  readonly memberships: readonly { readonly role: string; readonly kindRole: string | null }[];
  readonly delegations: readonly { readonly fromId: string; readonly act: string }[];
  readonly annexes: readonly {
    readonly id: string;
    readonly ownerId: string;
    readonly liftedBy: string;
    readonly declassifiedAt: Date | null;
  }[];
  /** Annexes with a clearance of the account that has not ended. */
  readonly clearedAnnexIds: readonly string[];
}

/** Reads the standing of one account in one packet. After the locks, so that it is what was committed before them. */
export async function standingIn(tx: Tx, packetId: string, accountId: string): Promise<Standing> {
  const now = await databaseNow(tx);
  const members = await tx.member.findMany({
    where: { packetId, accountId, endedAt: null },
    select: { role: true, kindRole: true },
  });
  const delegations = await tx.delegation.findMany({
    where: { packetId, toId: accountId, revokedAt: null, notBefore: { lte: now }, notAfter: { gt: now } },
    select: { fromId: true, act: true },
    orderBy: { id: "asc" },
  });
  const annexes = await tx.annex.findMany({
    where: { packetId },
    select: { id: true, ownerId: true, liftedBy: true, declassifiedAt: true },
  });
  const clearances =
    annexes.length === 0
      ? []
      : await tx.clearance.findMany({
          where: { accountId, endedAt: null, annexId: { in: annexes.map((annex) => annex.id) } },
          select: { annexId: true },
        });
  return {
    now,
    memberships: members,
    delegations,
    annexes,
    clearedAnnexIds: clearances.map((row) => row.annexId),
  };
}

/** Which of these accounts hold the membership role in the packet now. */
export async function holdersOf(tx: Tx, packetId: string, role: string): Promise<ReadonlySet<string>> {
  const rows = await tx.member.findMany({
    where: { packetId, role, endedAt: null },
    select: { accountId: true },
  });
  return new Set(rows.map((row) => row.accountId));
}

/** An objection's scope and raiser, or null where the packet has none of that id. */
export function objectionOf(
  tx: Tx,
  packetId: string,
  objectionId: string,
): Promise<{ annexId: string | null; raisedById: string } | null> {
  return tx.objection.findFirst({
    where: { id: objectionId, packetId },
    select: { annexId: true, raisedById: true },
  });
}

/** A lane with its current rules, or null; FOR UPDATE where it is about to change. */
export async function laneWithRules(
  tx: Tx,
  laneId: string,
  lock: boolean,
): Promise<{ lane: LaneRow; rules: LaneVersionRow } | null> {
  if (lock) await tx.$queryRaw`SELECT 1 FROM "lanes" WHERE "id" = ${laneId}::uuid FOR UPDATE`;
  const lane = await tx.lane.findUnique({ where: { id: laneId } });
  if (lane === null) return null;
  const rules = await tx.laneVersion.findUnique({
    where: { laneId_version: { laneId, version: lane.version } },
  });
  return rules && { lane, rules };
}

/** The version of the lane that a manifest binds, or null where it binds none. */
export async function laneVersionOf(tx: Tx, manifestId: string): Promise<LaneVersionRow | null> {
  const manifest = await tx.manifest.findUnique({ where: { id: manifestId }, select: { bytes: true } });
  if (manifest === null) return null;
  const json: unknown = JSON.parse(new TextDecoder().decode(manifest.bytes));
  const statement = releaseStatementSchema.parse(json);
  const bound = statement.predicate.lane;
  if (bound === null) return null;
  return tx.laneVersion.findUnique({
    where: { laneId_version: { laneId: bound.id, version: bound.version } },
  });
}

/** Which of these accounts are active now. */
export async function activeAmong(tx: Tx, accountIds: readonly string[]): Promise<ReadonlySet<string>> {
  const active = await tx.account.findMany({
    where: { id: { in: [...accountIds] }, status: "active" },
    select: { id: true },
  });
  return new Set(active.map((account) => account.id));
}
