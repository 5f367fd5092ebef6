import { Download, FileCheck2 } from "lucide-react";
import type { ReleasePageView } from "@/lib/lanes/views";
import { buttonClasses } from "../ui/button";
import { DigestText } from "../ui/digest-text";
import { FingerprintTile } from "../ui/fingerprint-tile";
import { Notice } from "../ui/meaning";
import { RelativeTime } from "../ui/relative-time";
import { type PillState, StatePill } from "../ui/state-pill";
import { TimeLeft } from "./time-left";

type ReleaseView = ReleasePageView["release"];

interface ReaderHeaderProps {
  readonly release: ReleaseView;
  /** The reader reads as a recipient, whose reading is recorded. */
  readonly recorded: boolean;
}

/** Head of the lane reader: it cannot be confused with a draft. */
export function ReaderHeader({ release, recorded }: ReaderHeaderProps) {
  return (
    <header>
      <div className="flex items-start justify-between gap-6">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-2.5 text-sm text-muted">
            <StatePill state={release.pill} /> {release.laneTitle}
          </p>
          <h1 className="title mt-3 text-2xl sm:text-3xl">{release.title}</h1>
          <p className="mt-1 text-muted">
            {release.kindTitle} · revision r{release.revisionNumber} · frozen
          </p>
        </div>
        <FingerprintTile digest={release.revisionDigest} size={88} caption />
      </div>
      <dl className="mt-6 grid gap-x-6 border-y border-line-strong py-3 text-sm sm:grid-cols-[8rem_minmax(0,1fr)]">
        <dt className="text-muted">Digest</dt>
        <dd>
          <DigestText digest={release.revisionDigest} full />
        </dd>
        <dt className="mt-1.5 text-muted">Window</dt>
        <dd className="mt-1.5">
          {release.pill === "Released" ? (
            <strong className="font-semibold">
              <TimeLeft closesAt={release.closesAt} />
            </strong>
          ) : (
            release.pill.toLowerCase()
          )}
          , from <RelativeTime exact at={release.opensAt} /> to <RelativeTime exact at={release.closesAt} />
        </dd>
        <dt className="mt-1.5 text-muted">Approved by</dt>
        <dd className="mt-1.5">
          {release.approvals.map((approval) => (
            <span key={approval.name + approval.as} className="block">
              {approval.name}
              {approval.onBehalfOf ? ` on behalf of ${approval.onBehalfOf}` : ""},{" "}
              {approval.as.replaceAll("-", " ")}, with a {approval.method}, <RelativeTime at={approval.at} />
            </span>
          ))}
        </dd>
        <dt className="mt-1.5 text-muted">This copy</dt>
        <dd className="mt-1.5">
          read by {release.readerName}, <RelativeTime exact at={release.readAt} />.
          {recorded ? " The reading is recorded." : null}
        </dd>
      </dl>
      <p className="no-print mt-4 flex flex-wrap gap-2">
        <a href={`/releases/${release.id}/verify`} className={buttonClasses("quiet")}>
          <FileCheck2 aria-hidden /> Verify
        </a>
        {release.mayExport ? (
          <a href={release.exportHref} download className={buttonClasses("quiet")}>
            <Download aria-hidden /> Export the bundle
          </a>
        ) : null}
      </p>
    </header>
  );
}

/** What a lane says of a release that can no longer be read. */
export function ReleaseClosed({
  release,
}: {
  readonly release: Pick<ReleaseView, "pill" | "reason" | "supersededById">;
}) {
  const words: Partial<Record<PillState, string>> = {
    Expired: "The window of this release has closed.",
    Superseded: "A newer revision replaced this one.",
    Withdrawn: "This release was withdrawn.",
    Held: "This release is on hold.",
  };
  return (
    <Notice
      meaning={release.pill === "Withdrawn" ? "broken" : "held"}
      role="status"
      act={
        release.supersededById ? (
          <a className="link" href={`/releases/${release.supersededById}`}>
            Read the newer one
          </a>
        ) : null
      }
    >
      <strong className="block">{words[release.pill] ?? "This release cannot be read."}</strong>
      {release.reason ?? ""}
    </Notice>
  );
}
