import { randomUUID } from "node:crypto";
import type { PacketAccess } from "../../auth/access.ts";
import type { EvaluatedCheck } from "../../checks/gates.ts";
import type { Tx } from "../../db/client.ts";
import { keepStep, type Position, type StoredStep } from "../../db/flow-store.ts";
import { record } from "../../db/ledger-store.ts";
import { nodeOf, type Trail } from "../../flow/flow.ts";
import type { StepCheck } from "../../flow/views.ts";
import type { Json } from "../../kernel/canonical.ts";

/** A step to add after the present position. */
export interface NewStep {
  readonly after: Position;
  /** The id of the sending, so that a second one finds the first; a fresh one where nobody sent it. */
  readonly id?: string | undefined;
  readonly type: StoredStep["type"];
  readonly run: number;
  readonly gate?: string | undefined;
  readonly exit?: string | undefined;
  readonly trail: Trail;
  readonly checks?: readonly EvaluatedCheck[] | undefined;
  readonly reason?: string | null | undefined;
  readonly onBehalfOfId?: string | null | undefined;
  readonly triggerId?: string | null | undefined;
  readonly recordDigest: string;
  readonly revision: { readonly id: string; readonly digest: string } | null;
}

/** Adds a step with its leaf. The caller holds the packet row; effects were written before. */
export async function addStep(tx: Tx, access: PacketAccess, step: NewStep): Promise<StoredStep> {
  const { packet, actor, now } = access;
  const kept = await keepStep(tx, {
    id: step.id ?? randomUUID(),
    packetId: packet.id,
    seq: step.after.seq + 1,
    run: step.run,
    type: step.type,
    gate: step.gate ?? null,
    exit: step.exit ?? null,
    rests: step.trail.rests,
    trail: step.trail.nodes,
    checks: (step.checks ?? []).map(stepCheck),
    reason: step.reason ?? null,
    actorId: actor.id,
    onBehalfOfId: step.onBehalfOfId ?? null,
    triggerId: step.triggerId ?? null,
    recordDigest: step.recordDigest,
    revisionId: step.revision?.id ?? null,
    at: now,
  });
  await record(tx, {
    type: EVENTS[step.type],
    actor,
    onBehalfOf: step.onBehalfOfId ?? undefined,
    packetId: packet.id,
    subjects: {
      record: step.recordDigest,
      ...(step.revision ? { revision: step.revision.digest } : {}),
    },
    text: wordsOf(access, step),
  });
  return kept;
}

const EVENTS = { started: "flow started", decided: "gate decided", lifted: "sink lifted" } as const;

// A step is for every member: what a check said of an annex stays out of it.
function stepCheck({ check, version, outcome, reasons, looked }: EvaluatedCheck): StepCheck {
  const body = reasons.filter((reason) => reason.annex === null).map((reason) => reason.says);
  return { check, version, outcome, reasons: body, looked };
}

function wordsOf({ kind }: PacketAccess, step: NewStep): Record<string, Json> {
  const { rests } = step.trail;
  const node = nodeOf(kind, rests);
  return {
    run: step.run,
    rests,
    ...(step.type === "lifted" && step.after.rests ? { sink: step.after.rests } : {}),
    ...(step.gate === undefined ? {} : { gate: step.gate }),
    ...(step.exit === undefined ? {} : { exit: step.exit }),
    ...(node.sort === "sink" ? { sort: node.is.sort } : {}),
    ...(step.checks
      ? { checks: Object.fromEntries(step.checks.map(({ check, outcome }) => [check, outcome])) }
      : {}),
    ...(step.reason ? { reason: step.reason } : {}),
    ...(step.triggerId ? { trigger: step.triggerId } : {}),
  };
}
