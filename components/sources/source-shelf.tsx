import { FileCheck2, FileLock2, FileQuestion, FileX2 } from "lucide-react";
import Link from "next/link";
import { EVIDENCE_FORMATS, isEvidenceFormat } from "@/lib/evidence/format";
import type { SourceView } from "@/lib/packet/views";
import { DigestText } from "../ui/digest-text";
import { EmptyState } from "../ui/empty-state";
import { MeaningBadge, MeaningText } from "../ui/meaning";
import { RelativeTime } from "../ui/relative-time";

/** Bytes for people: 3.4 kB, 20 MB. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ["kB", "MB", "GB"];
  let size = bytes / 1000;
  let at = 0;
  while (size >= 1000 && at < units.length - 1) {
    size /= 1000;
    at += 1;
  }
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${units[at]}`;
}

/** The name of a format for people; a format of an older workspace keeps its key. */
export function formatTitle(format: string): string {
  return isEvidenceFormat(format) ? EVIDENCE_FORMATS[format].title : format;
}

/** True where the workspace could read the file for what it is. */
export function isRead(status: string): boolean {
  return status === "extracted" || status === "recognised";
}

function Freshness({ source }: { readonly source: SourceView }) {
  if (source.freshness === "stale") return <MeaningBadge meaning="waiting">due</MeaningBadge>;
  if (source.freshness === "fresh") {
    return (
      <MeaningText meaning="ok" className="text-xs">
        {source.freshUntil ? (
          <>
            fresh, due <RelativeTime at={source.freshUntil} />
          </>
        ) : (
          "fresh"
        )}
      </MeaningText>
    );
  }
  return (
    <span className="text-xs text-muted">
      {source.freshness === "unknown" ? "no effective time" : "no freshness rule"}
    </span>
  );
}

function SourceIcon({ source }: { readonly source: SourceView }) {
  if (source.annexNumber !== null) return <FileLock2 aria-hidden className="size-5 text-restricted" />;
  if (!source.version) return <FileQuestion aria-hidden className="size-5 text-muted" />;
  if (!isRead(source.version.status)) return <FileX2 aria-hidden className="size-5 text-waiting" />;
  return <FileCheck2 aria-hidden className="size-5 text-ok" />;
}

interface SourceShelfProps {
  readonly sources: readonly SourceView[];
  readonly slug: string;
  /** The claim that a place is looked for. */
  readonly wanted?: string | null;
}

/** The shelf of evidence, most authoritative first. */
export function SourceShelf({ sources, slug, wanted = null }: SourceShelfProps) {
  if (sources.length === 0) {
    return (
      <EmptyState title="No evidence yet">
        Drop files anywhere on this page. Each is recognised by its content, kept by its SHA-256, and can be
        traced to from a claim. Test results, attestations, component inventories, Markdown and plain text are
        read now.
      </EmptyState>
    );
  }
  return (
    <ul className="hairline-rows">
      {sources.map((source) => (
        <li key={source.id} id={`S${source.number}`} className="group relative flex scroll-mt-36 gap-4 py-4">
          <SourceIcon source={source} />
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1">
              <span className="text-sm text-muted tabular-nums">S{source.number}</span>
              <Link
                href={`/packets/${slug}/sources/${source.id}${wanted ? `?trace=${wanted}` : ""}`}
                className="min-w-0 truncate font-medium after:absolute after:inset-0 group-hover:text-accent"
              >
                {source.name}
              </Link>
              <Freshness source={source} />
            </p>
            <p className="mt-0.5 flex flex-wrap gap-x-3 text-xs text-muted">
              {source.version ? (
                <>
                  <span className="text-ink-soft">{formatTitle(source.version.format)}</span>
                  {isRead(source.version.status) ? null : (
                    <span className="text-waiting">{source.version.status.replaceAll("-", " ")}</span>
                  )}
                  <span>v{source.version.number}</span>
                  <span>{sizeWords(source.version.size)}</span>
                  <span>
                    received <RelativeTime at={source.version.receivedAt} />
                  </span>
                  {source.version.effectiveAt ? (
                    <span>
                      effective <RelativeTime at={source.version.effectiveAt} />
                    </span>
                  ) : null}
                </>
              ) : (
                "no version yet"
              )}
            </p>
          </div>
          <div className="relative hidden shrink-0 text-right text-xs text-muted sm:block">
            {source.version ? <DigestText digest={source.version.digest} /> : null}
            <p>
              {source.claims} {source.claims === 1 ? "claim leans" : "claims lean"} on it
            </p>
            <p>
              precedence {source.rank}
              {source.slot ? ` · ${source.slot}` : ""}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
