import { verifyEd25519 } from "../approvals/signatures.ts";
import { fromHex } from "../kernel/bytes.ts";
import { FaultError } from "../kernel/invariant.ts";
import { err, type Result } from "../kernel/result.ts";
import { auditLeaf, endAudit, type LedgerFault, type PinnedRoot, startAudit } from "../ledger/audit.ts";
import { verifyCheckpoint } from "../ledger/checkpoint.ts";
import { publicKeys } from "../signing/workspace-keys.ts";
import type { Tx } from "./client.ts";
import { ledgerOrigin } from "./ledger-store.ts";

const PAGE = 2000;

/**
 * Re-derives the whole ledger from its leaves and holds it against the head, every stored checkpoint and the notes
 * given (those that somebody kept elsewhere). The first thing that is wrong is named by index. Reads in pages.
 */
export async function auditLedger(
  tx: Tx,
  kept: readonly string[] = [],
): Promise<Result<PinnedRoot, LedgerFault>> {
  let state = startAudit(await pinnedRoots(tx, kept));
  for (let next = 0n; state.ok; ) {
    const page = await tx.ledgerLeaf.findMany({
      where: { index: { gte: next } },
      orderBy: { index: "asc" },
      take: PAGE,
      select: { index: true, bytes: true, leafHash: true },
    });
    for (const leaf of page) {
      if (state.ok) state = auditLeaf(state.value, { ...leaf, index: Number(leaf.index) });
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    next = last.index + 1n;
  }
  return state.ok ? endAudit(state.value) : err(state.error);
}

async function pinnedRoots(tx: Tx, kept: readonly string[]): Promise<readonly PinnedRoot[]> {
  const origin = await ledgerOrigin(tx);
  const head = await tx.ledgerHead.findUnique({ where: { id: 1 } });
  const stored = await tx.ledgerCheckpoint.findMany({ select: { note: true } });
  const pins = [...stored.map((row) => row.note), ...kept].map((note) => openNote(note, origin));
  const root = fromHex(head?.root ?? "");
  return head && root ? [...pins, { size: Number(head.size), root }] : pins;
}

// A note that was changed is itself the finding; which leaf it spoke of can no longer be said.
function openNote(note: string, origin: string): PinnedRoot {
  for (const { publicKey } of publicKeys("ledger")) {
    const checkpoint = verifyCheckpoint(note, { origin, publicKey, verify: verifyEd25519 });
    if (checkpoint.ok) return checkpoint.value;
  }
  throw new FaultError("integrity-failed", { cause: "a checkpoint is not signed by a key of this ledger" });
}
