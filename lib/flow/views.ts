// What the pages of a flow are given: plain data, times as RFC 3339, no more than the reader may see. Made by
// lib/queries/load-flow.ts.

import type { HOLD_SORTS } from "../kinds/flow.schema.ts";
import type { NodeRef } from "./flow.ts";

/** How a check came out at a step. Reasons are those of the body: a step is kept for everybody. */
export interface StepCheck {
  readonly check: string;
  readonly version: number;
  readonly outcome: "pass" | "hold" | "not-applicable" | "error";
  readonly reasons: readonly string[];
  /** Name → digest of what it looked at. */
  readonly looked: Readonly<Record<string, string>>;
}

export type HoldSort = (typeof HOLD_SORTS)[number];

/** A node with where the present run stands to it. */
export interface FlowNodeView {
  readonly ref: NodeRef;
  readonly sort: "step" | "gate" | "sink" | "outcome";
  /** Its name in the drawing of the kind; null where the drawing has none. */
  readonly node: string | null;
  readonly title: string;
  readonly state: "passed" | "here" | "ahead";
  /** Of a gate: who answers it, in words. Of a sink: whose it is. */
  readonly who: string | null;
  /** Of a gate. */
  readonly by: "system" | "receiver" | "person" | null;
  /** Of a sink. */
  readonly hold: HoldSort | null;
}

/** An arrow of the drawing. */
export interface FlowEdgeView {
  readonly from: NodeRef | "start";
  readonly to: NodeRef;
  /** The exit's label, of an arrow that leaves a gate. */
  readonly label: string | null;
  readonly adverse: boolean;
}

/** A check of the gate where the flow rests, as it stands now for this reader. */
export interface FlowCheckView {
  readonly check: string;
  readonly title: string;
  readonly outcome: StepCheck["outcome"];
  readonly reasons: readonly { readonly says: string; readonly target: string }[];
}

/** A way out of the gate where the flow rests. */
export interface FlowExitView {
  readonly label: string;
  readonly adverse: boolean;
  /** The first node that it leads to, and where it comes to rest. */
  readonly to: string;
  readonly rests: NodeRef;
  /** What follows from it, in a sentence. */
  readonly consequence: string;
  readonly reasons: readonly string[];
  /** It may be taken now: by the checks of a gate that the system answers, by the reader of another. */
  readonly open: boolean;
}

/** The gate where the flow rests. */
export interface FlowGateView {
  readonly key: string;
  readonly question: string;
  readonly by: "system" | "receiver" | "person";
  /** In words: *the checks*, *Release owner*. */
  readonly who: string;
  readonly exits: readonly FlowExitView[];
  readonly checks: readonly FlowCheckView[];
  /** The exit that the checks give now; null where a person chooses. */
  readonly taken: string | null;
  /** True where the gate is answered by signing: the approval sheet is the place. */
  readonly bySignature: boolean;
}

/** The sink where the flow rests. */
export interface FlowSinkView {
  readonly key: string;
  readonly title: string;
  readonly sort: HoldSort;
  readonly owner: string;
  /** What lifting does, in a sentence; null where nothing leads on from here. */
  readonly lifting: string | null;
  /** What there is to do where it cannot be lifted. */
  readonly instead: string | null;
}

/** One step of the history. */
export interface FlowStepView {
  readonly seq: number;
  readonly run: number;
  readonly type: "started" | "decided" | "lifted";
  readonly gate: { readonly key: string; readonly question: string } | null;
  readonly exit: string | null;
  readonly trail: readonly { readonly ref: NodeRef; readonly title: string }[];
  readonly rests: { readonly ref: NodeRef; readonly title: string };
  readonly checks: readonly (StepCheck & { readonly title: string })[];
  readonly reason: string | null;
  readonly byName: string | null;
  readonly onBehalfOfName: string | null;
  readonly at: string;
  readonly recordDigest: string;
  readonly revisionNumber: number | null;
}

/** A place where a run may begin. */
export interface FlowStartView {
  readonly index: number;
  readonly to: string;
  /** The evidence slot whose new version begins it; null where a person does. */
  readonly on: { readonly slot: string; readonly label: string } | null;
  /** Versions of that slot that may be named as what began it, newest first. */
  readonly triggers: readonly { readonly versionId: string; readonly says: string }[];
}

/** The live exposures that stand uncleared. */
export interface FlowExposuresView {
  readonly mayReport: boolean;
  readonly live: readonly { readonly rowId: string; readonly what: string }[];
}

/** The flow of a packet for one reader. */
export interface FlowView {
  readonly packetId: string;
  readonly slug: string;
  readonly kindKey: string;
  /** What happens elsewhere where the packet only holds the record; null where the whole of it fits here. */
  readonly elsewhere: string | null;
  /** The number of the newest step; sent back with every act, which is refused where there is a newer one. */
  readonly seq: number;
  readonly run: number;
  /** What the reader saw of the record; sent back when a person decides, who is refused where the record moved. */
  readonly stateToken: string;
  readonly rests: { readonly ref: NodeRef; readonly title: string } | null;
  /** One sentence: where it rests and what it waits for. */
  readonly says: string;
  readonly nodes: readonly FlowNodeView[];
  readonly edges: readonly FlowEdgeView[];
  readonly steps: readonly FlowStepView[];
  readonly starts: readonly FlowStartView[];
  readonly gate: FlowGateView | null;
  readonly sink: FlowSinkView | null;
  /** The end that the flow has come to, and to whom the record was handed. */
  readonly outcome: { readonly title: string; readonly handedTo: string | null } | null;
  readonly may: {
    readonly take: boolean;
    readonly lift: boolean;
    readonly start: boolean;
    readonly request: boolean;
  };
  /** Null for a kind that keeps none. */
  readonly exposures: FlowExposuresView | null;
  readonly stopBoundary: {
    readonly statement: string;
    readonly denied: readonly { readonly key: string; readonly text: string }[];
  };
}
