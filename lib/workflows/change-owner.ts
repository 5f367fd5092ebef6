import type { PacketAccess } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { endPacketAccess } from "../auth/revoke.ts";
import type { Tx } from "../db/client.ts";
import { readSeats } from "../db/people-store.ts";
import { ok } from "../kernel/result.ts";
import { decideSeats, type Seat } from "../packet/seats.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { endOfLastSeat } from "./end-of-last-seat.ts";
import { onPacket } from "./on-packet.ts";
import { parseInput } from "./parse-input.ts";
import { changeOwnerSchema } from "./people.schema.ts";
import { recordBound } from "./record-bound.ts";

interface Change {
  readonly packetId: string;
  readonly role: "artifact-owner" | "release-owner";
  readonly accountId: string | null;
}

/** Names another artifact owner or release owner, within what the kind keeps apart. Input: `changeOwnerSchema`. */
export async function changeOwner(actor: Actor, input: unknown): Promise<Outcome<{ packetId: string }>> {
  const parsed = parseInput(changeOwnerSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId } = parsed.value;
  return onPacket(actor, { packetId, action: "packet.manage-members" }, (tx, access) =>
    change(tx, access, parsed.value),
  );
}

async function change(
  tx: Tx,
  access: PacketAccess,
  { packetId, role, accountId }: Change,
): Promise<Outcome<{ packetId: string }>> {
  const before = role === "artifact-owner" ? access.packet.artifactOwnerId : access.packet.releaseOwnerId;
  if (before === accountId) return ok({ packetId });
  if (accountId === null && role === "artifact-owner")
    return refuse("invalid-input", "A packet has an artifact owner.");
  const others = (await readSeats(tx, access.packet)).filter((seat) => seat.role !== role);
  const seats: readonly Seat[] = accountId === null ? others : [...others, { accountId, role }];
  const decided = decideSeats(access.kind, seats);
  if (!decided.ok) return decided;
  const account = accountId === null ? null : await tx.account.findUnique({ where: { id: accountId } });
  if (accountId !== null && account?.status !== "active") {
    return refuse("invalid-input", "There is no such active account.");
  }
  await tx.packet.update({
    where: { id: packetId },
    data:
      role === "release-owner"
        ? { releaseOwnerId: accountId }
        : { artifactOwnerId: accountId ?? access.packet.artifactOwnerId },
  });
  if (before !== null) {
    await endOfLastSeat(tx, access, seats, before);
    await endPacketAccess(tx, { packetId, accountId: before });
  }
  await recordBound(tx, {
    actor: access.actor,
    packetId,
    annexId: null,
    reason: `The ${role.replaceAll("-", " ")} is now ${account?.name ?? "nobody"}.`,
    type: "member changed",
    text: { role, from: before, to: accountId },
  });
  return ok({ packetId });
}
