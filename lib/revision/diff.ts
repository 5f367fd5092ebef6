import { canonicalText, type Json } from "../kernel/canonical.ts";
import type { RegisterBody, RevisionBody, RowBody, SectionBody } from "./revision.ts";
import { sectionBlocks } from "./section-text.ts";

/** One thing that differs: its label for people, and what it said before and after (null where it was not there). */
export interface Change {
  readonly label: string;
  readonly change: "added" | "removed" | "changed";
  readonly before: string | null;
  readonly after: string | null;
}

/** What changed between two revisions, apart by what it is about. Empty lists where nothing did. */
export interface RevisionDiff {
  readonly text: readonly (Change & { readonly sectionKey: string; readonly blockId: string | null })[];
  readonly claims: readonly Change[];
  readonly evidence: readonly Change[];
  readonly options: readonly Change[];
  readonly objections: readonly Change[];
  readonly boundary: readonly Change[];
  readonly registers: readonly Change[];
}

/** Compares two revision bodies; `before` null means that everything is new. */
export function diffRevisions(before: RevisionBody | null, after: RevisionBody): RevisionDiff {
  return {
    text: textChanges(before?.sections ?? [], after.sections),
    claims: [
      ...keyed(
        before?.claims,
        after.claims,
        (c) => `C${c.number}`,
        (c) => c.quote,
      ),
      ...keyed(
        before?.trace,
        after.trace,
        (t) => `Trace of ${t.id.slice(0, 8)}`,
        (t) => `S${t.sourceNumber} v${t.version} ${canonicalText(t.locator)}`,
      ),
    ],
    evidence: keyed(
      before?.sources,
      after.sources,
      (s) => `S${s.number} ${s.name}`,
      (s) =>
        s.version ? `v${s.version.number} ${s.version.digest}, rank ${s.rank}` : `no version, rank ${s.rank}`,
    ),
    options: [
      ...keyed(before?.options, after.options, (row) => `Option ${row.key}`, rowText),
      ...keyed(before?.blockedPaths, after.blockedPaths, (row) => `Blocked path ${row.key}`, rowText),
    ],
    objections: keyed(
      before?.objections,
      after.objections,
      (o) => `O${o.number}`,
      (o) => o.state,
    ),
    boundary: [
      ...keyed(
        before?.annexes,
        after.annexes,
        (a) => `A${a.number}`,
        (a) => `${a.holds}: ${a.because}`,
      ),
      ...keyed(
        before?.holds,
        after.holds,
        (h) => `H${h.number}`,
        (h) => h.sort,
      ),
      ...keyed(
        before ? [before.stopBoundary] : undefined,
        [after.stopBoundary],
        () => "Stop boundary",
        (stop) => stop.statement,
      ),
    ],
    registers: registerChanges(before, after),
  };
}

/** True where two revisions differ in nothing that a diff speaks of. */
export function isEmptyDiff(diff: RevisionDiff): boolean {
  return Object.values(diff).every((changes) => changes.length === 0);
}

function rowText(row: RowBody): string {
  const columns = Object.entries(row.columns).map(([key, value]) => `${key}: ${plain(value)}`);
  return [row.state === "retired" ? "(retired)" : "", ...columns].filter(Boolean).join("; ");
}

function plain(value: Json): string {
  return typeof value === "string" ? value : canonicalText(value);
}

function registerChanges(before: RevisionBody | null, after: RevisionBody): Change[] {
  const all = new Map([...(before?.registers ?? []), ...after.registers].map((one) => [one.key, one]));
  return [...all.values()].flatMap((register) => {
    const old = before?.registers.find((one) => one.key === register.key)?.rows ?? [];
    const now = after.registers.find((one) => one.key === register.key)?.rows ?? [];
    const both = (row: RowBody) => old.find((one) => one.key === row.key);
    return [
      ...keyed(
        old.filter((row) => !now.some((one) => one.key === row.key)),
        now.filter((row) => !both(row)),
        (row) => `${register.title}, ${row.key}`,
        rowText,
      ),
      ...now.flatMap((row) => {
        const was = both(row);
        return was ? rowChanges(register, was, row) : [];
      }),
    ];
  });
}

/** The delta of one row, value by value: what changed, under the column's own title. */
function rowChanges(register: RegisterBody, was: RowBody, row: RowBody): Change[] {
  const named = `${register.title}, ${row.key}`;
  const said = (value: Json | undefined) => (value === undefined ? null : plain(value));
  const keys = new Set([...Object.keys(was.columns), ...Object.keys(row.columns)]);
  const title = (key: string) => register.columns.find((column) => column.key === key)?.title ?? key;
  const pairs: readonly (readonly [string, string | null, string | null])[] = [
    ...[...keys].map((key) => [title(key), said(was.columns[key]), said(row.columns[key])] as const),
    ["Owner", was.ownerId, row.ownerId],
    ["Row", was.state, row.state],
    ["Place", String(was.ordinal), String(row.ordinal)],
  ];
  return pairs.flatMap(([name, before, after]): Change[] => {
    if (before === after) return [];
    const change = before === null ? "added" : after === null ? "removed" : "changed";
    return [{ label: `${named}: ${name}`, change, before, after }];
  });
}

/** Pairs two lists by label; anything whose canonical text differs has changed. */
function keyed<T extends object>(
  before: readonly T[] | undefined,
  after: readonly T[],
  label: (item: T) => string,
  says: (item: T) => string,
): Change[] {
  const old = new Map((before ?? []).map((item) => [label(item), item]));
  const changes: Change[] = after.flatMap((item): Change[] => {
    const name = label(item);
    const was = old.get(name);
    old.delete(name);
    if (!was) return [{ label: name, change: "added", before: null, after: says(item) }];
    if (canonicalText(was) === canonicalText(item)) return [];
    return [{ label: name, change: "changed", before: says(was), after: says(item) }];
  });
  for (const [name, item] of old) {
    changes.push({ label: name, change: "removed", before: says(item), after: null });
  }
  return changes;
}

function textChanges(before: readonly SectionBody[], after: readonly SectionBody[]): RevisionDiff["text"] {
  const keys = [...new Set([...after, ...before].map((section) => section.key))];
  return keys.flatMap((key) => {
    const old = sectionBlocks(before.find((section) => section.key === key));
    const now = sectionBlocks(after.find((section) => section.key === key));
    const changes = keyed(
      old,
      now,
      (block) => block.id,
      (block) => block.text,
    );
    return changes.map((change) => ({ ...change, sectionKey: key, blockId: change.label, label: key }));
  });
}
