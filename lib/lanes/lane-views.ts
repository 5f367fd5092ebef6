import type { LaneRules } from "./rules.ts";

/** A lane as a choice: its size, not its people. */
export interface LaneChoiceView {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly maxWindowHours: number;
  readonly recipients: number;
}

/** A lane with its rules. */
export interface LaneView extends LaneChoiceView {
  readonly version: number;
  readonly purpose: string;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly exportPolicy: LaneRules["exportPolicy"];
  readonly methods: LaneRules["methods"];
  readonly changedAt: string;
  /** Named to its owner, its recipients and administrators; null to everybody else. */
  readonly recipientPeople: readonly { readonly id: string; readonly name: string }[] | null;
  readonly mayChange: boolean;
}

/** Every lane, and whether the reader may make one. */
export interface LanesPageView {
  readonly lanes: readonly LaneView[];
  readonly mayCreate: boolean;
  /** Whom a form of a lane can name; empty for those who write none. */
  readonly people: readonly { readonly id: string; readonly name: string; readonly email: string }[];
}
