import { randomUUID } from "node:crypto";
import { database } from "../lib/db/client.ts";
import type { NodeRef } from "../lib/flow/flow.ts";

/** Puts a packet's flow where a test begins, as its first step, whatever led there. */
export async function restAt(packetId: string, ref: NodeRef): Promise<void> {
  await database().flowStep.create({
    data: {
      ...{ id: randomUUID(), packetId, seq: 1, run: 1, type: "started" },
      ...{ rests: ref, trail: [ref], checks: [], recordDigest: "0".repeat(64) },
    },
  });
}
