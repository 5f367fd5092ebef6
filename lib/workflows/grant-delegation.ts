import type { PacketAccess } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import type { Tx } from "../db/client.ts";
import { record } from "../db/ledger-store.ts";
import { readSeats } from "../db/people-store.ts";
import { ok } from "../kernel/result.ts";
import { decideDelegation } from "../packet/delegation.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { onPacket } from "./on-packet.ts";
import { parseInput } from "./parse-input.ts";
import { grantDelegationSchema, revokeDelegationSchema } from "./people.schema.ts";

/**
 * Lends an act to a member of the packet, recorded and bounded in time. What a manifest binds does not change by
 * it: whoever stands in is named when they sign. Input: `grantDelegationSchema`.
 */
export async function grantDelegation(
  actor: Actor,
  input: unknown,
): Promise<Outcome<{ delegationId: string }>> {
  const parsed = parseInput(grantDelegationSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId } = parsed.value;
  return onPacket(actor, { packetId, action: "delegation.grant" }, (tx, access) =>
    grant(tx, access, parsed.value),
  );
}

async function grant(
  tx: Tx,
  access: PacketAccess,
  input: ReturnType<typeof grantDelegationSchema.parse>,
): Promise<Outcome<{ delegationId: string }>> {
  const { id, packetId, fromId, toId, act } = input;
  const first = await tx.delegation.findUnique({ where: { id } });
  if (first) {
    const same = first.packetId === packetId && first.fromId === fromId && first.toId === toId;
    return same ? ok({ delegationId: id }) : refuse("duplicate");
  }
  const notAfter = new Date(input.notAfter);
  const decided = decideDelegation({
    kind: access.kind,
    seats: await readSeats(tx, access.packet),
    byId: access.actor.id,
    fromId,
    toId,
    act,
    notAfter,
    now: access.now,
  });
  if (!decided.ok) return decided;
  await tx.delegation.create({
    data: { id, packetId, fromId, toId, act, notBefore: access.now, notAfter },
  });
  await record(tx, {
    type: "delegation changed",
    actor: access.actor,
    packetId,
    text: { granted: id, from: fromId, to: toId, act, notAfter: notAfter.toISOString() },
  });
  return ok({ delegationId: id });
}

/** Ends a delegation: its lender does it, or the artifact owner. Input: `revokeDelegationSchema`. */
export async function revokeDelegation(
  actor: Actor,
  input: unknown,
): Promise<Outcome<{ delegationId: string }>> {
  const parsed = parseInput(revokeDelegationSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId, delegationId } = parsed.value;
  return onPacket(actor, { packetId, action: "delegation.revoke" }, async (tx, access) => {
    const row = await tx.delegation.findUnique({ where: { id: delegationId } });
    const mayEnd = row?.fromId === actor.id || access.roles.has("artifact-owner");
    if (row?.packetId !== packetId || !mayEnd) return refuse("not-found");
    if (row.revokedAt) return ok({ delegationId });
    await tx.delegation.update({ where: { id: delegationId }, data: { revokedAt: access.now } });
    await record(tx, {
      type: "delegation changed",
      actor,
      packetId,
      text: { revoked: delegationId, from: row.fromId, to: row.toId, act: row.act },
    });
    return ok({ delegationId });
  });
}
