import { Lock, Scissors, UserRoundCheck } from "lucide-react";
import type { ReactNode } from "react";
import type { FieldView } from "@/lib/fields/views";
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
    <li id={field.key} className="scroll-mt-36 py-3.5 target:shadow-[inset_2px_0_0_var(--accent)] sm:px-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h3 className="min-w-0 text-sm font-semibold">{field.title}</h3>
        <FieldStateBadge state={field.state} blocks={field.blocks} />
        <Marks field={field} />
      </div>
      <FieldValue field={field} />
      {field.reason ? <p className="measure mt-1 text-sm text-ink-soft">{field.reason}</p> : null}
      <Lineage field={field} slug={slug} />
      {field.candidates.length > 1 ? <Candidates {...props} /> : null}
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
  if (field.value === null) return null;
  return field.type === "digest" ? (
    <p className="mt-1.5">
      <DigestText digest={field.value} />
    </p>
  ) : (
    <p className="mt-1 whitespace-pre-wrap break-words text-lg leading-snug">{field.value}</p>
  );
}

function Lineage({ field, slug }: { readonly field: FieldView; readonly slug: string }) {
  const unfilled = field.value === null && field.state !== "placeholder";
  const rows: readonly (readonly [string, ReactNode])[] = [
    ["Raw", rawOf(field)],
    ["At", field.at ? <PlaceLink key="at" at={field.at} slug={slug} /> : null],
    [
      "Rule",
      field.rule ? `${field.rule}${field.ruleVersion === null ? "" : ` v${field.ruleVersion}`}` : null,
    ],
    ["Confidence", field.confidence],
    ["Filled from", unfilled ? field.from : null],
    ["Permitted by", field.permittedBy],
  ];
  return (
    <dl className="mt-1.5 flex flex-wrap gap-x-5 gap-y-1 text-xs">
      {rows.map(([name, value]) =>
        value === null ? null : (
          <div key={name} className="flex min-w-0 max-w-full gap-1.5">
            <dt className="shrink-0 text-muted">{name}</dt>
            <dd className="min-w-0 break-words text-ink-soft">{value}</dd>
          </div>
        ),
      )}
      {field.changes > 1 ? (
        <div className="flex gap-1.5">
          <dt className="text-muted">Version {field.rowVersion}</dt>
          <dd className="text-ink-soft">
            <RelativeTime at={field.changedAt} />
            {field.changedBy ? ` by ${field.changedBy}` : ""}
          </dd>
        </div>
      ) : null}
    </dl>
  );
}

/** The raw value where it says more than the value does, or that none is kept. */
function rawOf(field: FieldView): ReactNode {
  if (field.raw !== null) {
    return field.raw === field.value ? null : (
      <span className="break-all font-mono text-ink">{field.raw}</span>
    );
  }
  return field.state === "resolved" && !field.keepsRaw ? "not kept; it stands in the source" : null;
}
