import { Lock, Scissors, UserRoundCheck } from "lucide-react";
import type { FieldView } from "@/lib/fields/views";
import { classes } from "../ui/classes";
import { DigestText } from "../ui/digest-text";
import { MeaningText } from "../ui/meaning";
import { RelativeTime } from "../ui/relative-time";
import { Candidates } from "./candidates";
import { FieldActs } from "./field-acts";
import { PlaceLink } from "./field-place";
import type { FieldCardProps } from "./field-props";
import { FieldStateBadge } from "./field-state";

/** One field: what it says, where that stands, by which rule, how sure, and what was lost on the way. */
export function FieldCard(props: FieldCardProps) {
  const { field, slug } = props;
  return (
    <li id={field.key} className="scroll-mt-36 py-4 target:shadow-[inset_2px_0_0_var(--accent)] sm:px-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h3 className="min-w-0 text-sm font-semibold">{field.title}</h3>
        <FieldStateBadge state={field.state} blocks={field.blocks} />
        <Marks field={field} />
      </div>
      <FieldValue field={field} />
      {field.reason ? <p className="measure mt-1.5 text-sm text-ink-soft">{field.reason}</p> : null}
      <Lineage field={field} slug={slug} />
      {field.candidates.length > 1 || (field.state === "held" && field.candidates.length > 0) ? (
        <Candidates {...props} />
      ) : null}
      <FieldActs {...props} />
    </li>
  );
}

function Marks({ field }: { readonly field: FieldView }) {
  return (
    <>
      {field.mapping === "lossy" ? (
        <MeaningText meaning="waiting" icon={Scissors} className="text-xs">
          mapping lost something
        </MeaningText>
      ) : null}
      {field.mapping === "unsupported" ? (
        <MeaningText meaning="held" className="text-xs">
          not in the table
        </MeaningText>
      ) : null}
      {field.byPerson ? (
        <span className="inline-flex items-center gap-1 text-xs text-ink-soft">
          <UserRoundCheck aria-hidden className="size-3.5" />
          {field.state === "placeholder" ? "withheld" : "chosen"} by {field.changedBy ?? "a person"}
        </span>
      ) : null}
      <span className="ml-auto text-xs text-muted">
        {[field.required ? "required" : "optional", field.consequential ? "consequential" : null]
          .filter(Boolean)
          .join(" · ")}
      </span>
    </>
  );
}

function FieldValue({ field }: { readonly field: FieldView }) {
  if (field.state === "placeholder") {
    return (
      <p className="hatch mt-2 rounded-md border border-restricted-line p-1">
        <span className="flex items-center gap-2 rounded-sm bg-raised px-3 py-2 text-sm font-medium text-restricted">
          <Lock aria-hidden className="size-4 shrink-0" />
          Held detail
          {field.annex ? (
            <span className="font-normal text-muted">
              {field.annex.number === null
                ? `belongs in “${field.annex.title}”, which is not made yet`
                : `annex A${field.annex.number}`}
            </span>
          ) : null}
        </span>
      </p>
    );
  }
  if (field.value === null) return <p className="mt-1.5 text-sm text-muted">No value.</p>;
  return field.type === "digest" ? (
    <p className="mt-1.5">
      <DigestText digest={field.value} />
    </p>
  ) : (
    <p className="mt-1 whitespace-pre-wrap break-words text-lg leading-snug">{field.value}</p>
  );
}

function Lineage({ field, slug }: { readonly field: FieldView; readonly slug: string }) {
  const rows: readonly (readonly [string, React.ReactNode])[] = [
    ["Raw value", <RawValue key="raw" field={field} />],
    ["Stands at", field.at ? <PlaceLink key="at" at={field.at} slug={slug} /> : null],
    [
      "Rule",
      field.rule ? `${field.rule}${field.ruleVersion === null ? "" : ` · v${field.ruleVersion}`}` : null,
    ],
    ["Confidence", field.confidence === null ? null : confidenceWords(field.confidence)],
    ["Filled from", field.state === "open" || field.state === "held" ? field.from : null],
    ["Permitted by", field.permittedBy],
  ];
  const said = rows.filter(([, value]) => value !== null && value !== undefined);
  return (
    <dl className="mt-2 grid gap-x-4 gap-y-1 text-xs sm:grid-cols-[6.5rem_minmax(0,1fr)]">
      {said.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="min-w-0 break-words text-ink-soft">{value}</dd>
        </div>
      ))}
      {field.changes > 1 ? (
        <div className="contents">
          <dt className="text-muted">Changed</dt>
          <dd className="text-ink-soft">
            <RelativeTime at={field.changedAt} />
            {field.changedBy ? ` by ${field.changedBy}` : ""}, version {field.rowVersion}
          </dd>
        </div>
      ) : null}
    </dl>
  );
}

function RawValue({ field }: { readonly field: FieldView }) {
  if (field.raw !== null) {
    return (
      <span className={classes("font-mono", field.raw === field.value ? "text-muted" : "text-ink")}>
        {field.raw}
      </span>
    );
  }
  if (field.state !== "resolved") return <span className="text-muted">none shown</span>;
  return <span className="text-muted">{field.keepsRaw ? "none" : "not kept; it stands in the source"}</span>;
}

/** The confidence as a number with what it means. */
export function confidenceWords(confidence: number): string {
  return confidence >= 1
    ? "1 · stated once, by the first tier"
    : `${confidence} · lower; the reason says why`;
}
