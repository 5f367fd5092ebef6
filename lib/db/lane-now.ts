import { canonicalBytes } from "../kernel/canonical.ts";
import { digestOf } from "../kernel/digest.ts";
import type { LaneNow } from "../manifest/release-predicate.ts";
import type { Tx } from "./client.ts";
import type { LaneVersion } from "./generated/client.ts";

/** A lane's present rules with its owner. `digest` names exactly these rules. */
export interface PresentLane extends LaneNow {
  readonly ownerId: string;
  readonly ownerActive: boolean;
  readonly digest: string;
}

/** The lane as it is governed now, or null where the packet names none. */
export async function presentLane(tx: Tx, laneId: string | null): Promise<PresentLane | null> {
  if (laneId === null) return null;
  const lane = await tx.lane.findUniqueOrThrow({ where: { id: laneId } });
  const version = await tx.laneVersion.findUniqueOrThrow({
    where: { laneId_version: { laneId, version: lane.version } },
  });
  const owner = await tx.account.findUnique({ where: { id: lane.ownerId }, select: { status: true } });
  const rules = rulesOf(lane.key, version);
  return {
    ...rules,
    ownerId: lane.ownerId,
    ownerActive: owner?.status === "active",
    digest: digestOf(canonicalBytes(rules)),
  };
}

function rulesOf(key: string, version: LaneVersion): LaneNow {
  return {
    id: version.laneId,
    key,
    version: version.version,
    title: version.title,
    purpose: version.purpose,
    recipientIds: [...version.recipientIds].sort(),
    exportPolicy: version.exportPolicy === "bundle" ? "bundle" : "none",
    maxWindowHours: version.maxWindowHours,
    methods: version.methods.filter((method) => method === "passkey" || method === "password").sort(),
  };
}
