import type { LaneRules } from "./rules.ts";

/** A lane as a choice: its size, not its people. */
export interface LaneChoiceView {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly maxWindowHours: number;
  readonly recipients: number;
}

/** A lane with its rules. Who reads it is named to its owner, its recipients and administrators only. */
export interface LaneView extends LaneChoiceView {
  readonly version: number;
  readonly purpose: string;
  readonly owner: { readonly id: string; readonly name: string };
  readonly exportPolicy: LaneRules["exportPolicy"];
  readonly methods: LaneRules["methods"];
  readonly changedAt: string;
  readonly rules: (LaneRules & { readonly recipientNames: readonly string[] }) | null;
  readonly mayChange: boolean;
}

/** Every lane, and whether the reader may make one. */
export interface LanesPageView {
  readonly lanes: readonly LaneView[];
  readonly mayCreate: boolean;
  /** Whom a form of a lane can name; empty for those who write none. */
  readonly directory: readonly { readonly id: string; readonly name: string; readonly email: string }[];
}
