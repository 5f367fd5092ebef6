import Link from "next/link";
import type { LineageView } from "@/lib/revision/views";
import { DigestText } from "../ui/digest-text";
import { FingerprintTile } from "../ui/fingerprint-tile";
import { RelativeTime } from "../ui/relative-time";
import { StatePill } from "../ui/state-pill";

/** The line of a packet's revisions, newest first; each names its parent by standing on it. */
export function Lineage({
  revisions,
  slug,
}: {
  readonly revisions: readonly LineageView[];
  readonly slug: string;
}) {
  return (
    <ol className="relative">
      {revisions.map((revision, i) => (
        <li
          key={revision.number}
          className="relative grid grid-cols-[2.5rem_minmax(0,1fr)] gap-4 pb-8 last:pb-0"
        >
          {i < revisions.length - 1 ? (
            <span aria-hidden className="absolute bottom-0 left-5 top-10 w-px bg-line-strong" />
          ) : null}
          <FingerprintTile digest={revision.digest} size={40} className="z-10" />
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <Link
                href={`/packets/${slug}/revisions/${revision.number}`}
                className="title text-lg hover:text-accent"
              >
                r{revision.number}
              </Link>
              {revision.pill ? <StatePill state={revision.pill} /> : null}
              {revision.head ? <span className="text-xs text-muted">head</span> : null}
              <DigestText digest={revision.digest} className="text-sm" />
            </p>
            <p className="text-sm text-muted">
              cut by {revision.cutBy} <RelativeTime at={revision.cutAt} />
            </p>
            <ul className="mt-1 text-sm text-ink-soft">
              {revision.notes.map((note) => (
                <li key={note.at + note.says}>
                  {note.says} <RelativeTime at={note.at} className="text-muted" />
                </li>
              ))}
            </ul>
            <p className="no-print mt-1.5 flex gap-4 text-sm">
              {i < revisions.length - 1 ? (
                <Link
                  className="link"
                  href={`/packets/${slug}/revisions/compare?from=${revisions[i + 1]?.number ?? ""}&to=${revision.number}`}
                >
                  What changed since r{revisions[i + 1]?.number}
                </Link>
              ) : null}
              {revision.releaseId ? (
                <Link className="link" href={`/releases/${revision.releaseId}`}>
                  As the lane reads it
                </Link>
              ) : null}
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}
