// The acts of a walk: begin a run, take a gate, sign or decline, lift a hold, ask for what is denied.

import { randomUUID } from "node:crypto";
import type { Actor } from "../lib/auth/actor.ts";
import { database } from "../lib/db/client.ts";
import { answererOf, receiversOf } from "../lib/flow/answer.ts";
import { startsOf } from "../lib/flow/flow.ts";
import type { KindGate, KindSink } from "../lib/kinds/kind.schema.ts";
import type { Outcome } from "../lib/refusals/refusal.ts";
import { approveManifest } from "../lib/workflows/approve-manifest.ts";
import { askApproval } from "../lib/workflows/ask-approval.ts";
import { declineManifest } from "../lib/workflows/decline-manifest.ts";
import { liftSink } from "../lib/workflows/flow/lift-sink.ts";
import { startFlow } from "../lib/workflows/flow/start-flow.ts";
import { takeGate } from "../lib/workflows/flow/take-gate.ts";
import { makeSignature } from "../test/ready-packet.ts";
import { stepsOf } from "./flow-log.ts";
import { NotAsDrawn } from "./not-as-drawn.ts";
import { personOf, type Stage, upload } from "./stage.ts";

const REASON = "As the path of the drawing goes.";

/** The value of an outcome; a refusal is what a path is not as drawn in. */
export function granted<T>(outcome: Outcome<T>, what: string): T {
  if (outcome.ok) return outcome.value;
  throw new NotAsDrawn(`${what} was refused: ${JSON.stringify(outcome.error)}`);
}

/** Fails where an act was not refused. */
export function refused(outcome: Outcome<unknown>, what: string): void {
  if (outcome.ok) throw new NotAsDrawn(`${what} was not refused`);
}

async function seenSeq(stage: Stage): Promise<number> {
  return (await stepsOf(stage)).at(-1)?.seq ?? 0;
}

/** Begins a run of a kind that releases nothing; where a source's new version begins it, by that version. */
export async function begin(stage: Stage, start: number): Promise<void> {
  const { packetId, world } = stage;
  const on = startsOf(stage.kind)[start]?.on ?? null;
  const trigger = on === null ? null : await upload(stage, on);
  if (on !== null) stage.notes.set("trigger-slot", on);
  const started = await startFlow(world.clerk, {
    packetId,
    requestId: randomUUID(),
    start,
    triggerVersionId: trigger?.versionId ?? null,
  });
  granted(started, "beginning");
}

/** Who answers a gate. */
export function answererIn(stage: Stage, gate: KindGate): Actor {
  const answerer = answererOf(gate);
  if (answerer.by === "system") return stage.world.clerk;
  const role = answerer.by === "receiver" ? (receiversOf(stage.kind)[0] ?? "") : answerer.role;
  return personOf(stage, role);
}

/** Takes the gate where the flow rests; `exit` null: its checks say. */
export async function take(stage: Stage, gate: KindGate, exit: string | null, by?: Actor) {
  return takeGate(by ?? answererIn(stage, gate), {
    packetId: stage.packetId,
    requestId: randomUUID(),
    gate: gate.key,
    exit,
    reason: REASON,
    seenSeq: await seenSeq(stage),
  });
}

/** Lifts the hold where the flow rests: whoever it belongs to does, and nobody else can. */
export async function lift(stage: Stage, sink: KindSink): Promise<void> {
  const by = personOf(stage, sink.owner ?? "artifact-owner");
  refused(await liftBy(stage, stage.world.stranger), `a stranger's lifting of ${sink.key}`);
  const other = [...stage.people.values()].find((one) => one.id !== by.id);
  if (other) refused(await liftBy(stage, other), `the lifting of ${sink.key} by ${other.name}`);
  granted(await liftBy(stage, by), `lifting ${sink.key}`);
}

/** Somebody's attempt at lifting the hold where the flow rests. */
export async function liftBy(stage: Stage, by: Actor): Promise<Outcome<unknown>> {
  return liftSink(by, {
    packetId: stage.packetId,
    requestId: randomUUID(),
    reason: "What was missing is there.",
    seenSeq: await seenSeq(stage),
  });
}

/** Asks for approval of the head; the manifest that then stands. */
export async function ask({ packetId, world }: Stage): Promise<string> {
  return granted(await askApproval(world.clerk, { packetId }), "asking for approval").manifestId;
}

/** Everybody who must sign a manifest, in the order in which the walk lets them: the release owner last. */
function signers(stage: Stage): readonly Actor[] {
  const { requiredSigners, releaseOwner } = stage.kind.approval;
  const owner = releaseOwner && stage.releaseOwner ? [stage.releaseOwner] : [];
  return [...requiredSigners.map((role) => personOf(stage, role)), ...owner];
}

/** Signs a manifest by everybody who must, each with a passkey; the release that it opens. */
export async function sign(stage: Stage, manifestId: string): Promise<string> {
  const { packetId, world } = stage;
  let releaseId: string | null = null;
  for (const signer of signers(stage)) {
    const key = await world.keyOf(signer);
    const made = await makeSignature(signer, key, { manifestId, packetId });
    releaseId = granted(await approveManifest(signer, made), `the signature of ${signer.name}`).releaseId;
  }
  if (releaseId === null) throw new NotAsDrawn("everybody signed and nothing was released");
  return releaseId;
}

/** Declines a manifest by the last of those who must sign it. */
export async function decline(stage: Stage, manifestId: string): Promise<void> {
  const by = signers(stage).at(-1);
  if (!by) throw new NotAsDrawn("nobody signs here");
  granted(await declineManifest(by, { manifestId, reason: REASON }), "declining");
}

/** How many releases a packet has opened. */
export function releases({ packetId }: Stage): Promise<number> {
  return database().release.count({ where: { packetId } });
}
