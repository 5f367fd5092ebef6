// Who of a packet may do what the walk needs done.

import type { Actor } from "../lib/auth/actor.ts";
import { seatRoleOf } from "../lib/packet/seats.ts";
import type { Stage } from "./stage.ts";

/** The first person of a packet who sits in one of these seats. */
export function seated(stage: Stage, ...seats: readonly string[]): Actor | null {
  for (const seat of seats) {
    if (seat === "artifact-owner") return stage.owner;
    if (seat === "release-owner" && stage.releaseOwner) return stage.releaseOwner;
    const role = stage.kind.roles.find((one) => seatRoleOf(stage.kind, one.key) === seat);
    const found = role && stage.people.get(role.key);
    if (found) return found;
  }
  return null;
}

/** Somebody who may object. */
export function objector(stage: Stage): Actor {
  const found = seated(stage, "reviewer", "required-signer", "release-owner");
  if (!found) throw new Error(`nobody may object in ${stage.kind.key}`);
  return found;
}
