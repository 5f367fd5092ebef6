// One workspace for the whole walk: its people by role, its lanes, its keys.

import { randomUUID } from "node:crypto";
import type { Actor } from "../lib/auth/actor.ts";
import { transaction } from "../lib/db/client.ts";
import { ensureWorkspace, pinTrust } from "../lib/db/trust-store.ts";
import { createLane } from "../lib/workflows/create-lane.ts";
import type { SoftwareAuthenticator } from "../test/authenticator.ts";
import { makeActor, must } from "../test/build-packet.ts";
import { enrolPasskey, PARTY } from "../test/ready-packet.ts";

/** The people and lanes that every packet of the walk shares. */
export interface World {
  /** Makes packets, uploads and writes; holds no deciding role. */
  readonly clerk: Actor;
  readonly admin: Actor;
  /** Reads what a lane is given. */
  readonly recipient: Actor;
  /** Takes part in nothing. */
  readonly stranger: Actor;
  /** The one person of a role; made when it is first asked for. */
  readonly person: (role: string) => Promise<Actor>;
  /** The passkey of somebody, enrolled when it is first asked for. */
  readonly keyOf: (actor: Actor) => Promise<SoftwareAuthenticator>;
}

/** The longest that a lane of the walk lets a release stay open, in hours. */
export const LANE_HOURS = 24 * 366;

/** Makes the workspace and its standing people. */
export async function makeWorld(): Promise<World> {
  await transaction((tx) => ensureWorkspace(tx, { name: "The seeds", demo: false }));
  await transaction((tx) => pinTrust(tx, [PARTY]));
  const people = new Map<string, Promise<Actor>>();
  const keys = new Map<string, Promise<SoftwareAuthenticator>>();
  return {
    clerk: await makeActor("Clerk"),
    admin: await makeActor("Admin", ["admin"]),
    recipient: await makeActor("Recipient"),
    stranger: await makeActor("Stranger"),
    person: (role) => remember(people, role, () => makeActor(titleOf(role))),
    keyOf: (actor) => remember(keys, actor.id, () => enrolPasskey(actor)),
  };
}

function titleOf(role: string): string {
  const words = role.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function remember<T>(kept: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const there = kept.get(key) ?? make();
  kept.set(key, there);
  return there;
}

/** A lane of its own for one packet, so that changing its rules moves nothing else. */
export async function makeLane(world: World, title: string): Promise<string> {
  const made = await createLane(world.admin, {
    id: randomUUID(),
    key: `lane-${randomUUID().slice(0, 8)}`,
    ownerId: (await world.person("lane-owner")).id,
    title,
    purpose: "Reads one released revision and decides.",
    maxWindowHours: LANE_HOURS,
    exportPolicy: "bundle",
    methods: ["passkey"],
    recipientIds: [world.recipient.id],
  });
  return must(made).laneId;
}
