// What every write of a packet shares: its numbers, its state number, and the hold that a bound change puts on a
// pending manifest. The caller holds the packet row FOR UPDATE.

import { FaultError } from "../kernel/invariant.ts";
import { databaseNow, type Tx } from "./client.ts";
import { record } from "./ledger-store.ts";

/** What a bound change did: the packet's new state number, and the manifest that it put on hold, if any. */
export interface Bumped {
  readonly stateNumber: bigint;
  readonly heldManifestId: string | null;
}

/**
 * Raises the packet's state number. Every write of what a revision or manifest binds calls it in its own
 * transaction, after the write and just before its own `record`. A pending manifest goes on hold with the reason,
 * and *manifest held* is recorded. `reason` is one sentence that every member may read: nothing of an annex but
 * its number.
 */
export async function bumpState(tx: Tx, packetId: string, reason: string): Promise<Bumped> {
  const { stateNumber } = await tx.packet.update({
    where: { id: packetId },
    data: { stateNumber: { increment: 1 } },
    select: { stateNumber: true },
  });
  const pending = await tx.manifestState.findFirst({
    where: { packetId, state: "pending" },
    select: { manifestId: true },
  });
  if (!pending) return { stateNumber, heldManifestId: null };
  const held = await tx.manifestState.updateMany({
    where: { manifestId: pending.manifestId, state: "pending" },
    data: { state: "held", reason, changedAt: await databaseNow(tx) },
  });
  if (held.count !== 1) throw new FaultError("storage-unavailable", { cause: "the packet row was not held" });
  const manifest = await tx.manifest.findUniqueOrThrow({
    where: { id: pending.manifestId },
    select: { digest: true, number: true },
  });
  await record(tx, {
    type: "manifest held",
    actor: null,
    packetId,
    subjects: { manifest: manifest.digest.replace("sha256:", "") },
    text: { manifest: manifest.number, reason },
  });
  return { stateNumber, heldManifestId: pending.manifestId };
}

/** A sort of thing that people count: objections are O1, O2, … within their scope. */
export type NumberSeries = "annex" | "source" | "claim" | "objection" | "hold" | "row";

/**
 * The next number of a series, from 1. Each scope counts on its own, so that a gap in the body's numbers never
 * says how much an annex holds.
 */
export async function nextNumber(
  tx: Tx,
  packetId: string,
  series: NumberSeries,
  annexId: string | null = null,
): Promise<number> {
  const name = annexId === null ? series : `${series}/${annexId}`;
  const rows = await tx.$queryRaw<{ number: number }[]>`
    UPDATE "packets"
    SET "nextNumbers" = jsonb_set("nextNumbers", ARRAY[${name}],
      to_jsonb(COALESCE(("nextNumbers" ->> ${name})::int, 0) + 1))
    WHERE "id" = ${packetId}::uuid
    RETURNING ("nextNumbers" ->> ${name})::int AS "number"`;
  const number = rows[0]?.number;
  if (number === undefined) throw new FaultError("storage-unavailable", { cause: "no such packet" });
  return number;
}
