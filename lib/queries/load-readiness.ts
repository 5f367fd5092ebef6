import "server-only";
import type { PacketAccess } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { type EvaluatedGate, stops } from "../checks/gates.ts";
import { approvalsOf } from "../db/approval-store.ts";
import { outcomeTransaction, type Tx } from "../db/client.ts";
import { gatesOf, readForGates } from "../db/gate-input.ts";
import { openManifest } from "../db/manifest-store.ts";
import { ok } from "../kernel/result.ts";
import type { Outcome } from "../refusals/refusal.ts";
import type { ReadinessView } from "../revision/views.ts";
import { openPacket } from "./open-packet.ts";
import { slugOfPacket } from "./slug-of-packet.ts";
import { viewGates } from "./view-gates.ts";

/** Every gate with every check as it stands now, for a member. `slugOrId` is the packet's slug or its id. */
export async function loadReadiness(actor: Actor, slugOrId: string): Promise<Outcome<ReadinessView>> {
  return outcomeTransaction(async (tx) => {
    const slug = await slugOfPacket(tx, slugOrId);
    const opened = await openPacket(tx, actor, slug);
    if (!opened.ok) return opened;
    const { access, annexes } = opened.value;
    const gates = await evaluatedGates(tx, access);
    const cleared = annexes
      .filter((annex) => access.clearedAnnexIds.has(annex.id))
      .map((annex) => annex.number);
    return ok({
      slug,
      packetId: access.packet.id,
      judgedAt: access.now.toISOString(),
      gates: viewGates(gates, new Set(cleared)),
      ...countChecks(gates),
    });
  });
}

/** The packet's gates now; with the manifest that is open and who has signed it, where there is one. */
export async function evaluatedGates(tx: Tx, access: PacketAccess): Promise<readonly EvaluatedGate[]> {
  const reading = await readForGates(tx, access.packet, access.kind, access.now);
  const manifest = await openManifest(tx, access.packet.id);
  return gatesOf(reading, manifest && { manifest, given: await approvalsOf(tx, manifest.id) });
}

/** How many checks pass and hold before a request; what a person's act answers is not counted. */
export function countChecks(
  gates: readonly EvaluatedGate[],
): Pick<ReadinessView, "passed" | "held" | "total"> {
  const checks = gates.flatMap((gate) => gate.checks).filter((check) => check.sees === "state");
  const held = checks.filter((check) => stops(check.outcome)).length;
  const applicable = checks.filter((check) => check.outcome !== "not-applicable").length;
  return { passed: applicable - held, held, total: applicable };
}
