import { Download } from "lucide-react";
import Link from "next/link";
import type { SourceVersionView, SourceView } from "@/lib/packet/views";
import { DigestText } from "../ui/digest-text";
import { RelativeTime } from "../ui/relative-time";
import { sizeWords } from "./source-shelf";

interface SourceFactsProps {
  readonly slug: string;
  readonly packetId: string;
  readonly source: SourceView;
  readonly shown: SourceVersionView;
  readonly versions: readonly SourceVersionView[];
}

/** What is known of a source version beside its content: digest, times, precedence, its other versions. */
export function SourceFacts({ slug, packetId, source, shown, versions }: SourceFactsProps) {
  return (
    <dl className="mb-6 grid gap-x-6 gap-y-1.5 border-y border-line py-4 text-sm sm:grid-cols-[8rem_minmax(0,1fr)]">
      <dt className="text-muted">Digest</dt>
      <dd className="min-w-0">
        <DigestText digest={shown.digest} full />
      </dd>
      <dt className="text-muted">File</dt>
      <dd>
        {shown.fileName}, {sizeWords(shown.size)}{" "}
        <a
          className="link no-print inline-flex items-center gap-1"
          href={`/api/v1/packets/${packetId}/sources/${shown.id}`}
        >
          <Download aria-hidden className="size-3.5" /> the exact bytes
        </a>
      </dd>
      <dt className="text-muted">Received</dt>
      <dd>
        <RelativeTime at={shown.receivedAt} /> from {shown.receivedBy.name}
        {shown.effectiveAt ? (
          <>
            {" · effective "}
            <RelativeTime at={shown.effectiveAt} />
          </>
        ) : (
          " · nobody stated when it came to be"
        )}
      </dd>
      <dt className="text-muted">Precedence</dt>
      <dd>
        {source.rank}
        {source.slot ? `, as ${source.slot.toLowerCase()}` : ""}
        {source.authority ? `, on the authority of ${source.authority}` : ""} · {source.claims}{" "}
        {source.claims === 1 ? "claim leans" : "claims lean"} on it
      </dd>
      {versions.length > 1 ? (
        <>
          <dt className="text-muted">Versions</dt>
          <dd className="flex flex-wrap gap-x-3">
            {versions.map((version) => (
              <Link
                key={version.id}
                href={`/packets/${slug}/sources/${source.id}?v=${version.number}`}
                aria-current={version.id === shown.id ? "true" : undefined}
                className="link aria-[current]:font-semibold aria-[current]:no-underline"
              >
                v{version.number}
              </Link>
            ))}
          </dd>
        </>
      ) : null}
    </dl>
  );
}
