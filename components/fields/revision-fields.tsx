import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import type { Locator } from "@/lib/evidence/locator.schema";
import type { Json } from "@/lib/kernel/canonical";
import { fieldOf, textOrNull } from "@/lib/kernel/json-field";
import { placeWords } from "@/lib/packet/place-words";
import type { RevisionBody, RowBody } from "@/lib/revision/revision";
import { MeaningText } from "../ui/meaning";
import { FieldStateBadge } from "./field-state";

interface RevisionFieldsProps {
  readonly rows: readonly RowBody[];
  readonly revision: RevisionBody;
}

/** The fields of a revision as its bytes hold them: value, state, lineage, what was lost, candidates. */
export function RevisionFields({ rows, revision }: RevisionFieldsProps) {
  return (
    <ul className="hairline-rows">
      {rows.map((row) => (
        <li key={row.key} id={`field-${row.key}`} className="scroll-mt-24 py-3 text-sm">
          <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <span className="font-semibold">{said(row, "title") ?? row.key}</span>
            <StateOf row={row} />
            {said(row, "mapping") === "lossy" ? (
              <MeaningText meaning="waiting" className="text-xs">
                mapping lost something
              </MeaningText>
            ) : null}
            {row.state === "retired" ? <span className="text-xs text-muted">retired</span> : null}
          </p>
          <Value row={row} />
          {said(row, "reason") ? <p className="measure mt-1 text-ink-soft">{said(row, "reason")}</p> : null}
          <Lineage row={row} revision={revision} />
        </li>
      ))}
    </ul>
  );
}

function StateOf({ row }: { readonly row: RowBody }) {
  const state = said(row, "state");
  if (state === "resolved" || state === "held" || state === "placeholder" || state === "open") {
    return <FieldStateBadge state={state} blocks={null} />;
  }
  return <span className="text-xs text-muted">{state ?? "no state"}</span>;
}

function Value({ row }: { readonly row: RowBody }) {
  if (said(row, "state") === "placeholder") {
    return (
      <p className="hatch mt-1.5 w-fit rounded-md border border-restricted-line p-1">
        <span className="flex items-center gap-2 rounded-sm bg-raised px-3 py-1.5 font-medium text-restricted">
          <Lock aria-hidden className="size-4 shrink-0" /> Held detail
        </span>
      </p>
    );
  }
  const value = said(row, "value");
  return value === null ? null : <p className="mt-0.5 whitespace-pre-wrap break-words text-lg">{value}</p>;
}

function Lineage({ row, revision }: { readonly row: RowBody; readonly revision: RevisionBody }) {
  const { confidence } = row.columns;
  const version = row.columns["rule-version"];
  const rule = said(row, "rule");
  const raw = said(row, "raw");
  const parts: readonly (readonly [string, ReactNode])[] = [
    ["Raw", raw === said(row, "value") ? null : raw],
    ["At", placeOf(row, revision)],
    ["Rule", rule && `${rule}${typeof version === "number" ? ` v${version}` : ""}`],
    ["Confidence", typeof confidence === "number" ? confidence : null],
    ["Candidates", candidatesOf(row, revision)],
  ];
  return (
    <dl className="mt-1 flex flex-wrap gap-x-5 gap-y-1 text-xs">
      {parts.map(([name, value]) =>
        value === null ? null : (
          <div key={name} className="flex min-w-0 max-w-full gap-1.5">
            <dt className="shrink-0 text-muted">{name}</dt>
            <dd className="min-w-0 break-words text-ink-soft">{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

function placeOf(row: RowBody, revision: RevisionBody): string | null {
  const source = said(row, "source");
  if (source === null) return null;
  const place = placeSaid(parsed(said(row, "locator")));
  return [sourceName(source, revision), place].filter(Boolean).join(" · ");
}

function sourceName(id: string, revision: RevisionBody): string {
  const source = revision.sources.find((one) => one.id === id);
  return source ? `S${source.number} ${source.name}` : "a source that is not in this revision";
}

function candidatesOf(row: RowBody, revision: RevisionBody): ReactNode {
  const list = parsed(said(row, "candidates"));
  if (!Array.isArray(list) || list.length < 2) return null;
  return list
    .map((one: Json) => {
      const raw =
        textOrNull(fieldOf(one, "raw")) ?? textOrNull(fieldOf(one, "value")) ?? "raw value not kept";
      return `${sourceName(textOrNull(fieldOf(one, "source")) ?? "", revision)}: ${raw}`;
    })
    .join("; ");
}

function said(row: RowBody, column: string): string | null {
  return textOrNull(row.columns[column] ?? null) || null;
}

function parsed(text: string | null): Json {
  if (text === null) return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null; // a cell that is no JSON says no place
  }
}

const KINDS: readonly string[] = [
  "json-pointer",
  "payload-pointer",
  "junit-case",
  "line-range",
  "text-quote",
] satisfies Locator["kind"][];

/** The bytes were checked when they were cut; a place of another shape is left out. */
function placeSaid(locator: Json): string | null {
  const kind = textOrNull(fieldOf(locator, "kind"));
  if (kind === null || !KINDS.includes(kind)) return null;
  try {
    return placeWords(locator as unknown as Locator);
  } catch {
    return null;
  }
}
