import "server-only";
import type { Tx } from "../db/client.ts";
import type { Position, StoredStep } from "../db/flow-store.ts";
import { isSigned, ownerOf, rightToAnswer, works } from "../flow/answer.ts";
import { nodeTitle } from "../flow/consequence.ts";
import { nodeOf, runsOverRevision, startsOf, targetsOf } from "../flow/flow.ts";
import type { FlowStartView, FlowView } from "../flow/views.ts";
import { holdsKindRole } from "../packet/seats.ts";
import type { OpenPacket } from "./open-packet.ts";

/** What the reader may do to the flow where it rests; for what the page offers, never for what is done. */
export function flowRights(
  open: OpenPacket,
  at: Position,
  starts: readonly FlowStartView[],
): FlowView["may"] {
  const { access, may } = open;
  const { kind } = access;
  const node = at.rests === null ? null : nodeOf(kind, at.rests);
  const gate = node?.sort === "gate" ? node.is : null;
  const sink = node?.sort === "sink" ? node.is : null;
  const owns = sink !== null && holdsKindRole(kind, access, ownerOf(sink));
  const goesBack = sink?.sort === "re-entry" && sink.to !== null;
  const begins =
    at.seq === 0 ||
    node === null ||
    node.sort === "outcome" ||
    owns ||
    starts.some((s) => s.triggers.length > 0);
  return {
    take:
      gate !== null &&
      !isSigned(kind, gate) &&
      rightToAnswer(kind, gate, access) !== null &&
      may("flow.take"),
    lift: owns && (goesBack || !runsOverRevision(kind)) && may("flow.lift"),
    start: !runsOverRevision(kind) && works(access) && begins && may("flow.start"),
    request: may("flow.request"),
  };
}

/** Where a run may begin, each with the source versions that no run was begun by yet. */
export async function startViews(
  tx: Tx,
  open: OpenPacket,
  steps: readonly StoredStep[],
): Promise<readonly FlowStartView[]> {
  const { kind, packet } = open.access;
  const used = new Set(steps.map((step) => step.triggerId));
  return Promise.all(
    startsOf(kind).map(async (start, index): Promise<FlowStartView> => {
      const to = nodeTitle(kind, targetsOf(kind, start.to, null)[0] ?? start.to);
      if (start.on === null) return { index, to, on: null, triggers: [] };
      const label = kind.sources.find((slot) => slot.key === start.on)?.label ?? start.on;
      const triggers = (await versionsOf(tx, packet.id, start.on)).filter((one) => !used.has(one.versionId));
      return { index, to, on: { slot: start.on, label }, triggers };
    }),
  );
}

/** The newest version of each source of a slot. */
async function versionsOf(tx: Tx, packetId: string, slot: string): Promise<FlowStartView["triggers"]> {
  const sources = await tx.source.findMany({
    where: { packetId, annexId: null, retiredAt: null, slotKey: slot },
    orderBy: { number: "asc" },
    select: {
      number: true,
      versions: {
        orderBy: { version: "desc" },
        take: 1,
        select: { id: true, version: true, receivedAt: true },
      },
    },
  });
  return sources
    .flatMap(({ number, versions }) => versions.map((version) => ({ number, ...version })))
    .sort((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime())
    .map(({ id, number, version }) => ({ versionId: id, says: `S${number}, version ${version}` }));
}
