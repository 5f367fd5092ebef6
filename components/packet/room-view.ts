import type { PillState } from "../ui/state-pill";

export interface RoomPerson {
  readonly id: string;
  readonly name: string;
}

/** The one next act for this reader in this packet; `href` leads to its page, `act` names a form of the top bar. */
export interface NextAct {
  readonly title: string;
  readonly href: string | null;
  readonly act: "cut" | "ask" | "reopen" | null;
  /** Why it is this one, in a sentence. */
  readonly why: string;
}

/** What the top bar of every page of a packet shows. */
export interface PacketHeader {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly kindTitle: string;
  readonly pill: PillState;
  readonly frozen: boolean;
  /** Newest first. */
  readonly revisions: readonly {
    readonly number: number;
    readonly digest: string;
    readonly pill: PillState | null;
  }[];
  readonly readiness: { readonly passed: number; readonly held: number; readonly total: number };
  readonly next: NextAct | null;
  /** Other acts that this reader may do now, for the menu. */
  readonly may: readonly ("cut" | "ask" | "reopen" | "hold" | "close" | "withdraw")[];
  /** Where the kind lets a held matter rest, for the form of a hold. */
  readonly sinks: readonly { readonly key: string; readonly title: string }[];
  /** The release that its lane reads now. */
  readonly releaseId: string | null;
  /** The revision that the lane reads now, and whether the text has moved since. */
  readonly approved: { readonly number: number; readonly differs: boolean } | null;
}
