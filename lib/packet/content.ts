import type { Assertion } from "../claims/assertion.schema.ts";
import type { Fact, Problem } from "../evidence/fact.ts";
import type { EvidenceFormat } from "../evidence/format.ts";
import type { Locator } from "../evidence/locator.schema.ts";
import type { Place } from "../objections/place.schema.ts";
import type { Anchor } from "./anchor.schema.ts";
import type { Columns } from "./registers.ts";

// What stands in the `content` columns, by table. Canonical JSON, sealed where the row is an annex's.

/** register_row_versions */
export interface RowContent {
  readonly columns: Columns;
}

/** sources */
export interface SourceContent {
  readonly name: string;
  /** Who vouches for it, in words; null where nobody is named. */
  readonly authority: string | null;
}

/** source_versions. Times are RFC 3339 in UTC. */
export interface SourceVersionContent {
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
  readonly fileName: string | null;
  readonly format: EvidenceFormat;
  readonly formatVersion: string | null;
  readonly status: string;
  readonly facts: readonly Fact[];
  readonly problems: readonly Problem[];
  /** When what it states came to be: as a person gave it, else as the file states it; null where neither. */
  readonly effectiveAt: string | null;
  /**
   * Where the links to earlier versions lead in this one: link id → SHA-256 of what stands at their place, null
   * where it leads nowhere. Resolved once, when the version came.
   */
  readonly places?: Readonly<Record<string, string | null>>;
}

/** claims */
export interface ClaimContent {
  readonly quote: string;
  readonly blockId: string | null;
  readonly assertion: Assertion | null;
}

/** trace_links. `excerpt` is what stood at the place when it was linked, `digest` the SHA-256 of all of it. */
export interface TraceContent {
  readonly locator: Locator;
  readonly excerpt: string;
  readonly digest: string;
}

/** objections */
export interface ObjectionContent {
  readonly anchor: Place;
  readonly class: string;
}

/** objection_events; the last five only where an objection is accepted as a residual. */
export interface ObjectionEventContent {
  readonly text: string;
  readonly rationale?: string;
  readonly ownerId?: string;
  readonly expiresOn?: string;
  readonly compensatingControl?: string;
  /** The packet roles that whoever accepted it held then, in order. */
  readonly acceptedAs?: readonly string[];
}

/** remarks */
export interface RemarkContent {
  readonly text: string;
  readonly anchor: Place | null;
}

/** suggestions */
export interface SuggestionContent {
  readonly anchor: Anchor;
  readonly replacement: string;
  readonly note: string | null;
}

/** holds. `liftedBy` is a role of the kind. */
export interface HoldContent {
  readonly reason: string;
  readonly liftedBy: string;
  readonly closeReason?: string;
}

/** annexes */
export interface AnnexTitle {
  readonly title: string;
}
