import type { PacketAccess } from "../../auth/access.ts";
import type { Actor } from "../../auth/actor.ts";
import type { DecisionFacts } from "../../checks/check.ts";
import { type EvaluatedCheck, evaluateGate, stops } from "../../checks/gates.ts";
import { approvalsOf } from "../../db/approval-store.ts";
import { type BoundNumbers, lockNumbers, numbersText } from "../../db/bound-numbers.ts";
import type { Tx } from "../../db/client.ts";
import { type Position, readPosition } from "../../db/flow-store.ts";
import { checkInput, type GateReading, readForGates } from "../../db/gate-input.ts";
import { openManifest } from "../../db/manifest-store.ts";
import { answer, answererOf, answererTitle, isSigned, rightToAnswer } from "../../flow/answer.ts";
import { nodeTitle } from "../../flow/consequence.ts";
import { follow, targetsOf } from "../../flow/flow.ts";
import { err, ok } from "../../kernel/result.ts";
import type { KindExit, KindGate } from "../../kinds/kind.schema.ts";
import { type Outcome, refuse } from "../../refusals/refusal.ts";
import { openStateToken } from "../../signing/state-token.ts";
import { notReady } from "../not-ready.ts";
import { onPacket } from "../on-packet.ts";
import { parseInput } from "../parse-input.ts";
import { stateTokenAbout } from "../state-token.ts";
import { takeGateSchema } from "./flow.schema.ts";
import { type FlowOutcome, move, outcomeOf, sentBefore } from "./move.ts";
import { beginImplied } from "./start-flow.ts";

type Input = ReturnType<typeof takeGateSchema.parse>;

/** A gate that may be answered: where it stands, and in whose stead. */
interface AtGate {
  readonly gate: KindGate;
  readonly at: Position;
  readonly onBehalfOfId: string | null;
}

/**
 * Answers the gate where the flow rests: its checks are run over the packet as it is committed, and the exit is what
 * they give, or what the person of the gate's role chooses and they allow. Input: `takeGateSchema`.
 */
export async function takeGate(actor: Actor, input: unknown): Promise<Outcome<FlowOutcome>> {
  const parsed = parseInput(takeGateSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId } = parsed.value;
  return onPacket(actor, { packetId, action: "flow.take" }, (tx, access) => take(tx, access, parsed.value));
}

async function take(tx: Tx, access: PacketAccess, input: Input): Promise<Outcome<FlowOutcome>> {
  const first = await sentBefore(tx, access, input.requestId);
  if (first) return first;
  const numbers = await lockNumbers(tx, access.packet.id);
  const found = await gateHere(tx, access, input);
  if (!found.ok) return found;
  const { gate, onBehalfOfId } = found.value;
  if (!sawThis(access, input, gate, numbers)) return refuse("stale-state");
  let at = found.value.at;
  if (at.seq === 0) {
    const begun = await beginImplied(tx, access, at);
    if (!begun.ok) return begun;
    at = begun.value;
  }
  const reading = await readForGates(tx, access.packet, access.kind, access.now);
  const checks = await evaluated(
    tx,
    reading,
    gate,
    decisionOf(access, input, { gate, reading, onBehalfOfId }),
  );
  const exit = exitOf(gate, checks, input);
  if (!exit.ok) return exit;
  const moved = await move(tx, access, {
    after: at,
    id: input.requestId,
    type: "decided",
    run: at.run,
    reading,
    trail: follow(access.kind, targetsOf(access.kind, exit.value.to, gate.key)),
    gate,
    exit: exit.value,
    checks,
    reason: input.reason ?? null,
    onBehalfOfId,
  });
  return moved.ok ? ok(outcomeOf(moved.value)) : moved;
}

async function gateHere(tx: Tx, access: PacketAccess, input: Input): Promise<Outcome<AtGate>> {
  const { kind, packet } = access;
  const gate = kind.gates.find((one) => one.key === input.gate);
  if (!gate) return refuse("invalid-input", "This kind has no such gate.");
  const right = rightToAnswer(kind, gate, access);
  if (!right) return refuse("not-found", `This gate is answered by ${answererTitle(kind, gate)}.`);
  const at = await readPosition(tx, packet.id, kind);
  if (at.seq !== input.seenSeq) return refuse("stale-state");
  if (at.rests !== `gate:${gate.key}`) {
    const where = at.rests === null ? "no run has begun" : `the flow rests at “${nodeTitle(kind, at.rests)}”`;
    return refuse("state-conflict", `This gate cannot be taken now: ${where}.`);
  }
  if (isSigned(kind, gate)) {
    return refuse("state-conflict", "This gate is answered by signing: it is taken on the approval sheet.");
  }
  return ok({ gate, at, onBehalfOfId: right.onBehalfOfId });
}

/** Whoever decides does so over what they saw; what checks decide is looked at anew. */
function sawThis(
  { packet, actor }: PacketAccess,
  input: Input,
  gate: KindGate,
  numbers: BoundNumbers,
): boolean {
  if (!input.stateToken || answererOf(gate).by === "system") return true;
  const about = stateTokenAbout({ id: "flow", packetId: packet.id }, actor);
  return openStateToken(input.stateToken, about) === numbersText(numbers);
}

function decisionOf(
  access: PacketAccess,
  input: Input,
  on: { readonly gate: KindGate; readonly reading: GateReading; readonly onBehalfOfId: string | null },
): DecisionFacts | null {
  const answerer = answererOf(on.gate);
  if (answerer.by === "system") return null;
  const lent = answerer.by === "person" && on.onBehalfOfId !== null ? [answerer.role] : [];
  return {
    gate: on.gate.key,
    actorId: access.actor.id,
    roles: [...access.kindRoles, ...lent],
    exit: input.exit ?? "",
    seenDigest: on.reading.candidate.digest,
  };
}

async function evaluated(
  tx: Tx,
  reading: GateReading,
  gate: KindGate,
  decision: DecisionFacts | null,
): Promise<readonly EvaluatedCheck[]> {
  const manifest = await openManifest(tx, reading.packet.id);
  const signing = manifest && { manifest, given: await approvalsOf(tx, manifest.id) };
  return evaluateGate(gate, checkInput(reading, signing, decision)).checks;
}

function exitOf(gate: KindGate, checks: readonly EvaluatedCheck[], input: Input): Outcome<KindExit> {
  const stopping = checks.filter((check) => stops(check.outcome));
  const given = answer(
    gate,
    stopping.map((check) => check.check),
    input.exit ?? null,
  );
  if ("exit" in given) return needsReason(gate, given.exit, input);
  switch (given.none) {
    case "other":
      return refuse("stale-state", `The checks answer “${given.taken.label}” now.`);
    case "not-chosen":
      return err({ code: "invalid-input", fields: { exit: "choose a way out" } });
    case "unknown":
      return err({ code: "invalid-input", fields: { exit: "this gate has no such way out" } });
    default:
      return notReady(stopping);
  }
}

function needsReason(gate: KindGate, exit: KindExit, input: Input): Outcome<KindExit> {
  const needed = exit.adverse && answererOf(gate).by !== "system" && !input.reason;
  return needed ? err({ code: "invalid-input", fields: { reason: "say why" } }) : ok(exit);
}
