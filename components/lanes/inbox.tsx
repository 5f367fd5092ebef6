import Link from "next/link";
import type { InboxReleaseView } from "@/lib/lanes/views";
import { DigestText } from "../ui/digest-text";
import { EmptyState } from "../ui/empty-state";
import { FingerprintTile } from "../ui/fingerprint-tile";
import { RelativeTime } from "../ui/relative-time";
import { StatePill } from "../ui/state-pill";
import { TimeLeft } from "./time-left";

/** What a lane may read now, and what it could read before. */
export function LaneInbox({ releases }: { readonly releases: readonly InboxReleaseView[] }) {
  if (releases.length === 0) {
    return (
      <EmptyState title="Nothing has been released to you">
        When a release owner approves a revision for a lane that you read, it stands here until its window
        closes. Drafts never do.
      </EmptyState>
    );
  }
  return (
    <ul className="hairline-rows">
      {releases.map((release) => (
        <li key={release.id} className="group relative flex gap-4 py-4">
          <FingerprintTile digest={release.revisionDigest} size={44} />
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <Link
                href={`/releases/${release.id}`}
                className="title text-lg after:absolute after:inset-0 group-hover:text-accent"
              >
                {release.title}
              </Link>
              <StatePill state={release.pill} />
              {release.openedByMe ? null : (
                <span className="text-xs font-medium text-accent">not read yet</span>
              )}
            </p>
            <p className="mt-0.5 flex flex-wrap gap-x-3 text-sm text-muted">
              <span>
                {release.kindTitle} · r{release.revisionNumber}
              </span>
              <DigestText digest={release.revisionDigest} copy={false} />
              <span>
                released <RelativeTime at={release.opensAt} />
              </span>
              {release.pill === "Released" ? <TimeLeft closesAt={release.closesAt} /> : null}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
