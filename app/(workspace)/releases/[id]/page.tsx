import type { Metadata } from "next";
import Link from "next/link";
import { readOr } from "@/app/_acts/read";
import { ReaderHeader, ReleaseClosed } from "@/components/lanes/reader-header";
import { ReleaseOnHold, ReportFinding } from "@/components/lanes/release-findings";
import { ReleaseRefused } from "@/components/lanes/release-refused";
import { Watermark } from "@/components/lanes/watermark";
import { WithdrawRelease } from "@/components/lanes/withdraw-release";
import { RevisionView } from "@/components/revision/revision-view";
import { loadRelease } from "@/lib/queries/load-lane-releases";
import { REFUSALS } from "@/lib/refusals/refusal";
import { liftReleaseAction, reportFindingAction, withdrawAction } from "../../packets/[slug]/actions";

export const metadata: Metadata = { title: "Release" };

/** A release as its lane reads it: the frozen revision, marked with its reader. */
export default async function ReleasePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const outcome = await readOr((actor) => loadRelease(actor, id));
  if (!outcome.ok) {
    const { code, detail } = outcome.error;
    return <ReleaseRefused code={code} message={REFUSALS[code].message} detail={detail ?? null} />;
  }
  const { release, revision, mayWithdraw, mayReport, through } = outcome.value;
  return (
    <div className="mx-auto w-full max-w-3xl px-4 pb-24 pt-8 sm:px-8 sm:pt-12">
      <Watermark reader={release.readerName} at={release.readAt} digest={release.revisionDigest} />
      {through === "lane" ? null : (
        <p className="mb-4 text-sm text-muted">
          You read this {through === "auditor" ? "as an auditor" : "as a member of the packet"}, as its lane
          does.{" "}
          {through === "packet" ? (
            <Link className="link" href={`/packets/${release.packetSlug}`}>
              To the packet
            </Link>
          ) : null}
        </p>
      )}
      {release.holdReason === null ? null : (
        <ReleaseOnHold
          releaseId={release.id}
          reason={release.holdReason}
          lift={mayWithdraw ? liftReleaseAction : null}
        />
      )}
      {release.pill === "Released" || release.holdReason !== null ? null : (
        <ReleaseClosed release={release} />
      )}
      <ReaderHeader release={release} recorded={through === "lane"} />
      <div className="no-print mt-3 flex flex-wrap gap-2">
        {mayReport ? <ReportFinding releaseId={release.id} report={reportFindingAction} /> : null}
        {mayWithdraw ? <WithdrawRelease releaseId={release.id} withdraw={withdrawAction} /> : null}
      </div>
      <div className="mt-12">
        <RevisionView revision={revision} />
      </div>
    </div>
  );
}
