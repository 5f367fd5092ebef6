// What screens of a packet are given: plain data, times as RFC 3339, no more than the reader may see. Made by
// lib/queries; components take them as they are.

import type { HeldDetail } from "../annexes/boundary.ts";
import type { Freshness } from "../evidence/freshness.ts";
import type { KindRegister } from "../kinds/kind.schema.ts";
import type { ObjectionState } from "../objections/machine.ts";
import type { Place } from "../objections/place.schema.ts";
import type { Pill } from "./pill.ts";

export interface PersonView {
  readonly id: string;
  readonly name: string;
}

/** The one next act for this reader; `href` leads to its page, `act` names a form of the top bar. */
export interface NextActView {
  readonly title: string;
  readonly href: string | null;
  readonly act: "cut" | "ask" | "reopen" | null;
  readonly why: string;
}

/** Acts that the top bar offers in its menu. */
export type BarAct = "cut" | "ask" | "reopen" | "hold" | "close" | "withdraw";

/** What the top bar of every page of a packet shows. */
export interface PacketHeaderView {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly kindTitle: string;
  /** Whether the kind has fields, and so a page of them. */
  readonly hasFields: boolean;
  readonly pill: Pill;
  readonly frozen: boolean;
  /** Newest first. */
  readonly revisions: readonly {
    readonly number: number;
    readonly digest: string;
    readonly pill: Pill | null;
  }[];
  readonly readiness: { readonly passed: number; readonly held: number; readonly total: number };
  readonly next: NextActView | null;
  readonly may: readonly BarAct[];
  readonly sinks: readonly { readonly key: string; readonly title: string }[];
  readonly releaseId: string | null;
  readonly approved: { readonly number: number; readonly differs: boolean } | null;
  /**
   * Of a kind that is refreshed: what is written now, which the named role has not adopted; `adopted` is the number of
   * the revision that it did, null for none. Null where nothing waits.
   */
  readonly tentative: { readonly adopted: number | null; readonly by: string } | null;
}

export type MeaningWord = "ok" | "waiting" | "held" | "broken" | "restricted" | "plain";

/** A section with its dot: what its claims ask for, in a word and a sentence. */
export interface SectionView {
  readonly key: string;
  readonly title: string;
  readonly required: boolean;
  readonly claimTrace: "required" | "optional" | "none";
  readonly help: string | null;
  readonly meaning: MeaningWord;
  readonly says: string;
}

export interface RegisterSummary {
  readonly key: string;
  readonly title: string;
  readonly rows: number;
  /** Rows that ask for something: unanswered, unconfirmed. */
  readonly open: number;
}

export interface SourceView {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly annexNumber: number | null;
  readonly slotKey: string | null;
  /** The slot in the kind's words. */
  readonly slot: string | null;
  readonly rank: number;
  readonly authority: string | null;
  readonly retired: boolean;
  /** How many standing claims lean on it. */
  readonly claims: number;
  readonly freshness: "fresh" | "stale" | "unknown" | "no-rule";
  readonly freshUntil: string | null;
  readonly version: SourceVersionView | null;
}

export interface SourceVersionView {
  readonly id: string;
  readonly number: number;
  readonly digest: string;
  readonly format: string;
  readonly formatVersion: string | null;
  readonly status: string;
  readonly size: number;
  readonly fileName: string;
  readonly effectiveAt: string | null;
  readonly receivedAt: string;
  readonly receivedBy: PersonView;
}

export type ClaimStateWord = "untraced" | "supported" | "due" | "drifted" | "contradicted" | "unreachable";

export interface TraceView {
  readonly id: string;
  readonly sourceId: string;
  readonly sourceNumber: number;
  readonly sourceAnnexNumber: number | null;
  readonly version: number;
  /** The place in words. */
  readonly place: string;
  /** Query of the source's page that opens at the place. */
  readonly placeQuery: string;
  readonly excerpt: string;
}

export interface ClaimView {
  readonly id: string;
  readonly number: number;
  readonly quote: string;
  readonly state: ClaimStateWord;
  readonly why: string | null;
  readonly assertion: string | null;
  readonly annexNumber: number | null;
  readonly sectionKey: string | null;
  readonly blockId: string | null;
  readonly traces: readonly TraceView[];
  readonly mayTrace: boolean;
  readonly mayRetract: boolean;
}

export type ObjectionActWord = "answer" | "maintain" | "resolve" | "withdraw" | "accept-residual";

export interface ObjectionEventView {
  readonly seq: number;
  readonly type: ObjectionState;
  readonly actor: PersonView;
  readonly at: string;
  readonly text: string;
  readonly residual: {
    readonly rationale: string;
    readonly ownerName: string;
    readonly expiresOn: string;
    readonly compensatingControl: string;
  } | null;
}

/** An objection with its history. `acts`: what this reader may do to it now. */
export interface ObjectionView {
  readonly id: string;
  readonly number: number;
  readonly state: ObjectionState;
  readonly class: string;
  readonly raisedBy: PersonView;
  readonly raisedAt: string;
  readonly blocking: boolean;
  readonly annexNumber: number | null;
  readonly place: Place;
  /** The words that it is about; null for the packet as a whole. */
  readonly quote: string | null;
  /** The words are gone from the text: it keeps its seat with its quote. */
  readonly anchorLost: boolean;
  readonly blockId: string | null;
  readonly events: readonly ObjectionEventView[];
  readonly acts: readonly ObjectionActWord[];
}

export interface RemarkView {
  readonly id: string;
  readonly author: PersonView;
  readonly at: string;
  readonly text: string;
  readonly place: Place | null;
  readonly quote: string | null;
  readonly doneAt: string | null;
  readonly objectionNumber: number | null;
  readonly annexNumber: number | null;
  readonly replies: readonly RemarkView[];
}

export interface HoldView {
  readonly id: string;
  readonly number: number;
  readonly annexNumber: number | null;
  readonly sort: string;
  readonly reason: string;
  readonly liftedBy: string;
  readonly raisedBy: PersonView;
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly closeReason: string | null;
  readonly mayClose: boolean;
}

/** An annex: what the cleared see of it, and the placeholder that everybody sees. */
export interface AnnexView extends HeldDetail {
  readonly cleared: boolean;
  /** Null for the uncleared, who are given no id to ask with. */
  readonly open: { readonly id: string; readonly title: string; readonly documentId: string } | null;
}

export interface RegisterRowView {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly state: "active" | "retired";
  readonly ownerName: string | null;
  readonly fromKind: boolean;
  readonly annexNumber: number | null;
  /** Values as text; a form gives them back so. */
  readonly columns: Readonly<Record<string, string>>;
  /** What a person reads in place of an id: *S2 Rehearsal run*, *C4*, a name. */
  readonly shown: Readonly<Record<string, string>>;
  /** Where such a value leads. */
  readonly links: Readonly<Record<string, string>>;
  /** Newest first; `changed` are the titles of the columns that this version changed. */
  readonly history: readonly {
    readonly changed: readonly string[];
    readonly version: number;
    readonly by: string;
    readonly at: string;
    readonly state: string;
  }[];
  readonly mayEdit: boolean;
}

export interface RegisterView {
  readonly key: string;
  readonly title: string;
  readonly columns: KindRegister["columns"];
  readonly rows: readonly RegisterRowView[];
  readonly mayAdd: boolean;
  readonly rowOwner: boolean;
  /** True where the workspace alone writes its rows. */
  readonly written: boolean;
}

/** Everything that the room shows beside the live document. */
export interface PacketRoomView {
  readonly header: PacketHeaderView;
  readonly documentId: string;
  readonly viewer: { readonly id: string; readonly name: string; readonly roles: readonly string[] };
  readonly may: {
    readonly edit: boolean;
    readonly claim: boolean;
    readonly trace: boolean;
    readonly addSource: boolean;
    readonly object: boolean;
    readonly remark: boolean;
    readonly hold: boolean;
    readonly makeAnnex: boolean;
  };
  /** True where writing would cost this reader the right to approve. */
  readonly writingForfeits: boolean;
  readonly sections: readonly SectionView[];
  readonly registers: readonly RegisterSummary[];
  readonly sources: readonly SourceView[];
  readonly claims: readonly ClaimView[];
  readonly objections: readonly ObjectionView[];
  readonly remarks: readonly RemarkView[];
  readonly holds: readonly HoldView[];
  readonly annexes: readonly AnnexView[];
  readonly objectionClasses: readonly string[];
  readonly people: readonly PersonView[];
}

export type FreshnessWord = SourceView["freshness"];

/** Freshness in the screen's words. */
export function freshnessWord(freshness: Freshness, hasRule: boolean): FreshnessWord {
  if (!hasRule) return "no-rule";
  return freshness.state === "due" ? "stale" : freshness.state;
}
