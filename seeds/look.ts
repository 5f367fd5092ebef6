// How the gates of a packet stand now. The walk looks so that it knows what to write; what decides is what the
// workflows then find and record.

import type { CheckInput } from "../lib/checks/check.ts";
import { type EvaluatedGate, stops } from "../lib/checks/gates.ts";
import { approvalsOf } from "../lib/db/approval-store.ts";
import { databaseNow, transaction } from "../lib/db/client.ts";
import { checkInput, gatesOf, readForGates } from "../lib/db/gate-input.ts";
import { openManifest } from "../lib/db/manifest-store.ts";
import type { Stage } from "./stage.ts";

/** A packet as its checks see it. */
export interface Looked {
  readonly input: CheckInput;
  readonly gates: readonly EvaluatedGate[];
}

/** Reads the packet whole and evaluates every gate. */
export async function look({ packetId, kind }: Pick<Stage, "packetId" | "kind">): Promise<Looked> {
  return transaction(async (tx) => {
    const packet = await tx.packet.findUniqueOrThrow({ where: { id: packetId } });
    const reading = await readForGates(tx, packet, kind, await databaseNow(tx));
    const manifest = await openManifest(tx, packetId);
    const signing = manifest && { manifest, given: await approvalsOf(tx, manifest.id) };
    return { input: checkInput(reading, signing), gates: gatesOf(reading, signing) };
  });
}

/** The checks of a gate that stop it now, with their reasons. */
export function stoppingChecks(
  looked: Looked,
  gate: string,
): readonly { readonly check: string; readonly index: number; readonly says: string }[] {
  const found = looked.gates.find((one) => one.key === gate);
  return (found?.checks ?? [])
    .map((check, index) => ({ ...check, index }))
    .filter((check) => stops(check.outcome))
    .map((check) => ({
      check: check.check,
      index: check.index,
      says: check.reasons.map((reason) => reason.says).join(" ") || check.outcome,
    }));
}
