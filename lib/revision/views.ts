// What the pages of revisions and readiness are given: plain data, times as RFC 3339.

import type { Pill } from "../packet/pill.ts";
import type { RevisionDiff } from "./diff.ts";
import type { RevisionBody } from "./revision.ts";

/** One check of a gate, as its reader may see it: of an annex that they are not cleared for, only that it holds. */
export interface CheckView {
  readonly check: string;
  readonly title: string;
  readonly outcome: "pass" | "hold" | "not-applicable" | "error";
  readonly reasons: readonly { readonly says: string; readonly target: string }[];
  readonly dueAt: string | null;
}

export interface GateView {
  readonly key: string;
  readonly question: string;
  readonly answeredBy: string;
  readonly before: readonly string[];
  readonly outcome: "pass" | "hold";
  readonly exit: { readonly label: string; readonly to: string };
  readonly checks: readonly CheckView[];
}

/** Every gate of a packet with every check, as they stand now. */
export interface ReadinessView {
  readonly slug: string;
  readonly packetId: string;
  readonly judgedAt: string;
  readonly gates: readonly GateView[];
  readonly passed: number;
  readonly held: number;
  readonly total: number;
}

/** A line of the lineage. */
export interface LineageView {
  readonly number: number;
  readonly digest: string;
  readonly cutAt: string;
  readonly cutBy: string;
  readonly head: boolean;
  readonly pill: Pill | null;
  readonly notes: readonly { readonly says: string; readonly at: string }[];
  readonly releaseId: string | null;
}

/** One revision, read from its stored bytes. `exact` false where they no longer have its digest. */
export interface RevisionPageView {
  readonly number: number;
  readonly digest: string;
  readonly parentNumber: number | null;
  readonly cutAt: string;
  readonly cutBy: string;
  readonly head: boolean;
  readonly exact: boolean;
  readonly body: RevisionBody;
  readonly bytesHref: string;
}

export interface DiffPageView {
  readonly from: number | null;
  /** Null: the packet as it is written now, which nobody has cut. */
  readonly to: number | null;
  readonly diff: RevisionDiff;
}
