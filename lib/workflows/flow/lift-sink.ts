import type { PacketAccess } from "../../auth/access.ts";
import type { Actor } from "../../auth/actor.ts";
import { lockNumbers } from "../../db/bound-numbers.ts";
import type { Tx } from "../../db/client.ts";
import { readPosition, readSteps } from "../../db/flow-store.ts";
import { readForGates } from "../../db/gate-input.ts";
import { ownerOf, roleTitle } from "../../flow/answer.ts";
import { nodeTitle } from "../../flow/consequence.ts";
import {
  follow,
  type NodeRef,
  nodeOf,
  plainStart,
  runsOverRevision,
  type Trail,
  targetsOf,
} from "../../flow/flow.ts";
import { ok } from "../../kernel/result.ts";
import type { KindSink } from "../../kinds/kind.schema.ts";
import { holdsKindRole } from "../../packet/seats.ts";
import { type Outcome, refuse } from "../../refusals/refusal.ts";
import { onPacket } from "../on-packet.ts";
import { parseInput } from "../parse-input.ts";
import { liftSinkSchema } from "./flow.schema.ts";
import { type FlowOutcome, move, outcomeOf, sentBefore } from "./move.ts";

type Input = ReturnType<typeof liftSinkSchema.parse>;

/**
 * Lifts the hold where the flow rests, by whoever it belongs to: a re-entry hold goes back to where the kind says; any
 * other, of a kind that releases nothing, ends its run, and the next one begins. Input: `liftSinkSchema`.
 */
export async function liftSink(actor: Actor, input: unknown): Promise<Outcome<FlowOutcome>> {
  const parsed = parseInput(liftSinkSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId } = parsed.value;
  return onPacket(actor, { packetId, action: "flow.lift" }, (tx, access) => lift(tx, access, parsed.value));
}

async function lift(tx: Tx, access: PacketAccess, input: Input): Promise<Outcome<FlowOutcome>> {
  const first = await sentBefore(tx, access, input.requestId);
  if (first) return first;
  const { packet, kind, now } = access;
  await lockNumbers(tx, packet.id);
  const after = await readPosition(tx, packet.id, kind);
  if (after.seq !== input.seenSeq) return refuse("stale-state");
  const node = after.rests === null ? null : nodeOf(kind, after.rests);
  if (node?.sort !== "sink") {
    const where =
      after.rests === null ? "No run has begun" : `The flow rests at “${nodeTitle(kind, after.rests)}”`;
    return refuse("state-conflict", `${where}: there is no hold to lift.`);
  }
  const owner = ownerOf(node.is);
  if (!holdsKindRole(kind, access, owner)) {
    return refuse("not-found", `This hold is lifted by ${roleTitle(kind, owner)}.`);
  }
  const onwards = await leadsTo(tx, access, node.is);
  if (!onwards.ok) return onwards;
  const reading = await readForGates(tx, packet, kind, now);
  const moved = await move(tx, access, {
    after,
    id: input.requestId,
    type: "lifted",
    run: after.run + (onwards.value.anew ? 1 : 0),
    reading,
    trail: onwards.value.trail,
    reason: input.reason,
  });
  return moved.ok ? ok(outcomeOf(moved.value)) : moved;
}

async function leadsTo(
  tx: Tx,
  { kind, packet }: PacketAccess,
  sink: KindSink,
): Promise<Outcome<{ readonly trail: Trail; readonly anew: boolean }>> {
  if (sink.sort === "re-entry" && sink.to !== null) {
    return ok({ trail: follow(kind, targetsOf(kind, sink.to, null)), anew: false });
  }
  if (runsOverRevision(kind)) {
    return refuse(
      "state-conflict",
      "Nothing leads on from this hold. Cut a new revision: it begins a new run.",
    );
  }
  const begun = (await readSteps(tx, packet.id)).findLast((step) => step.type === "started");
  const from: readonly NodeRef[] = begun?.trail[0]
    ? [begun.trail[0]]
    : targetsOf(kind, plainStart(kind).to, null);
  return ok({ trail: follow(kind, from), anew: true });
}
