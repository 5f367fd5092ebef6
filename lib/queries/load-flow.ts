import "server-only";
import type { Actor } from "../auth/actor.ts";
import { CHECKS } from "../checks/registry.ts";
import { outcomeTransaction, type Tx } from "../db/client.ts";
import { type Position, positionAfter, readSteps, type StoredStep } from "../db/flow-store.ts";
import type { GateReading } from "../db/gate-input.ts";
import { revisionLines } from "../db/revision-store.ts";
import { ownerOf, roleTitle } from "../flow/answer.ts";
import { liftingOf, nodeTitle, saysWhere } from "../flow/consequence.ts";
import { type NodeRef, nodeOf, plainStart, targetsOf } from "../flow/flow.ts";
import { edgeViews, nodeViews } from "../flow/picture.ts";
import type { FlowSinkView, FlowStepView, FlowView } from "../flow/views.ts";
import { ok } from "../kernel/result.ts";
import type { Kind } from "../kinds/kind.schema.ts";
import type { PacketHeaderView } from "../packet/views.ts";
import type { Outcome } from "../refusals/refusal.ts";
import { stateTokenFor } from "../workflows/state-token.ts";
import { type OpenPacket, openPacket } from "./open-packet.ts";
import { readHeader } from "./read-header.ts";
import { slugOfPacket } from "./slug-of-packet.ts";
import { exposuresView } from "./view-exposures.ts";
import { gateView } from "./view-flow-gate.ts";
import { flowRights, startViews } from "./view-flow-rights.ts";

/** The flow of a packet as it stands now, for a member. `slugOrId` is the packet's slug or its id. */
export async function loadFlow(
  actor: Actor,
  slugOrId: string,
): Promise<Outcome<FlowView & { readonly header: PacketHeaderView }>> {
  return outcomeTransaction(async (tx) => {
    const opened = await openPacket(tx, actor, await slugOfPacket(tx, slugOrId), "flow.read");
    if (!opened.ok) return opened;
    // Header and flow are of one reading: reading a packet whole is what such a page costs.
    const { header, reading } = await readHeader(tx, opened.value);
    return ok({ header, ...(await flowView(tx, opened.value, reading)) });
  });
}

async function flowView(tx: Tx, open: OpenPacket, reading: GateReading): Promise<FlowView> {
  const { packet, kind, actor } = open.access;
  const steps = await readSteps(tx, packet.id);
  const at = positionAfter(kind, steps.at(-1) ?? null);
  const node = at.rests === null ? null : nodeOf(kind, at.rests);
  const starts = await startViews(tx, open, steps);
  return {
    packetId: packet.id,
    slug: packet.slug,
    kindKey: kind.key,
    elsewhere: kind.elsewhere,
    seq: at.seq,
    run: at.run,
    stateToken: stateTokenFor({ id: "flow", packetId: packet.id }, actor, reading.numbers),
    rests: at.rests && { ref: at.rests, title: nodeTitle(kind, at.rests) },
    says: saysWhere(kind, at.rests),
    nodes: nodeViews(kind, passedIn(steps, at), at.rests),
    edges: edgeViews(kind),
    steps: await stepViews(tx, open, steps),
    starts,
    gate: node?.sort === "gate" ? await gateView(tx, open, reading, node.is) : null,
    sink: node?.sort === "sink" ? sinkView(kind, node.is, steps) : null,
    outcome:
      node?.sort === "outcome"
        ? {
            title: node.is.title,
            handedTo: node.is.handsTo === null ? null : roleTitle(kind, node.is.handsTo),
          }
        : null,
    may: flowRights(open, at, starts),
    exposures: await exposuresView(tx, open),
    stopBoundary: { statement: kind.stopBoundary.statement, denied: kind.stopBoundary.deniedActions },
  };
}

function passedIn(steps: readonly StoredStep[], at: Position): ReadonlySet<NodeRef> {
  return new Set(steps.filter((step) => step.run === at.run).flatMap((step) => step.trail));
}

function sinkView(kind: Kind, sink: Kind["sinks"][number], steps: readonly StoredStep[]): FlowSinkView {
  const begun = steps.findLast((step) => step.type === "started")?.trail[0];
  const begins = begun ?? targetsOf(kind, plainStart(kind).to, null)[0] ?? `sink:${sink.key}`;
  return {
    key: sink.key,
    title: sink.title,
    sort: sink.sort,
    owner: roleTitle(kind, ownerOf(sink)),
    ...liftingOf(kind, sink, begins),
  };
}

async function stepViews(
  tx: Tx,
  open: OpenPacket,
  steps: readonly StoredStep[],
): Promise<readonly FlowStepView[]> {
  const { kind, packet } = open.access;
  await open.learn(steps.flatMap((step) => [step.actorId, step.onBehalfOfId]));
  const numbers = new Map((await revisionLines(tx, packet.id)).map((line) => [line.id, line.number]));
  const named = (ref: NodeRef) => ({ ref, title: nodeTitle(kind, ref) });
  return steps.map((step) => ({
    seq: step.seq,
    run: step.run,
    type: step.type,
    gate: step.gate === null ? null : { key: step.gate, question: nodeTitle(kind, `gate:${step.gate}`) },
    exit: step.exit,
    trail: step.trail.map(named),
    rests: named(step.rests),
    checks: step.checks.map((check) => ({ ...check, title: titleOf(check.check) })),
    reason: step.reason,
    byName: step.actorId === null ? null : open.person(step.actorId).name,
    onBehalfOfName: step.onBehalfOfId === null ? null : open.person(step.onBehalfOfId).name,
    at: step.at.toISOString(),
    recordDigest: step.recordDigest,
    revisionNumber: step.revisionId === null ? null : (numbers.get(step.revisionId) ?? null),
  }));
}

function titleOf(check: string): string {
  return (CHECKS as Readonly<Record<string, { title: string } | undefined>>)[check]?.title ?? check;
}
