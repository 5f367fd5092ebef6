import type { RevisionBody, RowBody } from "../revision/revision.ts";
import { type FieldEntry, readEntry } from "./field-entry.ts";

/** What one revision withheld, and what that changed since the one before it. */
export interface WithheldStep {
  readonly revision: number;
  readonly fields: readonly {
    readonly key: string;
    readonly title: string;
    readonly reason: string | null;
  }[];
  readonly annexes: readonly { readonly number: number; readonly holds: string }[];
  /** Titles of fields that the revision before showed with a value and this one withholds: disclosure narrowed. */
  readonly narrowed: readonly string[];
  /** Titles of fields that the revision before withheld and this one shows. */
  readonly widened: readonly string[];
  /** Numbers of annexes that the revision before did not have. */
  readonly newAnnexes: readonly number[];
}

/** The entries of the register `fields` as a revision has them; a retired row is none. */
export function entriesOf(rows: readonly RowBody[]): readonly FieldEntry[] {
  return rows.filter((row) => row.state === "active").map((row) => readEntry(row.key, row.columns));
}

/**
 * For each revision, oldest first, which fields and annexes it withheld and whether that narrowed or widened since the
 * one before (seed 004: which annexes remained withheld at each stage). Pure: read from the revisions alone.
 */
export function withheldHistory(
  revisions: readonly {
    readonly number: number;
    readonly body: Pick<RevisionBody, "registers" | "annexes">;
  }[],
): readonly WithheldStep[] {
  return revisions.map(({ number, body }, i) => {
    const before = revisions[i - 1]?.body;
    const now = fieldsOf(body);
    const then = before ? fieldsOf(before) : [];
    const was = (key: string) => then.find((entry) => entry.key === key);
    return {
      revision: number,
      fields: now.filter(isWithheld).map(({ key, title, reason }) => ({ key, title, reason })),
      annexes: body.annexes.map((annex) => ({ number: annex.number, holds: annex.holds })),
      narrowed: now.filter((entry) => isWithheld(entry) && isShown(was(entry.key))).map(({ title }) => title),
      widened: now
        .filter((entry) => isShown(entry) && was(entry.key)?.state === "placeholder")
        .map(({ title }) => title),
      newAnnexes: before
        ? body.annexes
            .filter((annex) => !before.annexes.some((one) => one.number === annex.number))
            .map((annex) => annex.number)
        : [],
    };
  });
}

/** A field that a revision states otherwise than the record does now. */
export interface SaidOtherwise {
  readonly key: string;
  readonly title: string;
  readonly said: string;
  /** The value now; null where none is stated any more. */
  readonly says: string | null;
}

/** What a revision said that the record does not say any more (seed 004: a released package that would mislead). */
export function saidOtherwise(
  revision: Pick<RevisionBody, "registers">,
  now: readonly FieldEntry[],
): readonly SaidOtherwise[] {
  return fieldsOf(revision).flatMap(({ key, title, state, value }) => {
    const entry = now.find((one) => one.key === key);
    const says = entry?.state === "resolved" ? entry.value : null;
    return state === "resolved" && value !== null && value !== says
      ? [{ key, title, said: value, says }]
      : [];
  });
}

function fieldsOf(body: Pick<RevisionBody, "registers">): readonly FieldEntry[] {
  return entriesOf(body.registers.find((register) => register.key === "fields")?.rows ?? []);
}

function isWithheld(entry: FieldEntry): boolean {
  return entry.state === "placeholder";
}

function isShown(entry: FieldEntry | undefined): boolean {
  return entry?.state === "resolved" && entry.value !== null;
}
