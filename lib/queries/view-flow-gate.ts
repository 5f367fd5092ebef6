import "server-only";
import type { DecisionFacts } from "../checks/check.ts";
import { type EvaluatedCheck, evaluateGate, stops } from "../checks/gates.ts";
import { approvalsOf } from "../db/approval-store.ts";
import type { Tx } from "../db/client.ts";
import { checkInput, type GateReading } from "../db/gate-input.ts";
import { openManifest } from "../db/manifest-store.ts";
import { answererOf, answererTitle, isSigned, receiversOf, rightToAnswer } from "../flow/answer.ts";
import { consequenceOf, nodeTitle } from "../flow/consequence.ts";
import { exitsOpen, exitTaken, follow, targetsOf } from "../flow/flow.ts";
import type { FlowExitView, FlowGateView } from "../flow/views.ts";
import type { Kind, KindExit, KindGate } from "../kinds/kind.schema.ts";
import { kindRolesOf, seatHolds } from "../packet/seats.ts";
import type { OpenPacket } from "./open-packet.ts";
import { viewCheck } from "./view-gates.ts";

type Signing = Parameters<typeof checkInput>[1];

/**
 * The gate where the flow rests, as it would be answered now. A person's gate is looked at as if its holder decided,
 * the reader where they are one.
 */
export async function gateView(
  tx: Tx,
  open: OpenPacket,
  reading: GateReading,
  gate: KindGate,
): Promise<FlowGateView> {
  const { kind } = open.access;
  const manifest = await openManifest(tx, reading.packet.id);
  const signing = manifest && { manifest, given: await approvalsOf(tx, manifest.id) };
  const { by } = answererOf(gate);
  const looked = (exit: KindExit | null) => checksAt(open, reading, signing, gate, exit);
  const shown = looked(gate.exits.find((exit) => !exit.adverse) ?? null);
  const cleared = clearedNumbers(open);
  const bySignature = isSigned(kind, gate);
  const taken = by === "system" ? exitTaken(gate, stopped(shown)) : null;
  return {
    key: gate.key,
    question: gate.question,
    by,
    who: answererTitle(kind, gate),
    exits: gate.exits.map((exit) => {
      const isOpen = by === "system" ? exit === taken : exitsOpen(gate, stopped(looked(exit))).includes(exit);
      return exitView(kind, gate, exit, isOpen && !bySignature);
    }),
    checks: shown.map((check) => {
      const { check: name, title, outcome, reasons } = viewCheck(check, cleared);
      return { check: name, title, outcome, reasons };
    }),
    taken: taken?.label ?? null,
    bySignature,
  };
}

function checksAt(
  open: OpenPacket,
  reading: GateReading,
  signing: Signing,
  gate: KindGate,
  exit: KindExit | null,
): readonly EvaluatedCheck[] {
  const decision = exit === null ? null : asIfDeciding(open, reading, gate, exit);
  return evaluateGate(gate, checkInput(reading, signing, decision)).checks;
}

function asIfDeciding(
  { access }: OpenPacket,
  reading: GateReading,
  gate: KindGate,
  exit: KindExit,
): DecisionFacts | null {
  const { kind, actor, kindRoles } = access;
  const answerer = answererOf(gate);
  if (answerer.by === "system") return null;
  const roles = answerer.by === "receiver" ? receiversOf(kind) : [answerer.role];
  const right = rightToAnswer(kind, gate, access);
  const holder = reading.seats.find((seat) => roles.some((role) => seatHolds(kind, seat, role)));
  const theirs = kindRolesOf(
    kind,
    reading.seats.filter((seat) => seat.accountId === holder?.accountId),
  );
  return {
    gate: gate.key,
    actorId: right || !holder ? actor.id : holder.accountId,
    roles: right ? [...kindRoles, ...(right.onBehalfOfId === null ? [] : roles)] : [...theirs],
    exit: exit.label,
    seenDigest: reading.candidate.digest,
  };
}

function exitView(kind: Kind, gate: KindGate, exit: KindExit, isOpen: boolean): FlowExitView {
  const targets = targetsOf(kind, exit.to, gate.key);
  const [first] = targets;
  const { rests } = follow(kind, targets);
  return {
    label: exit.label,
    adverse: exit.adverse,
    to: nodeTitle(kind, first ?? rests),
    rests,
    consequence: consequenceOf(kind, gate, exit),
    reasons: exit.reasons,
    open: isOpen,
  };
}

function stopped(checks: readonly EvaluatedCheck[]): readonly string[] {
  return checks.filter((check) => stops(check.outcome)).map((check) => check.check);
}

function clearedNumbers({ access, annexes }: OpenPacket): ReadonlySet<number> {
  return new Set(
    annexes.filter((annex) => access.clearedAnnexIds.has(annex.id)).map((annex) => annex.number),
  );
}
