import { DigestText } from "@/components/ui/digest-text";
import { MeaningText } from "@/components/ui/meaning";
import { Table } from "@/components/ui/table";
import type { Json } from "@/lib/kernel/canonical";
import type { ClaimBody, SourceBody, TraceBody } from "@/lib/revision/revision";
import { keyWords } from "./register-tables";

function record(value: Json): { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: Json })
    : {};
}

/** A locator in words: `JSON Pointer /predicate/builder/id`, `lines 3 to 9`. */
export function locatorWords(locator: Json): string {
  const { kind, ...rest } = record(locator);
  const values = Object.entries(rest).map(([key, value]) =>
    typeof value === "object" ? `${key} ${JSON.stringify(value)}` : `${key} ${String(value)}`,
  );
  return [keyWords(String(kind ?? "place")), ...values].join(", ");
}

function assertionWords(assertion: Json): string | null {
  const { key, op, value } = record(assertion);
  return key === undefined ? null : `${String(key)} ${String(op)} ${String(value)}`;
}

function excerptWords(excerpt: Json): string | null {
  if (typeof excerpt === "string") return excerpt;
  return excerpt === null ? null : JSON.stringify(excerpt);
}

/** Every claim with the places that it rests on; a claim without one is shown as the gap that it is. */
export function TraceTable(props: {
  readonly claims: readonly ClaimBody[];
  readonly trace: readonly TraceBody[];
  readonly sources: readonly SourceBody[];
}) {
  if (props.claims.length === 0) return <p className="text-muted">No claim is marked in this revision.</p>;
  const names = new Map(props.sources.map((source) => [source.number, source.name]));
  return (
    <ol className="hairline-rows">
      {props.claims.map((claim) => {
        const links = props.trace.filter((link) => link.claimId === claim.id);
        return (
          <li
            key={claim.id}
            id={`claim-${claim.number}`}
            className="grid gap-x-4 gap-y-1 py-3 md:grid-cols-[3rem_1fr]"
          >
            <span className="font-mono text-sm text-muted">C{claim.number}</span>
            <div className="min-w-0 space-y-1.5">
              <p className="font-serif">“{claim.quote}”</p>
              {assertionWords(claim.assertion) ? (
                <p className="font-mono text-xs text-ink-soft">asserts {assertionWords(claim.assertion)}</p>
              ) : null}
              {links.length === 0 ? (
                <MeaningText meaning="waiting">Untraced: no source stands behind it</MeaningText>
              ) : null}
              {links.map((link) => (
                <div key={link.id} className="text-sm">
                  <p>
                    S{link.sourceNumber} v{link.version} {names.get(link.sourceNumber) ?? ""} ·{" "}
                    {locatorWords(link.locator)} · <DigestText digest={link.digest} />
                  </p>
                  {excerptWords(link.excerpt) ? (
                    <p className="mt-1 break-all border-l-2 border-line pl-3 font-mono text-xs whitespace-pre-wrap text-ink-soft">
                      {excerptWords(link.excerpt)}
                    </p>
                  ) : null}
                </div>
              ))}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

/** The evidence that a revision binds: one row a source, by digest. */
export function EvidenceTable({ sources }: { readonly sources: readonly SourceBody[] }) {
  return (
    <Table
      caption="Evidence bound by this revision"
      rows={sources}
      rowKey={(source) => source.id}
      empty={<p className="text-muted">No evidence is attached.</p>}
      columns={[
        {
          key: "n",
          title: <span className="sr-only">Number</span>,
          cell: (source) => <span className="font-mono text-muted">S{source.number}</span>,
        },
        { key: "name", title: "Source", cell: (source) => source.name },
        {
          key: "format",
          title: "Format",
          cell: (source) =>
            source.version
              ? [source.version.format, source.version.formatVersion].filter(Boolean).join(" ")
              : "no version",
        },
        { key: "rank", title: "Precedence", cell: (source) => source.rank },
        {
          key: "effective",
          title: "Effective",
          cell: (source) => source.version?.effectiveAt?.slice(0, 10) ?? "not stated",
        },
        {
          key: "received",
          title: "Received",
          cell: (source) => source.version?.receivedAt.slice(0, 10) ?? "—",
        },
        {
          key: "digest",
          title: "Digest",
          cell: (source) => (source.version ? <DigestText digest={source.version.digest} /> : "—"),
        },
      ]}
    />
  );
}
