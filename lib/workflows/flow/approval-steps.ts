// The steps of a release that its signatures take: asking brings the flow to the gate of signatures, the last signature
// takes it onwards, a decline takes its adverse exit.

import type { GivenSignature } from "../../approvals/decide-approval.ts";
import type { PacketAccess } from "../../auth/access.ts";
import { evaluateGate, stops } from "../../checks/gates.ts";
import { readNumbers, sameNumbers } from "../../db/bound-numbers.ts";
import type { Tx } from "../../db/client.ts";
import { type Position, readPosition, readSteps, runFacts } from "../../db/flow-store.ts";
import { checkInput, type GateReading, readForGates } from "../../db/gate-input.ts";
import type { StoredManifest } from "../../db/manifest-store.ts";
import { answer, answererOf, answererTitle, isSigned, ownerOf, roleTitle } from "../../flow/answer.ts";
import { exitTaken, follow, nodeOf, targetsOf } from "../../flow/flow.ts";
import { ok } from "../../kernel/result.ts";
import type { Kind, KindGate } from "../../kinds/kind.schema.ts";
import { type Outcome, refuse } from "../../refusals/refusal.ts";
import { notReady } from "../not-ready.ts";
import { beginRun } from "./begin-run.ts";
import { move } from "./move.ts";

/**
 * Brings the flow to the gate of signatures: each gate before it that its checks answer is taken as they answer. A run
 * that has come to rest elsewhere is over, and a new one begins. Refused where a person must answer or lift a hold
 * first, or where what a gate gives is not in the revision yet. Returns the reading with the run as it then is.
 */
export async function comeToSigning(
  tx: Tx,
  access: PacketAccess,
  reading: GateReading,
): Promise<Outcome<GateReading>> {
  const { kind, packet } = access;
  if (!kind.gates.some((gate) => isSigned(kind, gate)) || !reading.head) return ok(reading);
  let at = await readPosition(tx, packet.id, kind);
  const holder = whoLifts(kind, at);
  if (holder !== null) return refuse("state-conflict", `The flow is held: ${holder} lifts it first.`);
  const over = at.seq === 0 || !at.rests?.startsWith("gate:") || (await wasSigned(tx, access, at));
  if (over) at = await beginRun(tx, access, reading.head);
  let now = await withRun(tx, reading);
  const passed = new Set<string>();
  for (let gate = gateAt(kind, at); gate && !isSigned(kind, gate); gate = gateAt(kind, at)) {
    // Checks look at one record here: a gate that comes up again would come up for ever.
    if (passed.has(gate.key))
      return refuse("state-conflict", "The flow leads round before it comes to an approval.");
    passed.add(gate.key);
    const taken = await takeByChecks(tx, access, { at, gate, reading: now });
    if (!taken.ok) return taken;
    at = taken.value;
    now = await withRun(tx, now);
  }
  if (!gateAt(kind, at)) return refuse("state-conflict", "The flow ends before it comes to an approval.");
  const unmoved = sameNumbers(await readNumbers(tx, packet.id), reading.numbers);
  if (unmoved) return ok(now);
  return refuse(
    "not-ready",
    "What the gates give is not in the revision yet. Take them on the page of the flow, then cut and ask.",
  );
}

async function takeByChecks(
  tx: Tx,
  access: PacketAccess,
  on: { readonly at: Position; readonly gate: KindGate; readonly reading: GateReading },
): Promise<Outcome<Position>> {
  const { kind } = access;
  const { at, gate, reading } = on;
  if (answererOf(gate).by !== "system") {
    const who = answererTitle(kind, gate);
    return refuse("state-conflict", `Before approval is asked, ${who} answers “${gate.question}”.`);
  }
  const { checks } = evaluateGate(gate, checkInput(reading, null));
  const stopping = checks.filter((check) => stops(check.outcome));
  const given = answer(
    gate,
    stopping.map((check) => check.check),
    null,
  );
  if (!("exit" in given)) return notReady(stopping);
  const trail = follow(kind, targetsOf(kind, given.exit.to, gate.key));
  if (nodeOf(kind, trail.rests).sort !== "gate" && stopping.length > 0) return notReady(stopping);
  return move(tx, access, {
    ...{ after: at, type: "decided", run: at.run, reading, trail, gate, exit: given.exit, checks },
  });
}

/** What a signature did to the flow: every gate of signatures that follows is passed with the last one. */
export async function passSigning(
  tx: Tx,
  access: PacketAccess,
  on: {
    readonly reading: GateReading;
    readonly manifest: StoredManifest;
    readonly given: readonly GivenSignature[];
  },
): Promise<Outcome<null>> {
  const { kind, packet } = access;
  const come = await comeToSigning(tx, access, on.reading);
  if (!come.ok) return come;
  const reading = come.value;
  let at = await readPosition(tx, packet.id, kind);
  for (let gate = gateAt(kind, at); gate && isSigned(kind, gate); gate = gateAt(kind, at)) {
    const { checks } = evaluateGate(gate, checkInput(reading, on));
    const exit = exitTaken(gate, []);
    if (!exit) return ok(null);
    const moved = await move(tx, access, {
      ...{ after: at, type: "decided", run: at.run, reading, gate, exit, checks },
      trail: follow(kind, targetsOf(kind, exit.to, gate.key)),
      onBehalfOfId: access.onBehalfOf?.accountId ?? null,
    });
    if (!moved.ok) return moved;
    at = moved.value;
  }
  return ok(null);
}

/** Takes the adverse exit of the gate of signatures, where the flow rests there. */
export async function declineSigning(
  tx: Tx,
  access: PacketAccess,
  on: { readonly manifest: StoredManifest; readonly reason: string; readonly role: string | null },
): Promise<Outcome<null>> {
  const { kind, packet, now } = access;
  const at = await readPosition(tx, packet.id, kind);
  const gate = gateAt(kind, at);
  if (!gate || !isSigned(kind, gate)) return ok(null);
  // A newer revision has begun a run of its own since: nobody has asked for that one.
  const run = (await readSteps(tx, packet.id)).filter((step) => step.run === at.run);
  if (run.every((step) => step.revisionId !== on.manifest.revisionId)) return ok(null);
  const missing = on.role === "required-signer" ? "signers-signed" : "owner-approved";
  const exit = exitTaken(gate, [missing]) ?? gate.exits.find((one) => one.adverse);
  if (!exit) return ok(null);
  const reading = await readForGates(tx, packet, kind, now);
  const moved = await move(tx, access, {
    ...{ after: at, type: "decided", run: at.run, reading, gate, exit, reason: on.reason },
    trail: follow(kind, targetsOf(kind, exit.to, gate.key)),
    onBehalfOfId: access.onBehalfOf?.accountId ?? null,
    over: { id: on.manifest.revisionId, digest: on.manifest.revisionDigest },
  });
  return moved.ok ? ok(null) : moved;
}

/** True where the present run has its signatures already: what follows watches over what was released. */
async function wasSigned(tx: Tx, { kind, packet }: PacketAccess, at: Position): Promise<boolean> {
  const run = (await readSteps(tx, packet.id)).filter((step) => step.run === at.run);
  return kind.gates
    .filter((gate) => isSigned(kind, gate))
    .some((gate) => {
      const onwards = gate.exits.filter((exit) => !exit.adverse).map((exit) => exit.label);
      return run.some((step) => step.gate === gate.key && onwards.includes(step.exit ?? ""));
    });
}

/** The role that a hold of the flow waits for, where it leads back and asking anew would pass it by. */
function whoLifts(kind: Kind, at: Position): string | null {
  const node = at.rests === null ? null : nodeOf(kind, at.rests);
  if (node?.sort !== "sink" || node.is.sort !== "re-entry" || node.is.to === null) return null;
  return roleTitle(kind, ownerOf(node.is));
}

async function withRun(tx: Tx, reading: GateReading): Promise<GateReading> {
  return { ...reading, run: runFacts(await readSteps(tx, reading.packet.id)) };
}

function gateAt(kind: Kind, at: Position): KindGate | null {
  const node = at.rests === null ? null : nodeOf(kind, at.rests);
  return node?.sort === "gate" ? node.is : null;
}
