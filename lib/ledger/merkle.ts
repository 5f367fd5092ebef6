// RFC 6962 section 2.1 (hashing, proofs) and RFC 9162 section 2.1 (verification), over SHA-256.
// Rules: docs/spec/ledger.md LG1–LG5. Sizes and indexes are non-negative safe integers.

import { concat, equalBytes } from "../kernel/bytes.ts";
import { sha256 } from "../kernel/digest.ts";
import { assertInvariant } from "../kernel/invariant.ts";

const LEAF_PREFIX = Uint8Array.of(0);
const NODE_PREFIX = Uint8Array.of(1);

/**
 * The right edge of a tree: the roots of its perfect subtrees, largest first. A tree of `size` leaves has one
 * for each bit set in `size`; the empty tree has none.
 */
export type Frontier = readonly Uint8Array[];

/** Hash of a leaf's bytes: SHA-256(0x00 ‖ bytes), 32 bytes. */
export function leafHash(bytes: Uint8Array): Uint8Array {
  return sha256(concat(LEAF_PREFIX, bytes));
}

/** Hash of two subtrees: SHA-256(0x01 ‖ left ‖ right), 32 bytes. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concat(NODE_PREFIX, left, right));
}

/** The frontier after one more leaf. `size` is the number of leaves before it. */
export function appendToFrontier(frontier: Frontier, size: number, leaf: Uint8Array): Frontier {
  assertInvariant(frontier.length === countBits(size), "LG2", "the frontier does not fit the size");
  const next = [...frontier];
  let hash = leaf;
  for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    const left = next.pop();
    assertInvariant(left, "LG2", "the frontier ended early");
    hash = nodeHash(left, hash);
  }
  next.push(hash);
  return next;
}

/** Root of the tree that a frontier stands for; of the empty tree, SHA-256 of nothing. */
export function frontierRoot(frontier: Frontier): Uint8Array {
  const [last, ...lefts] = [...frontier].reverse();
  if (!last) return sha256(new Uint8Array());
  return lefts.reduce((right, left) => nodeHash(left, right), last);
}

/** Root over leaf hashes in order (RFC 6962 MTH). */
export function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  return frontierRoot(
    leaves.reduce<Frontier>((frontier, leaf, size) => appendToFrontier(frontier, size, leaf), []),
  );
}

/**
 * The inclusion proof of leaf `index` in the tree over all the given leaf hashes, from the leaf upwards
 * (RFC 6962 PATH). Throws where the index is not in the tree.
 */
export function inclusionProof(leaves: readonly Uint8Array[], index: number): readonly Uint8Array[] {
  assertInvariant(index >= 0 && index < leaves.length, "LG3", "no such leaf in this tree");
  if (leaves.length === 1) return [];
  const k = splitPoint(leaves.length);
  return index < k
    ? [...inclusionProof(leaves.slice(0, k), index), rootOf(leaves.slice(k))]
    : [...inclusionProof(leaves.slice(k), index - k), rootOf(leaves.slice(0, k))];
}

/** What `verifyInclusion` looks at: a leaf's hash and place, the tree's size and root, and the proof. */
export interface Inclusion {
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** True where the proof shows that the leaf stands at `index` in the tree with that root (RFC 9162 2.1.3.2). */
export function verifyInclusion({ leaf, index, size, proof, root }: Inclusion): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  let fn = index;
  let sn = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (sn === 0 || sibling.length !== 32) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(sibling, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && equalBytes(hash, root);
}

/**
 * The proof that the tree over all the given leaf hashes continues the one of its first `size` leaves
 * (RFC 6962 PROOF). Empty for size 0 and for the whole tree.
 */
export function consistencyProof(leaves: readonly Uint8Array[], size: number): readonly Uint8Array[] {
  assertInvariant(size >= 0 && size <= leaves.length, "LG4", "the older tree is larger than the newer");
  return size === 0 ? [] : subProof(leaves, size, true);
}

function subProof(leaves: readonly Uint8Array[], m: number, whole: boolean): readonly Uint8Array[] {
  if (m === leaves.length) return whole ? [] : [rootOf(leaves)];
  const k = splitPoint(leaves.length);
  return m <= k
    ? [...subProof(leaves.slice(0, k), m, whole), rootOf(leaves.slice(k))]
    : [...subProof(leaves.slice(k), m - k, false), rootOf(leaves.slice(0, k))];
}

/** What `verifyConsistency` looks at: sizes and roots of the older and newer tree, and the proof. */
export interface Consistency {
  readonly oldSize: number;
  readonly newSize: number;
  readonly oldRoot: Uint8Array;
  readonly newRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** True where the proof shows that the newer tree only appended to the older (RFC 9162 2.1.4.2). */
export function verifyConsistency(input: Consistency): boolean {
  const { oldSize, newSize, oldRoot, newRoot, proof } = input;
  if (![oldSize, newSize].every((n) => Number.isSafeInteger(n) && n >= 0) || oldSize > newSize) return false;
  if (oldSize === newSize) return proof.length === 0 && equalBytes(oldRoot, newRoot);
  if (oldSize === 0) return proof.length === 0;
  const nodes = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : [...proof];
  const [seed, ...path] = nodes;
  if (!seed || nodes.some((node) => node.length !== 32)) return false;
  return climb(seed, path, input);
}

function climb(seed: Uint8Array, path: readonly Uint8Array[], input: Consistency): boolean {
  let fn = input.oldSize - 1;
  let sn = input.newSize - 1;
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)];
  let older = seed;
  let newer = seed;
  for (const node of path) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      older = nodeHash(node, older);
      newer = nodeHash(node, newer);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      newer = nodeHash(newer, node);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && equalBytes(older, input.oldRoot) && equalBytes(newer, input.newRoot);
}

// Bit operators work on 32 bits only; a ledger may outgrow them.
function half(n: number): number {
  return Math.floor(n / 2);
}

function countBits(n: number): number {
  let bits = 0;
  for (let rest = n; rest > 0; rest = half(rest)) bits += rest % 2;
  return bits;
}

function isPowerOfTwo(n: number): boolean {
  return n > 0 && countBits(n) === 1;
}

/** The largest power of two that is smaller than n, for n > 1. */
function splitPoint(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}
