import type { ObjectionWord } from "./objection-chip";

export interface ObjectionPerson {
  readonly id: string;
  readonly name: string;
}

export interface ObjectionEventView {
  readonly seq: number;
  readonly type: ObjectionWord;
  readonly actor: ObjectionPerson;
  readonly at: string;
  readonly text: string;
  readonly residual: {
    readonly rationale: string;
    readonly ownerName: string;
    readonly expiresOn: string;
    readonly compensatingControl: string;
  } | null;
}

/** An objection with its whole history. `acts` are those that this reader may do now. */
export interface ObjectionView {
  readonly id: string;
  readonly number: number;
  readonly state: ObjectionWord;
  readonly class: string;
  readonly raisedBy: ObjectionPerson;
  readonly raisedAt: string;
  readonly blocking: boolean;
  readonly annexNumber: number | null;
  readonly quote: string | null;
  readonly anchorLost: boolean;
  readonly blockId: string | null;
  readonly events: readonly ObjectionEventView[];
  readonly acts: readonly ObjectionAct[];
}

export const OBJECTION_ACTS = ["answer", "maintain", "resolve", "withdraw", "accept-residual"] as const;
export type ObjectionAct = (typeof OBJECTION_ACTS)[number];
