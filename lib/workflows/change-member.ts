import type { PacketAccess } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { endPacketAccess } from "../auth/revoke.ts";
import type { Tx } from "../db/client.ts";
import { readSeats } from "../db/people-store.ts";
import { ok } from "../kernel/result.ts";
import { decideSeats, type MemberRole, type Seat, seatTitle } from "../packet/seats.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { endOfLastSeat } from "./end-of-last-seat.ts";
import { onPacket } from "./on-packet.ts";
import { parseInput } from "./parse-input.ts";
import { changeMemberSchema } from "./people.schema.ts";
import { recordBound } from "./record-bound.ts";

interface Change {
  readonly packetId: string;
  readonly accountId: string;
  readonly role: MemberRole;
  readonly kindRole: string | null;
}

/** Gives somebody a role in the packet, or narrows it; doing it again changes nothing. Input: `changeMemberSchema`. */
export async function addMember(actor: Actor, input: unknown): Promise<Outcome<{ packetId: string }>> {
  const parsed = parseInput(changeMemberSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId } = parsed.value;
  return onPacket(actor, { packetId, action: "packet.manage-members" }, (tx, access) =>
    add(tx, access, parsed.value),
  );
}

async function add(tx: Tx, access: PacketAccess, change: Change): Promise<Outcome<{ packetId: string }>> {
  const { packetId, accountId, role, kindRole } = change;
  const seats = await readSeats(tx, access.packet);
  const seat: Seat = { accountId, role, kindRole };
  const held = seats.find((one) => one.accountId === accountId && one.role === role);
  if (held && (held.kindRole ?? null) === kindRole) return ok({ packetId });
  const decided = decideSeats(access.kind, [...seats.filter((one) => one !== held), seat]);
  if (!decided.ok) return decided;
  const account = await tx.account.findUnique({ where: { id: accountId } });
  if (account?.status !== "active") return refuse("invalid-input", "There is no such active account.");
  const since = access.now;
  await tx.member.upsert({
    where: { packetId_accountId_role: { packetId, accountId, role } },
    create: { packetId, accountId, role, kindRole, since },
    update: { kindRole, endedAt: null, since },
  });
  await recordBound(tx, {
    actor: access.actor,
    packetId,
    annexId: null,
    reason: `${account.name} became ${seatTitle(access.kind, role, kindRole)}.`,
    type: "member changed",
    text: { added: [kindRole === null ? { accountId, role } : { accountId, role, kindRole }] },
  });
  return ok({ packetId });
}

/**
 * Ends somebody's role. Where it was their last one, their clearances and delegations end with it, and their
 * sockets close. Input: `changeMemberSchema`.
 */
export async function endMember(actor: Actor, input: unknown): Promise<Outcome<{ packetId: string }>> {
  const parsed = parseInput(changeMemberSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId } = parsed.value;
  return onPacket(actor, { packetId, action: "packet.manage-members" }, (tx, access) =>
    end(tx, access, parsed.value),
  );
}

async function end(tx: Tx, access: PacketAccess, change: Change): Promise<Outcome<{ packetId: string }>> {
  const { packetId, accountId, role } = change;
  const ended = await tx.member.updateMany({
    where: { packetId, accountId, role, endedAt: null },
    data: { endedAt: access.now },
  });
  if (ended.count === 0) return refuse("not-found");
  const left = await endOfLastSeat(tx, access, await readSeats(tx, access.packet), accountId);
  await endPacketAccess(tx, { packetId, accountId });
  await recordBound(tx, {
    actor: access.actor,
    packetId,
    annexId: null,
    reason: `Somebody is no longer ${words(role)}.`,
    type: "member changed",
    text: { ended: [{ accountId, role }], left },
  });
  return ok({ packetId });
}

function words(role: string): string {
  return role.replaceAll("-", " ");
}
