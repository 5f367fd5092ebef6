import { accessLane, type LaneAccess } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import type { Tx } from "../db/client.ts";
import { record } from "../db/ledger-store.ts";
import { bumpState } from "../db/packet-store.ts";
import { ok } from "../kernel/result.ts";
import { decideLaneRules, type LaneRules, sameLaneRules } from "../lanes/rules.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { addLaneVersion, allActive, rulesDigest, type WrittenLane } from "./create-lane.ts";
import { changeLaneSchema } from "./lane.schema.ts";
import { once } from "./on-packet.ts";
import { parseInput } from "./parse-input.ts";

/**
 * Writes new rules of a lane: its owner does. Every packet that would go to the lane moves with it, so that what is
 * pending for it goes on hold; what is released stays with those who were and still are recipients.
 * Input: `changeLaneSchema`.
 */
export async function changeLane(actor: Actor, input: unknown): Promise<Outcome<WrittenLane>> {
  const parsed = parseInput(changeLaneSchema, input);
  if (!parsed.ok) return parsed;
  const { laneId, version, ...given } = parsed.value;
  return once(async (tx) => {
    const access = await accessLane(tx, actor, laneId, "lane.change");
    if (!access.ok) return access;
    const rules = decideLaneRules(given);
    if (!rules.ok) return rules;
    return change(tx, actor, access.value, version, rules.value);
  });
}

async function change(
  tx: Tx,
  actor: Actor,
  access: LaneAccess,
  seen: number,
  rules: LaneRules,
): Promise<Outcome<WrittenLane>> {
  const { lane, now } = access;
  const laneId = lane.id;
  const current = await tx.laneVersion.findUniqueOrThrow({
    where: { laneId_version: { laneId, version: lane.version } },
  });
  const exportPolicy = current.exportPolicy === "bundle" ? "bundle" : "none";
  const methods = (["passkey", "password"] as const).filter((method) => current.methods.includes(method));
  if (sameLaneRules({ ...current, exportPolicy, methods }, rules))
    return ok({ laneId, version: lane.version });
  if (seen !== lane.version) return refuse("stale-state");
  const added = rules.recipientIds.filter((id) => !current.recipientIds.includes(id));
  if (!(await allActive(tx, added)))
    return refuse("invalid-input", "Somebody named here has no active account.");
  const version = lane.version + 1;
  await addLaneVersion(tx, { laneId, version, changedById: actor.id, at: now }, rules);
  await tx.lane.update({ where: { id: laneId }, data: { version } });
  await movePackets(tx, laneId, rules.title);
  await record(tx, {
    type: "lane changed",
    actor,
    subjects: { rules: rulesDigest(rules) },
    text: { lane: lane.key, version, title: rules.title },
  });
  return ok({ laneId, version });
}

// In order of id, after the lane: the order in which every transaction takes these rows.
async function movePackets(tx: Tx, laneId: string, title: string): Promise<void> {
  const packets = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id"::text AS "id" FROM "packets"
    WHERE "laneId" = ${laneId}::uuid AND "state" IN ('drafting', 'frozen') ORDER BY "id" FOR UPDATE`;
  for (const packet of packets) await bumpState(tx, packet.id, `The rules of the lane “${title}” changed.`);
}
