// A packet on its way through the walk: who sits in it, and what was written into it so far.

import { randomUUID } from "node:crypto";
import type { Actor } from "../lib/auth/actor.ts";
import { database } from "../lib/db/client.ts";
import type { FactValue } from "../lib/evidence/fact.ts";
import type { Kind } from "../lib/kinds/kind.schema.ts";
import { seatRoleOf } from "../lib/packet/seats.ts";
import { addSource } from "../lib/workflows/add-source.ts";
import { addVersion } from "../lib/workflows/add-source-version.ts";
import { changeSource } from "../lib/workflows/change-source.ts";
import { createPacket } from "../lib/workflows/create-packet.ts";
import { must } from "../test/build-packet.ts";
import { bytesOf, composeFacts } from "./evidence.ts";
import { makeLane, type World } from "./world.ts";

/** A source of the packet, with what its newest version states. */
export interface StagedSource {
  readonly sourceId: string;
  /** Under which people name it: *S3*. */
  readonly number: number;
  versionId: string;
  facts: ReadonlyMap<string, FactValue>;
}

/** A packet under walk. */
export interface Stage {
  readonly world: World;
  readonly kind: Kind;
  readonly packetId: string;
  readonly documentId: string;
  readonly laneId: string | null;
  readonly windowHours: number;
  /** The person of each role of the kind. */
  readonly people: ReadonlyMap<string, Actor>;
  readonly owner: Actor;
  readonly releaseOwner: Actor | null;
  /** The source in each evidence slot that has one. */
  readonly slots: Map<string, StagedSource>;
  /** What the kind's gates ask each slot to state. */
  readonly facts: ReadonlyMap<string, ReadonlyMap<string, FactValue>>;
  /** Keys that recipes leave for each other: a claim, a row, an objection. */
  readonly notes: Map<string, string>;
}

/** Makes a packet of a kind in which every role is held by a person of its own. */
export async function makeStage(world: World, kind: Kind): Promise<Stage> {
  const people = new Map<string, Actor>();
  for (const role of kind.roles) {
    const seat = seatRoleOf(kind, role.key);
    const owns = seat === "artifact-owner" || seat === "release-owner";
    people.set(role.key, await world.person(owns ? seat : role.key));
  }
  const owner = await world.person("artifact-owner");
  const releases = kind.roles.some((role) => seatRoleOf(kind, role.key) === "release-owner");
  const releaseOwner = releases ? await world.person("release-owner") : null;
  const laneId = kind.lane ? await makeLane(world, kind.lane.title) : null;
  const windowHours = Math.min(72, kind.lane?.maxWindowHours ?? 72);
  const made = await createPacket(world.clerk, {
    id: randomUUID(),
    title: kind.title,
    kindKey: kind.key,
    artifactOwnerId: owner.id,
    releaseOwnerId: releaseOwner?.id ?? null,
    members: [...members(kind, people), { accountId: world.clerk.id, role: "author", kindRole: null }],
    laneId,
    windowHours,
  });
  const { packetId } = must(made);
  const document = await database().document.findFirstOrThrow({ where: { packetId, annexId: null } });
  const facts = composeFacts(kind);
  const rest = { slots: new Map(), notes: new Map(), facts };
  return {
    world,
    kind,
    packetId,
    documentId: document.id,
    laneId,
    windowHours,
    people,
    owner,
    releaseOwner,
    ...rest,
  };
}

function members(kind: Kind, people: ReadonlyMap<string, Actor>) {
  return kind.roles.flatMap(({ key }) => {
    const role = seatRoleOf(kind, key);
    const actor = people.get(key);
    if (!actor || role === "artifact-owner" || role === "release-owner") return [];
    return [{ accountId: actor.id, role, kindRole: key }];
  });
}

/** The person who holds a role of the kind, or one of the packet's own names for a role. */
export function personOf(stage: Stage, role: string): Actor {
  const found =
    stage.people.get(role) ??
    (role === "artifact-owner" ? stage.owner : null) ??
    (role === "release-owner" ? stage.releaseOwner : null) ??
    (role === "author" ? stage.world.clerk : null);
  if (!found) throw new Error(`nobody is ${role} in ${stage.kind.key}`);
  return found;
}

/** How a file is put into a packet. `effectiveAt` is when what it says was true; now where it is left out. */
export interface Upload {
  readonly facts?: ReadonlyMap<string, FactValue>;
  readonly effectiveAt?: Date;
  /** Facts of the version before that this one does not state. */
  readonly without?: readonly string[];
}

/** Puts a file into a slot: the slot's first source, or another version of it. */
export async function upload(stage: Stage, slot: string, given: Upload = {}): Promise<StagedSource> {
  const there = stage.slots.get(slot);
  const facts = new Map<string, FactValue>([
    [`record.statement-${slot}`, `What ${slot} states.`],
    ...(there?.facts ?? stage.facts.get(slot) ?? []),
    ...(given.facts ?? []),
  ]);
  for (const key of given.without ?? []) facts.delete(key);
  if (there) return replace(stage, there, { ...given, facts });
  const added = await addFile(stage, { ...given, facts }, slot);
  stage.slots.set(slot, added);
  return added;
}

/** Puts another version of a source into the packet. */
export async function replace(
  stage: Stage,
  source: StagedSource,
  given: Upload & { readonly facts: ReadonlyMap<string, FactValue> },
): Promise<StagedSource> {
  const added = await addVersion(stage.world.clerk, {
    id: randomUUID(),
    packetId: stage.packetId,
    sourceId: source.sourceId,
    bytes: bytesOf(given.facts),
    fileName: "record.json",
    effectiveAt: (given.effectiveAt ?? new Date()).toISOString(),
  });
  source.versionId = must(added).versionId;
  source.facts = given.facts;
  return source;
}

/** Puts a file into the packet as a source of its own; `slot` null: it belongs to no slot. */
export async function addFile(
  stage: Stage,
  given: Upload & { readonly facts: ReadonlyMap<string, FactValue>; readonly name?: string },
  slot: string | null = null,
): Promise<StagedSource> {
  const added = await addSource(stage.world.clerk, {
    id: randomUUID(),
    packetId: stage.packetId,
    bytes: bytesOf(given.facts),
    name: given.name ?? slot ?? "Record",
    fileName: "record.json",
    slotKey: slot,
    effectiveAt: (given.effectiveAt ?? new Date()).toISOString(),
  });
  const { sourceId, number, versionId } = must(added);
  return { sourceId, number, versionId, facts: given.facts };
}

/** Takes the source of a slot out of use. */
export async function retireSlot(stage: Stage, slot: string): Promise<void> {
  const there = stage.slots.get(slot);
  if (!there) return;
  const { packetId, world } = stage;
  must(await changeSource(world.clerk, { packetId, sourceId: there.sourceId, retired: true }));
  stage.slots.delete(slot);
}

/** A file of the packet in no slot, which states one thing. */
export async function looseFile(
  stage: Stage,
  name: string,
  facts: ReadonlyMap<string, FactValue>,
): Promise<string> {
  const file = await addFile(stage, { name, facts });
  return file.sourceId;
}
