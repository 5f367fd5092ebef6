// What a lane's reader is given: plain data, times as RFC 3339.

import type { Pill } from "../packet/pill.ts";
import type { RevisionBody } from "../revision/revision.ts";

/** One release that a lane may read, or could read before. */
export interface InboxReleaseView {
  readonly id: string;
  readonly title: string;
  readonly kindTitle: string;
  readonly revisionNumber: number;
  readonly revisionDigest: string;
  readonly pill: Pill;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly openedByMe: boolean;
}

/** A release opened: rendered from the canonical bytes whose digest was signed. */
export interface ReleasePageView {
  readonly release: {
    readonly id: string;
    readonly packetSlug: string;
    readonly title: string;
    readonly kindTitle: string;
    readonly revisionNumber: number;
    readonly revisionDigest: string;
    readonly manifestDigest: string;
    readonly laneTitle: string;
    readonly pill: Pill;
    readonly reason: string | null;
    /** Why it is on hold beside open; null where it is not. */
    readonly holdReason: string | null;
    readonly opensAt: string;
    readonly closesAt: string;
    readonly readerName: string;
    readonly readAt: string;
    readonly mayExport: boolean;
    readonly exportHref: string;
    readonly approvals: readonly {
      readonly name: string;
      readonly as: string;
      readonly onBehalfOf: string | null;
      readonly method: string;
      readonly at: string;
    }[];
    readonly supersededById: string | null;
  };
  readonly revision: RevisionBody;
  /** True for the release owner, who may withdraw it while it is open. */
  readonly mayWithdraw: boolean;
  /** True for its lane and the packet's people while it is open: what they find is recorded. */
  readonly mayReport: boolean;
  /** By what right it is read: only `lane` counts as a delivery. */
  readonly through: "packet" | "lane" | "auditor";
}
