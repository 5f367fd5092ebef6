// Revisions, lanes and windows: what the manifest binds.

import { randomUUID } from "node:crypto";
import { database } from "../../lib/db/client.ts";
import { changeLane } from "../../lib/workflows/change-lane.ts";
import { cutRevision } from "../../lib/workflows/cut-revision.ts";
import { raiseObjection } from "../../lib/workflows/raise-objection.ts";
import { setLane } from "../../lib/workflows/set-lane.ts";
import { must } from "../../test/build-packet.ts";
import { objector } from "../people.ts";
import type { Stage } from "../stage.ts";
import { addParagraph } from "../text.ts";
import { LANE_HOURS } from "../world.ts";
import { type Recipe, Unable } from "./recipe.ts";

/** Cuts the packet as it stands. */
export async function cut({ packetId, world }: Stage): Promise<void> {
  must(await cutRevision(world.clerk, { packetId }));
}

async function moveText(stage: Stage): Promise<void> {
  const section = stage.kind.sections[0]?.key ?? "";
  await addParagraph(stage, section, "A sentence that came after the cut.");
}

/** Raises an objection to the packet as a whole; its id. */
export async function object(stage: Stage, annexId: string | null = null): Promise<string> {
  const id = randomUUID();
  const raised = await raiseObjection(objector(stage), {
    id,
    packetId: stage.packetId,
    annexId,
    class: stage.kind.objections.classes[0],
    anchor: { kind: "packet" },
    text: "Where is this from?",
  });
  must(raised);
  return id;
}

async function lane({ packetId, owner, windowHours }: Stage, laneId: string | null): Promise<void> {
  must(await setLane(owner, { packetId, laneId, windowHours }));
}

/** Writes the lane's rules anew, with what changes. */
async function changeRules(
  { laneId, world }: Stage,
  changes: { readonly maxWindowHours?: number; readonly recipientIds?: readonly string[] },
): Promise<void> {
  if (!laneId) throw new Unable("no lane");
  const { version } = await database().lane.findUniqueOrThrow({ where: { id: laneId } });
  const rules = await database().laneVersion.findUniqueOrThrow({
    where: { laneId_version: { laneId, version } },
  });
  const { title, purpose, exportPolicy, methods, recipientIds, maxWindowHours } = rules;
  const owner = await world.person("lane-owner");
  const kept = { title, purpose, exportPolicy, methods, recipientIds, maxWindowHours };
  must(await changeLane(owner, { laneId, version, ...kept, ...changes }));
}

async function chosenLane(stage: Stage): Promise<void> {
  const packet = await database().packet.findUniqueOrThrow({ where: { id: stage.packetId } });
  if (packet.laneId !== stage.laneId) await lane(stage, stage.laneId);
}

/** Recipes of checks of revision, lane and window. */
export const REVISION: Readonly<Record<string, Recipe>> = {
  "revision-integrity": { satisfy: ({ stage }) => cut(stage), violate: ({ stage }) => moveText(stage) },
  "objection-ledger": {
    satisfy: ({ stage }) => cut(stage),
    violate: async ({ stage }) => {
      await object(stage);
    },
  },
  "manifest-binds": {
    able: (kind) => kind.lane !== null && kind.binds.includes("lane"),
    satisfy: async ({ stage }) => {
      await chosenLane(stage);
      await cut(stage);
    },
    violate: ({ stage }) => {
      if (!stage.laneId) throw new Unable("no lane");
      return lane(stage, null);
    },
  },
  "lane-provisioned": {
    able: (kind) => kind.lane !== null,
    satisfy: async ({ stage }) => {
      await chosenLane(stage);
      await changeRules(stage, { recipientIds: [stage.world.recipient.id] });
    },
    violate: ({ stage }) => changeRules(stage, { recipientIds: [] }),
  },
  "window-valid": {
    able: (kind) => kind.lane !== null,
    satisfy: ({ stage }) => changeRules(stage, { maxWindowHours: LANE_HOURS }),
    violate: ({ stage }) => changeRules(stage, { maxWindowHours: 1 }),
  },
};
