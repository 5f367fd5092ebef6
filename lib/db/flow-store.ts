// The steps of a packet's flow. They are only ever added; the newest says where the packet is. Whoever adds one
// holds the packet row, so that two writers come one after the other.

import type { Looked, RunFacts } from "../checks/check.ts";
import { follow, type NodeRef, startsOf, targetsOf } from "../flow/flow.ts";
import type { StepCheck } from "../flow/views.ts";
import type { Kind } from "../kinds/kind.schema.ts";
import type { Tx } from "./client.ts";
import type { FlowStep, Prisma } from "./generated/client.ts";

/** A run begun, a gate decided, a sink lifted. */
export type StepType = "started" | "decided" | "lifted";

/** One step as it is kept, with its checks read. */
export interface StoredStep extends Omit<FlowStep, "checks" | "rests" | "trail" | "type"> {
  readonly type: StepType;
  readonly rests: NodeRef;
  readonly trail: readonly NodeRef[];
  readonly checks: readonly StepCheck[];
}

/** Where a packet is in its flow. Before any step it is where the kind's starts lead, if to one node. */
export interface Position {
  readonly seq: number;
  readonly run: number;
  readonly rests: NodeRef | null;
}

/** Every step of a packet, oldest first. */
export async function readSteps(tx: Tx, packetId: string): Promise<readonly StoredStep[]> {
  const rows = await tx.flowStep.findMany({ where: { packetId }, orderBy: { seq: "asc" } });
  return rows.map(stored);
}

/** The step with this id, or null: an id that was used before is the same sending, or somebody else's. */
export async function stepById(tx: Tx, id: string): Promise<StoredStep | null> {
  const row = await tx.flowStep.findUnique({ where: { id } });
  return row && stored(row);
}

/** Where the packet is now. */
export async function readPosition(tx: Tx, packetId: string, kind: Kind): Promise<Position> {
  const newest = await tx.flowStep.findFirst({ where: { packetId }, orderBy: { seq: "desc" } });
  return positionAfter(kind, newest === null ? null : stored(newest));
}

/** Where the packet is after its newest step. */
export function positionAfter(
  kind: Kind,
  newest: Pick<StoredStep, "seq" | "run" | "rests"> | null,
): Position {
  if (newest) return { seq: newest.seq, run: newest.run, rests: newest.rests };
  const [only, ...others] = new Set(
    startsOf(kind).map((start) => follow(kind, targetsOf(kind, start.to, null)).rests),
  );
  return { seq: 0, run: 0, rests: only && others.length === 0 ? only : null };
}

/** The present run as checks see it, or null before any step. */
export function runFacts(steps: readonly StoredStep[]): RunFacts | null {
  const number = steps.at(-1)?.run;
  if (number === undefined) return null;
  const present = steps.filter((step) => step.run === number);
  return {
    number,
    triggerVersionId: present.find((step) => step.triggerId !== null)?.triggerId ?? null,
    gates: present.flatMap((step) =>
      step.gate === null || step.exit === null
        ? []
        : [
            {
              gate: step.gate,
              exit: step.exit,
              at: step.at.toISOString(),
              looked: lookedOf(step.checks),
            },
          ],
    ),
  };
}

// A gate may name a check twice, with other params: what it looked at is then both.
function lookedOf(checks: readonly StepCheck[]): Record<string, Looked> {
  const looked: Record<string, Looked> = {};
  for (const one of checks) looked[one.check] = { ...looked[one.check], ...one.looked };
  return looked;
}

/** A step to add. */
export interface StepInput {
  readonly id: string;
  readonly packetId: string;
  readonly seq: number;
  readonly run: number;
  readonly type: StepType;
  readonly gate: string | null;
  readonly exit: string | null;
  readonly rests: NodeRef;
  readonly trail: readonly NodeRef[];
  readonly checks: readonly StepCheck[];
  readonly reason: string | null;
  readonly actorId: string | null;
  readonly onBehalfOfId: string | null;
  readonly triggerId: string | null;
  readonly recordDigest: string;
  readonly revisionId: string | null;
  readonly at: Date;
}

/** Adds a step. A number that is taken already is a unique violation, and the act that meets it runs again. */
export async function keepStep(tx: Tx, step: StepInput): Promise<StoredStep> {
  const { trail, checks, ...rest } = step;
  const row = await tx.flowStep.create({
    data: { ...rest, trail: [...trail], checks: checks as unknown as Prisma.InputJsonValue },
  });
  return stored(row);
}

function stored(row: FlowStep): StoredStep {
  return {
    ...row,
    type: row.type as StepType,
    rests: row.rests as NodeRef,
    trail: row.trail as NodeRef[],
    checks: row.checks as unknown as readonly StepCheck[],
  };
}
