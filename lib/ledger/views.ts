import type { LedgerFamily } from "./words.ts";

/** One leaf as a page shows it. Names are null where the event has none, or where they are withheld. */
export interface LedgerRow {
  readonly index: number;
  readonly type: string;
  /** What happened, after the actor's name: `raised an objection`. */
  readonly says: string;
  readonly family: LedgerFamily;
  readonly at: string;
  readonly actorName: string | null;
  readonly onBehalfOfName: string | null;
  readonly packet: { readonly slug: string; readonly title: string } | null;
  /** Words that stand beside the leaf, name → text; empty where there are none or they are withheld. */
  readonly words: readonly (readonly [string, string])[];
}

export interface LedgerPageView {
  readonly rows: readonly LedgerRow[];
  /** Pass as `before` for the next page; null at the end. */
  readonly nextBefore: number | null;
  readonly size: number;
  readonly packets: readonly { readonly slug: string; readonly title: string }[];
  /** True where the whole workspace's ledger is shown, not only one's own packets. */
  readonly whole: boolean;
}

/** One leaf with everything that proves it: its bytes, the path to the root and the signed checkpoint. */
export interface LeafProofView {
  readonly row: LedgerRow;
  readonly leaf: string;
  readonly leafHash: string;
  readonly treeSize: number;
  readonly path: readonly string[];
  readonly root: string;
  readonly checkpoint: string;
}
