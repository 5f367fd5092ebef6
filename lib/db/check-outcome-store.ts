import type { EvaluatedGate } from "../checks/gates.ts";
import { canonicalBytes } from "../kernel/canonical.ts";
import { digestOf } from "../kernel/digest.ts";
import type { Tx } from "./client.ts";
import { record } from "./ledger-store.ts";

/** A check whose outcome is not what was last recorded; `before` null where nothing was. */
export interface OutcomeChange {
  readonly check: string;
  readonly before: string | null;
  readonly after: string;
}

/**
 * Notes the outcome of every check and records those that changed as one event. Written at a cut, at a request,
 * and while a manifest is pending or a release open. Reasons may speak of an annex, so that only outcomes are said.
 */
export async function noteOutcomes(
  tx: Tx,
  packetId: string,
  gates: readonly EvaluatedGate[],
  at: Date,
): Promise<readonly OutcomeChange[]> {
  const known = new Map(
    (await tx.checkOutcome.findMany({ where: { packetId } })).map((row) => [row.checkKey, row]),
  );
  const results = new Map(gates.flatMap((gate) => gate.checks.map((check) => [check.check, check] as const)));
  const changes: OutcomeChange[] = [];
  for (const [check, result] of results) {
    const before = known.get(check)?.outcome ?? null;
    if (before === result.outcome) continue;
    changes.push({ check, before, after: result.outcome });
    const row = { outcome: result.outcome, digest: digestOf(canonicalBytes(result.looked)), at };
    await tx.checkOutcome.upsert({
      where: { packetId_checkKey: { packetId, checkKey: check } },
      create: { packetId, checkKey: check, ...row },
      update: row,
    });
  }
  if (changes.length > 0) {
    await record(tx, {
      type: "check result changed",
      actor: null,
      packetId,
      text: { changes: changes.map(({ check, before, after }) => ({ check, before, after })) },
    });
  }
  return changes;
}
