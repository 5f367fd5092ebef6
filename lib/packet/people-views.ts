import type { LaneChoiceView } from "../lanes/lane-views.ts";
import type { SeatChoice } from "./seat-choices.ts";
import type { PacketHeaderView } from "./views.ts";

/** Somebody who can be named: an active account. */
export interface DirectoryPersonView {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** Somebody in a role of a packet. */
export interface SeatView extends Omit<DirectoryPersonView, "id"> {
  readonly accountId: string;
  readonly role: string;
  /** The kind's own title of the role. */
  readonly roleTitle: string;
  readonly since: string;
  /** Has a hand in what the packet says. */
  readonly contributes: boolean;
}

export interface DelegationView {
  readonly id: string;
  readonly fromName: string;
  readonly toName: string;
  readonly act: string;
  readonly notAfter: string;
  readonly mayRevoke: boolean;
}

/** Who takes part in a packet, as what, and which lane reads it. */
export interface PeoplePageView {
  readonly header: PacketHeaderView;
  readonly packetId: string;
  readonly slug: string;
  /** False for a kind that releases nothing: no lane reads it, and nobody approves. */
  readonly releases: boolean;
  readonly artifactOwner: SeatView;
  readonly releaseOwner: SeatView | null;
  readonly members: readonly SeatView[];
  readonly delegations: readonly DelegationView[];
  readonly lane: {
    readonly id: string;
    readonly key: string;
    readonly title: string;
    /** Names. */
    readonly recipients: readonly string[];
    readonly maxWindowHours: number;
  } | null;
  readonly windowHours: number;
  /** The memberships that the kind knows, in its words. */
  readonly roleChoices: readonly SeatChoice[];
  readonly mayManage: boolean;
  readonly maySetLane: boolean;
  readonly mayDelegate: boolean;
  readonly viewerId: string;
  readonly directory: readonly DirectoryPersonView[];
  readonly lanes: readonly LaneChoiceView[];
}
