import { ArrowRight } from "lucide-react";
import type { CandidateView } from "@/lib/fields/views";
import { Choose } from "./field-acts";
import { PlaceLink } from "./field-place";
import type { FieldCardProps } from "./field-props";

/** What evidence says of one field, side by side, most authoritative first. None is preferred. */
export function Candidates(props: FieldCardProps) {
  const { field, slug, maySettle } = props;
  if (field.candidates.every((one) => one.raw !== null && one.raw === field.raw))
    return <Agreeing {...props} />;
  return (
    <section aria-label={`Candidates of ${field.title}`} className="mt-3">
      <p className="eyebrow">
        {field.state === "held" ? "What evidence says" : "What evidence said when it was settled"}
      </p>
      <ul className="mt-1 grid gap-2 sm:grid-cols-2">
        {field.candidates.map((one, i) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: candidates have no identity but their order
            key={i}
            className="min-w-0 rounded-md border border-line bg-raised px-3 py-2 text-sm"
          >
            <Said candidate={one} />
            <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
              {one.at ? <PlaceLink at={one.at} slug={slug} /> : <span className="text-muted">gone</span>}
              {maySettle && one.value !== null && field.state === "held" && field.annex === null ? (
                <span className="ml-auto">
                  <Choose {...props} value={one.value} />
                </span>
              ) : null}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Several sources that say the same need one line. */
function Agreeing({ field, slug }: FieldCardProps) {
  const others = field.candidates.flatMap((one) => (one.at ? [one.at] : [])).slice(1);
  return (
    <p className="mt-1 flex flex-wrap gap-x-3 gap-y-1 text-xs">
      <span className="text-muted">Said by {field.candidates.length} sources, also at</span>
      {others.map((at) => (
        <PlaceLink key={`${at.sourceId} ${at.query}`} at={at} slug={slug} />
      ))}
    </p>
  );
}

function Said({ candidate }: { readonly candidate: CandidateView }) {
  const { raw, value } = candidate;
  return (
    <p className="flex flex-wrap items-center gap-x-2">
      <span className="min-w-0 break-words font-mono text-xs">{raw ?? "raw value not kept"}</span>
      {value !== raw ? (
        <>
          <ArrowRight aria-label="becomes" className="size-3.5 shrink-0 text-muted" />
          {value === null ? (
            <span className="text-held">nothing: not supported</span>
          ) : (
            <span className="min-w-0 break-words font-medium">{value}</span>
          )}
        </>
      ) : null}
    </p>
  );
}
