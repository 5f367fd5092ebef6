import type { PacketAccess } from "../../auth/access.ts";
import type { EvaluatedCheck } from "../../checks/gates.ts";
import type { Tx } from "../../db/client.ts";
import { type Position, type StoredStep, stepById } from "../../db/flow-store.ts";
import type { GateReading } from "../../db/gate-input.ts";
import { record } from "../../db/ledger-store.ts";
import { keepFreshAnnexes } from "../../db/packet-state.ts";
import { roleTitle } from "../../flow/answer.ts";
import { type NodeRef, nodeOf, runsOverRevision, type Trail } from "../../flow/flow.ts";
import { ok } from "../../kernel/result.ts";
import type { KindExit, KindGate } from "../../kinds/kind.schema.ts";
import { type Outcome, refuse } from "../../refusals/refusal.ts";
import { addStep } from "./add-step.ts";
import { type Arrived, arrive } from "./effects.ts";

/** A step as an act of the flow answers it. */
export interface FlowOutcome {
  readonly stepId: string;
  readonly seq: number;
  readonly run: number;
  readonly gate: string | null;
  readonly exit: string | null;
  readonly rests: NodeRef;
}

/** A move of the flow: why, through what, and over which record. */
export interface Move {
  readonly after: Position;
  readonly id?: string | undefined;
  readonly type: StoredStep["type"];
  readonly run: number;
  readonly reading: GateReading;
  readonly trail: Trail;
  readonly gate?: KindGate | undefined;
  readonly exit?: KindExit | undefined;
  readonly checks?: readonly EvaluatedCheck[] | undefined;
  readonly reason?: string | null | undefined;
  readonly onBehalfOfId?: string | null | undefined;
  readonly triggerId?: string | null | undefined;
  /** The revision that was decided over, where it is not the record as it stands. */
  readonly over?: { readonly id: string; readonly digest: string } | undefined;
}

/**
 * Moves the flow: what follows from it is written, then the step with its leaf, then, at an outcome of a kind that
 * releases nothing, the handoff record. The caller holds the packet row and its documents.
 */
export async function move(tx: Tx, access: PacketAccess, by: Move): Promise<Outcome<StoredStep>> {
  const { reading, trail } = by;
  // The digest of the step names annexes by commitments that somebody can open later.
  await keepFreshAnnexes(tx, reading.state.fresh);
  const arrived = await arrive(tx, access, {
    reading,
    trail,
    run: by.run,
    gate: by.gate ?? null,
    exit: by.exit ?? null,
    checks: by.checks ?? [],
    reason: by.reason ?? null,
  });
  if (!arrived.ok) return arrived;
  const step = await addStep(tx, access, {
    ...by,
    gate: by.gate?.key,
    exit: by.exit?.label,
    recordDigest: by.over?.digest ?? reading.candidate.digest,
    revision: arrived.value.cut ?? by.over ?? headOf(reading),
  });
  if (!runsOverRevision(reading.kind)) await recordHandoff(tx, access, by, arrived.value);
  return ok(step);
}

function headOf({ kind, head }: GateReading): { id: string; digest: string } | null {
  return runsOverRevision(kind) && head ? { id: head.id, digest: head.digest } : null;
}

async function recordHandoff(
  tx: Tx,
  { actor, packet, kind }: PacketAccess,
  { reading, trail }: Move,
  { cut }: Arrived,
): Promise<void> {
  const node = nodeOf(kind, trail.rests);
  if (node.sort !== "outcome") return;
  const digest = cut?.digest ?? reading.candidate.digest;
  await record(tx, {
    type: "handoff",
    actor,
    packetId: packet.id,
    subjects: { record: digest, ...(cut ? { revision: cut.digest } : {}) },
    text: {
      outcome: node.is.title,
      to: node.is.handsTo === null ? null : roleTitle(kind, node.is.handsTo),
      record: digest,
    },
  });
}

/** The result of an act that was sent before: the same one, or `duplicate` for anything else; null where it is new. */
export async function sentBefore(
  tx: Tx,
  access: PacketAccess,
  requestId: string,
): Promise<Outcome<FlowOutcome> | null> {
  const first = await stepById(tx, requestId);
  if (!first) return null;
  const same = first.packetId === access.packet.id && first.actorId === access.actor.id;
  return same ? ok(outcomeOf(first)) : refuse("duplicate");
}

/** A step as it is answered. */
export function outcomeOf(step: StoredStep): FlowOutcome {
  const { id, seq, run, gate, exit, rests } = step;
  return { stepId: id, seq, run, gate, exit, rests };
}
