import type { Pill } from "./pill.ts";

/** One row of home: what it is, why it is with somebody, since when, and the act that ends it. */
export interface TurnView {
  readonly key: string;
  readonly what: string;
  readonly href: string;
  readonly why: string;
  /** RFC 3339. */
  readonly since: string;
  /** The next act as a verb; null where somebody else has to move. */
  readonly act: string | null;
  readonly pill: Pill;
}

/** Home: what is with the reader, what is with others, and what was released lately. */
export interface HomeView {
  readonly yours: readonly TurnView[];
  readonly others: readonly TurnView[];
  readonly released: readonly TurnView[];
}
