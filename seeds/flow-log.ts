// What a walk left behind: the steps of the flow and the leaves of the ledger, as they are stored.

import { database } from "../lib/db/client.ts";
import type { NodeRef } from "../lib/flow/flow.ts";
import { fromUtf8 } from "../lib/kernel/bytes.ts";
import type { Stage } from "./stage.ts";

/** A check of a step, as it was recorded. */
export interface RecordedCheck {
  readonly check: string;
  readonly outcome: string;
  readonly reasons: readonly string[];
}

/** A step of the flow, as it was recorded. */
export interface RecordedStep {
  readonly id: string;
  readonly seq: number;
  readonly run: number;
  readonly type: string;
  readonly gate: string | null;
  readonly exit: string | null;
  readonly rests: NodeRef;
  readonly trail: readonly NodeRef[];
  readonly checks: readonly RecordedCheck[];
  readonly recordDigest: string;
  readonly actorId: string | null;
}

/** Every step of a packet, oldest first. */
export async function stepsOf({ packetId }: Pick<Stage, "packetId">): Promise<readonly RecordedStep[]> {
  const rows = await database().flowStep.findMany({ where: { packetId }, orderBy: { seq: "asc" } });
  return rows.map((row) => ({
    ...row,
    rests: row.rests as NodeRef,
    trail: row.trail as NodeRef[],
    checks: row.checks as unknown as RecordedCheck[],
  }));
}

/** A leaf of the ledger, opened. */
export interface OpenedLeaf {
  readonly type: string;
  readonly subjects: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The leaves of a packet of one type, oldest first. */
export async function leavesOf(
  { packetId }: Pick<Stage, "packetId">,
  type: string,
): Promise<readonly OpenedLeaf[]> {
  const rows = await database().ledgerLeaf.findMany({ where: { packetId, type }, orderBy: { index: "asc" } });
  return rows.map(({ bytes }) => {
    const text = fromUtf8(bytes) ?? "";
    const leaf = JSON.parse(text) as { subjects?: Record<string, string> };
    return { type, subjects: leaf.subjects ?? {}, text };
  });
}
