import type { DirectoryPerson } from "./people-picker";

export interface SeatView {
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly since: string;
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
export interface PeopleView {
  readonly packetId: string;
  readonly slug: string;
  readonly artifactOwner: SeatView;
  readonly releaseOwner: SeatView | null;
  readonly members: readonly SeatView[];
  readonly delegations: readonly DelegationView[];
  readonly lane: {
    readonly id: string;
    readonly key: string;
    readonly title: string;
    readonly recipients: readonly string[];
    readonly maxWindowHours: number;
  } | null;
  readonly windowHours: number;
  readonly mayManage: boolean;
  readonly maySetLane: boolean;
  readonly mayDelegate: boolean;
  readonly viewerId: string;
  readonly directory: readonly DirectoryPerson[];
  readonly lanes: readonly { readonly id: string; readonly title: string; readonly maxWindowHours: number }[];
}
