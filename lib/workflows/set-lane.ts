import type { Actor } from "../auth/actor.ts";
import { ok } from "../kernel/result.ts";
import { decideWindow } from "../lanes/rules.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { onPacket } from "./on-packet.ts";
import { parseInput } from "./parse-input.ts";
import { setLaneSchema } from "./people.schema.ts";
import { recordBound } from "./record-bound.ts";

/** Chooses the lane of a packet and how many hours a release to it stays open. Input: `setLaneSchema`. */
export async function setLane(actor: Actor, input: unknown): Promise<Outcome<{ packetId: string }>> {
  const parsed = parseInput(setLaneSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId, laneId, windowHours } = parsed.value;
  return onPacket(actor, { packetId, action: "packet.set-lane" }, async (tx, access) => {
    const { packet, kind } = access;
    if (packet.laneId === laneId && packet.windowHours === windowHours) return ok({ packetId });
    const lane = laneId === null ? null : await tx.lane.findUnique({ where: { id: laneId } });
    if (laneId !== null && !lane) return refuse("invalid-input", "There is no such lane.");
    const rules = lane
      ? await tx.laneVersion.findUniqueOrThrow({
          where: { laneId_version: { laneId: lane.id, version: lane.version } },
        })
      : null;
    const window = decideWindow(
      windowHours,
      kind.lane?.maxWindowHours ?? null,
      rules?.maxWindowHours ?? null,
    );
    if (!window.ok) return window;
    await tx.packet.update({ where: { id: packetId }, data: { laneId, windowHours } });
    await recordBound(tx, {
      actor,
      packetId,
      annexId: null,
      reason:
        packet.laneId === laneId
          ? `The window is now ${windowHours} hours.`
          : `The lane is now ${rules ? `“${rules.title}”` : "not chosen"}.`,
      type: "lane changed",
      text: { lane: laneId, windowHours },
    });
    return ok({ packetId });
  });
}
