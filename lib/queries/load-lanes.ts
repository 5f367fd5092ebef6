import "server-only";
import { accessWorkspace } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { outcomeTransaction } from "../db/client.ts";
import { readNames } from "../db/people-store.ts";
import { ok } from "../kernel/result.ts";
import type { LanesPageView, LaneView } from "../lanes/lane-views.ts";
import type { Outcome } from "../refusals/refusal.ts";
import { readDirectory } from "./load-directory.ts";
import { type CurrentLane, currentLanes } from "./view-lanes.ts";

/** Loads every lane with its rules; who reads it is named only to those whom it concerns. */
export async function loadLanes(actor: Actor): Promise<Outcome<LanesPageView>> {
  return outcomeTransaction(async (tx) => {
    const access = await accessWorkspace(tx, actor, "lane.read");
    if (!access.ok) return access;
    const create = await accessWorkspace(tx, actor, "lane.create");
    const current = await currentLanes(tx);
    const ids = current.flatMap(({ lane, rules }) => [lane.ownerId, ...rules.recipientIds]);
    const names = await readNames(tx, ids);
    const lanes = current.map((one) => laneView(one, actor, names, create.ok));
    const writes = create.ok || lanes.some((lane) => lane.mayChange);
    return ok({ lanes, mayCreate: create.ok, people: writes ? await readDirectory(tx) : [] });
  });
}

function laneView(
  { lane, rules }: CurrentLane,
  actor: Actor,
  names: ReadonlyMap<string, string>,
  administers: boolean,
): LaneView {
  const { title, purpose, maxWindowHours, recipientIds } = rules;
  const name = (id: string) => names.get(id) ?? "Somebody who left";
  const concerned = administers || lane.ownerId === actor.id || recipientIds.includes(actor.id);
  return {
    ...{ id: lane.id, key: lane.key, version: lane.version, ownerId: lane.ownerId },
    ...{ title, purpose, maxWindowHours, ownerName: name(lane.ownerId) },
    exportPolicy: rules.exportPolicy === "bundle" ? "bundle" : "none",
    methods: (["passkey", "password"] as const).filter((method) => rules.methods.includes(method)),
    recipients: recipientIds.length,
    recipientPeople: concerned ? recipientIds.map((id) => ({ id, name: name(id) })) : null,
    changedAt: rules.at.toISOString(),
    mayChange: lane.ownerId === actor.id,
  };
}
