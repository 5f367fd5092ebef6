// Re-deriving a ledger from its leaves, to find where somebody changed it behind the application's back.
// Rules: docs/spec/ledger.md LG19–LG20.

import { equalBytes } from "../kernel/bytes.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { parseLeaf } from "./event.schema.ts";
import { appendToFrontier, type Frontier, frontierRoot, leafHash } from "./merkle.ts";

/** A leaf as stored: its place, its bytes and the hash kept beside them. */
export interface AuditLeaf {
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly leafHash: Uint8Array;
}

/** A root that is known from elsewhere: from a checkpoint whose signature was checked, or from the locked head. */
export interface PinnedRoot {
  readonly size: number;
  readonly root: Uint8Array;
}

/**
 * The first thing that is wrong. Something at an index from `from` to `to`, both included, is not what it was;
 * they are the same where the leaf itself shows it, and span the leaves between two pins where only a root does.
 */
export interface LedgerFault {
  readonly reason: "gap" | "other-hash" | "not-a-leaf" | "back-in-time" | "other-root" | "too-short";
  readonly from: number;
  readonly to: number;
}

/** How far an audit has come. */
export interface AuditState {
  readonly size: number;
  readonly frontier: Frontier;
  readonly lastAt: string;
  /** Pins not reached yet, by size. */
  readonly pins: readonly PinnedRoot[];
  /** Size of the last pin that held; 0 before any did. */
  readonly sound: number;
}

/** The state before the first leaf. */
export function startAudit(pins: readonly PinnedRoot[]): Result<AuditState, LedgerFault> {
  const sorted = [...pins].sort((a, b) => a.size - b.size);
  return comparePins({ size: 0, frontier: [], lastAt: "", pins: sorted, sound: 0 });
}

/** The state after one more leaf, or what is wrong with it. */
export function auditLeaf(state: AuditState, leaf: AuditLeaf): Result<AuditState, LedgerFault> {
  const at = { from: state.size, to: state.size };
  if (leaf.index !== state.size) return err({ reason: "gap", ...at });
  const hash = leafHash(leaf.bytes);
  if (!equalBytes(hash, leaf.leafHash)) return err({ reason: "other-hash", ...at });
  const parsed = parseLeaf(leaf.bytes);
  if (!parsed.ok) return err({ reason: "not-a-leaf", ...at });
  if (parsed.value.at < state.lastAt) return err({ reason: "back-in-time", ...at });
  return comparePins({
    ...state,
    size: state.size + 1,
    frontier: appendToFrontier(state.frontier, state.size, hash),
    lastAt: parsed.value.at,
  });
}

function comparePins(state: AuditState): Result<AuditState, LedgerFault> {
  const reached = state.pins.filter((pin) => pin.size === state.size);
  if (reached.length === 0) return ok(state);
  const root = frontierRoot(state.frontier);
  if (reached.some((pin) => !equalBytes(pin.root, root))) {
    return err({ reason: "other-root", from: state.sound, to: Math.max(state.size - 1, 0) });
  }
  return ok({ ...state, pins: state.pins.slice(reached.length), sound: state.size });
}

/** What the audit found after the last leaf: the size and root, or that leaves are missing at the end. */
export function endAudit(state: AuditState): Result<PinnedRoot, LedgerFault> {
  const last = state.pins.at(-1);
  if (last) return err({ reason: "too-short", from: state.size, to: last.size - 1 });
  return ok({ size: state.size, root: frontierRoot(state.frontier) });
}

/** Audits leaves in the order of their index. */
export function auditLeaves(
  leaves: Iterable<AuditLeaf>,
  pins: readonly PinnedRoot[],
): Result<PinnedRoot, LedgerFault> {
  let state = startAudit(pins);
  for (const leaf of leaves) {
    if (!state.ok) return state;
    state = auditLeaf(state.value, leaf);
  }
  return state.ok ? endAudit(state.value) : state;
}
