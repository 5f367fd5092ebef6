/** What the pill of anything governed says. Derived, never stored. */
export type Pill =
  | "Draft"
  | "In review"
  | "Held"
  | "Awaiting approval"
  | "Released"
  | "Expired"
  | "Superseded"
  | "Withdrawn";

/** A release as a pill needs it. */
export interface ReleaseStanding {
  readonly state: string;
  readonly onHold: boolean;
  readonly closesAt: Date;
}

/** The pill of a release now: the clock decides expiry, also before the sweeper has written it. */
export function releasePill(release: ReleaseStanding, now: Date): Pill {
  if (release.state === "withdrawn") return "Withdrawn";
  if (release.state === "superseded") return "Superseded";
  if (release.state === "expired" || now >= release.closesAt) return "Expired";
  return release.onHold ? "Held" : "Released";
}

/**
 * The pill of a packet: a manifest that is pending or held first, then its newest release, then whether anybody
 * has anything to review.
 */
export function packetPill(packet: {
  readonly manifestState: string | null;
  readonly release: ReleaseStanding | null;
  readonly revisions: number;
  readonly openObjections: number;
  readonly now: Date;
}): Pill {
  if (packet.manifestState === "pending") return "Awaiting approval";
  if (packet.manifestState === "held") return "Held";
  if (packet.release) return releasePill(packet.release, packet.now);
  return packet.revisions > 0 || packet.openObjections > 0 ? "In review" : "Draft";
}
