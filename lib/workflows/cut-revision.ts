import type { PacketAccess } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import type { Tx } from "../db/client.ts";
import { runsOverRevision } from "../flow/flow.ts";
import type { Outcome } from "../refusals/refusal.ts";
import { wholePacketSchema } from "./approval.schema.ts";
import { type CutOutcome, cutInside } from "./cut-inside.ts";
import { beginRun } from "./flow/begin-run.ts";
import { onPacket } from "./on-packet.ts";
import { parseInput } from "./parse-input.ts";

/**
 * Cuts the packet as it is committed into an immutable revision and makes it the head. Where nothing moved since
 * the head was cut, the head is returned and nothing is written. Of a kind that releases, a new revision begins a new
 * run of the flow. Input: `wholePacketSchema`.
 */
export async function cutRevision(actor: Actor, input: unknown): Promise<Outcome<CutOutcome>> {
  const parsed = parseInput(wholePacketSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId } = parsed.value;
  return onPacket(actor, { packetId, action: "revision.cut" }, cut);
}

async function cut(tx: Tx, access: PacketAccess): Promise<Outcome<CutOutcome>> {
  const done = await cutInside(tx, access);
  if (done.ok && done.value.made && runsOverRevision(access.kind)) {
    await beginRun(tx, access, { id: done.value.revisionId, digest: done.value.digest });
  }
  return done;
}
