import type { FieldState } from "./field-entry.ts";
import type { Mapping } from "./render-field.ts";
import type { SaidOtherwise, WithheldStep } from "./withheld-history.ts";

/** A place in a source of the body, ready to be linked: `sources/<sourceId>?<query>`. */
export interface FieldPlace {
  readonly sourceId: string;
  readonly sourceNumber: number;
  readonly sourceName: string;
  readonly version: number;
  /** False where the source has a newer version, or was taken out of use. */
  readonly newest: boolean;
  /** Null where a place would say what is withheld. */
  readonly place: string | null;
  readonly query: string;
}

export interface CandidateView {
  readonly raw: string | null;
  readonly value: string | null;
  readonly at: FieldPlace | null;
}

/** A field of the record as its page shows it. */
export interface FieldView {
  readonly key: string;
  readonly title: string;
  readonly help: string | null;
  readonly required: boolean;
  readonly consequential: boolean;
  readonly type: string;
  readonly values: readonly string[] | null;
  /** What the field is filled from, in words; null where a person writes it. */
  readonly from: string | null;
  /** Who or what permits it in the body (an entitlement), as the kind says. */
  readonly permittedBy: string | null;
  /** The annex that the value belongs in; `number` null while it is not made. */
  readonly annex: { readonly title: string; readonly number: number | null } | null;
  readonly rowId: string;
  readonly rowVersion: number;
  readonly state: FieldState;
  readonly value: string | null;
  readonly raw: string | null;
  readonly keepsRaw: boolean;
  readonly at: FieldPlace | null;
  readonly rule: string | null;
  readonly ruleVersion: number | null;
  readonly confidence: number | null;
  readonly mapping: Mapping | null;
  readonly reason: string | null;
  readonly candidates: readonly CandidateView[];
  /** True where it keeps the whole packet from going on. */
  readonly blocks: boolean;
  readonly changedBy: string | null;
  readonly changedAt: string;
  readonly changes: number;
  readonly byPerson: boolean;
}

export interface ExceptionView {
  readonly id: string;
  /** The field it speaks of; null where the flow or a person wrote it. */
  readonly fieldKey: string | null;
  readonly what: string;
  readonly raw: string | null;
  readonly candidates: string | null;
  readonly reason: string;
  readonly owner: string | null;
  readonly state: "open" | "carried" | "resolved";
  readonly at: string;
}

/** The intake's schema that the kind is made for, and what its profile states now. */
export interface IntakeView {
  readonly schema: string;
  readonly version: string;
  /** Null where the kind names no profile; empty where nothing states one. */
  readonly stated: readonly string[] | null;
}

/** The whole page. */
export interface FieldsView {
  readonly packetId: string;
  readonly fields: readonly FieldView[];
  /** Sources of the body in use, for a field that a person traces by hand. */
  readonly sources: readonly { readonly id: string; readonly number: number; readonly name: string }[];
  readonly keepsExceptions: boolean;
  readonly exceptions: readonly ExceptionView[];
  readonly intake: IntakeView | null;
  readonly tables: readonly { readonly key: string; readonly version: number; readonly rows: number }[];
  readonly redaction: { readonly profile: string; readonly version: number } | null;
  readonly stop: string;
  /** Whether the reader may fill and settle fields. */
  readonly maySettle: boolean;
  /** Newest first. */
  readonly withheld: readonly WithheldStep[];
  /** What the released revision says that the record does not say any more; null where none is released. */
  readonly otherwise: { readonly revision: number; readonly fields: readonly SaidOtherwise[] } | null;
}
