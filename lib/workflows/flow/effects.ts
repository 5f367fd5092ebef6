// What the workspace writes as a flow goes on: the answer that an exit gives, what travels or is handed on at a sink,
// notices, and the cut at an outcome. All of it in the transaction of the step.

import type { PacketAccess } from "../../auth/access.ts";
import { notify } from "../../bus/notify.ts";
import { type EvaluatedCheck, stops } from "../../checks/gates.ts";
import type { Tx } from "../../db/client.ts";
import type { GateReading } from "../../db/gate-input.ts";
import { ownerOf, roleTitle } from "../../flow/answer.ts";
import { nodeOf, type Trail } from "../../flow/flow.ts";
import { ok } from "../../kernel/result.ts";
import type { KindExit, KindGate, KindSink } from "../../kinds/kind.schema.ts";
import type { Outcome } from "../../refusals/refusal.ts";
import { cutInside } from "../cut-inside.ts";
import { recordBound } from "../record-bound.ts";
import { writeDeltaNotices } from "./delta-notices.ts";
import { addWorkspaceRow, putWorkspaceRow } from "./workspace-rows.ts";

/** How the flow came to where it comes to rest. */
export interface Arrival {
  readonly reading: GateReading;
  readonly run: number;
  readonly gate: KindGate | null;
  readonly exit: KindExit | null;
  readonly checks: readonly EvaluatedCheck[];
  readonly reason: string | null;
  readonly trail: Trail;
}

/** The revision that was cut on arriving, if any. */
export interface Arrived {
  readonly cut: { readonly id: string; readonly digest: string } | null;
}

/** Writes everything that follows from an arrival. A refused cut refuses the whole act. */
export async function arrive(tx: Tx, access: PacketAccess, arrival: Arrival): Promise<Outcome<Arrived>> {
  const { kind } = access;
  if (arrival.exit && arrival.exit.gives !== null) await give(tx, access, arrival, arrival.exit.gives);
  let cut: Arrived["cut"] = null;
  for (const ref of arrival.trail.nodes) {
    const node = nodeOf(kind, ref);
    if (node.sort === "step" && node.is.does === "delta-notices") {
      await writeDeltaNotices(tx, access, arrival.reading, arrival.run);
    }
    if (node.sort === "sink") await enterSink(tx, access, arrival, node.is);
    if (node.sort === "outcome" && node.is.cuts) {
      const done = await cutInside(tx, access);
      if (!done.ok) return done;
      cut = { id: done.value.revisionId, digest: done.value.digest };
    }
  }
  return ok({ cut });
}

async function give(tx: Tx, access: PacketAccess, arrival: Arrival, value: string): Promise<void> {
  const register = access.kind.verdicts?.values.includes(value) ? "verdict" : "disposition";
  const because = reasonsOf(arrival).join("\n");
  await putWorkspaceRow(tx, access, {
    register,
    columns: { [register]: value, gate: arrival.gate?.key ?? "", because },
  });
}

async function enterSink(tx: Tx, access: PacketAccess, arrival: Arrival, sink: KindSink): Promise<void> {
  if (sink.does === "carry-forward" || sink.sort === "carry-forward") {
    await carryForward(tx, access, arrival, sink);
  }
  switch (sink.does) {
    case "escalate":
      return escalate(tx, access, arrival, sink);
    case "restore-previous":
      return restore(tx, access, arrival);
    case "divert":
      return divert(tx, access, arrival, sink);
    default:
      return;
  }
}

async function carryForward(tx: Tx, access: PacketAccess, arrival: Arrival, sink: KindSink): Promise<void> {
  const owner = roleTitle(access.kind, ownerOf(sink));
  for (const { what, reason } of whatStops(arrival)) {
    await addWorkspaceRow(tx, access, {
      register: "exceptions",
      columns: { what, reason, owner, state: "carried" },
    });
  }
}

async function escalate(tx: Tx, access: PacketAccess, arrival: Arrival, sink: KindSink): Promise<void> {
  await addWorkspaceRow(tx, access, {
    register: "handoffs",
    columns: {
      to: roleTitle(access.kind, ownerOf(sink)),
      what: sink.title,
      why: reasonsOf(arrival).join("\n"),
      record: arrival.reading.candidate.digest,
    },
  });
}

async function restore(tx: Tx, access: PacketAccess, arrival: Arrival): Promise<void> {
  const target = access.kind.validity?.restoreTarget;
  if (target === undefined) return;
  await putWorkspaceRow(tx, access, {
    register: "in-force",
    columns: { what: target, since: access.now.toISOString(), because: reasonsOf(arrival).join("\n") },
  });
}

async function divert(tx: Tx, access: PacketAccess, arrival: Arrival, sink: KindSink): Promise<void> {
  const packetId = access.packet.id;
  await tx.packet.update({ where: { id: packetId }, data: { state: "diverted" } });
  await notify(tx, { kind: "access", packetId });
  await recordBound(tx, {
    actor: access.actor,
    packetId,
    annexId: null,
    reason: `The packet was diverted: ${sink.title}`,
    type: "diverted",
    text: { question: arrival.gate?.question ?? "", to: sink.title, reason: reasonsOf(arrival).join("\n") },
  });
}

/** Why the flow went this way, for everybody: of an annex, only that it holds. */
function reasonsOf(arrival: Arrival): readonly string[] {
  return [...new Set(whatStops(arrival).map(({ reason }) => reason))];
}

function whatStops({ checks, gate, exit, reason }: Arrival): readonly { what: string; reason: string }[] {
  const stopping = checks.filter((check) => stops(check.outcome));
  const found = stopping.flatMap((check) =>
    check.reasons.map((one) => ({
      what: check.title,
      reason: one.annex === null ? one.says : `Annex A${one.annex} holds.`,
    })),
  );
  const said = reason === null ? [] : [{ what: gate?.question ?? "The flow", reason }];
  const all = [...said, ...found];
  if (all.length > 0 || exit === null) return all;
  const why = exit.adverse && exit.reasons.length > 0 ? exit.reasons.join(", ") : exit.label;
  return [{ what: gate?.question ?? "The flow", reason: why }];
}
