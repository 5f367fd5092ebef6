import { accessWorkspace } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { databaseNow, type Tx } from "../db/client.ts";
import { record } from "../db/ledger-store.ts";
import { canonicalBytes } from "../kernel/canonical.ts";
import { digestOf } from "../kernel/digest.ts";
import { ok } from "../kernel/result.ts";
import { decideLaneRules, type LaneRules } from "../lanes/rules.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { createLaneSchema } from "./lane.schema.ts";
import { once } from "./on-packet.ts";
import { parseInput } from "./parse-input.ts";

/** A lane and the version of its rules. */
export interface WrittenLane {
  readonly laneId: string;
  readonly version: number;
}

/** Makes a lane with its first rules. Input: `createLaneSchema`. */
export async function createLane(actor: Actor, input: unknown): Promise<Outcome<WrittenLane>> {
  const parsed = parseInput(createLaneSchema, input);
  if (!parsed.ok) return parsed;
  const { id, key, ownerId, ...given } = parsed.value;
  return once(async (tx) => {
    const access = await accessWorkspace(tx, actor, "lane.create");
    if (!access.ok) return access;
    const first = await tx.lane.findUnique({ where: { id } });
    if (first) return first.key === key ? ok({ laneId: id, version: 1 }) : refuse("duplicate");
    const rules = decideLaneRules(given);
    if (!rules.ok) return rules;
    const people = await allActive(tx, [ownerId, ...rules.value.recipientIds]);
    if (!people) return refuse("invalid-input", "Somebody named here has no active account.");
    const at = await databaseNow(tx);
    await tx.lane.create({ data: { id, key, ownerId, version: 1, createdAt: at } });
    await addLaneVersion(tx, { laneId: id, version: 1, changedById: actor.id, at }, rules.value);
    await record(tx, {
      type: "lane changed",
      actor,
      subjects: { rules: rulesDigest(rules.value) },
      text: { lane: key, version: 1, title: rules.value.title, ownerId },
    });
    return ok({ laneId: id, version: 1 });
  });
}

/** SHA-256 of a lane's rules in canonical form. */
export function rulesDigest(rules: LaneRules): string {
  return digestOf(canonicalBytes({ ...rules }));
}

/** Appends a version of a lane's rules. */
export async function addLaneVersion(
  tx: Tx,
  head: { laneId: string; version: number; changedById: string; at: Date },
  rules: LaneRules,
): Promise<void> {
  const { methods, recipientIds, ...plain } = rules;
  await tx.laneVersion.create({
    data: { ...head, ...plain, methods: [...methods], recipientIds: [...recipientIds] },
  });
}

/** True where each of the accounts is there and active. */
export async function allActive(tx: Tx, accountIds: readonly string[]): Promise<boolean> {
  const ids = [...new Set(accountIds)];
  return (await tx.account.count({ where: { id: { in: ids }, status: "active" } })) === ids.length;
}
