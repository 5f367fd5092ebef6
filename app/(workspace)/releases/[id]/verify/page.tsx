import type { Metadata } from "next";
import Link from "next/link";
import { readOr } from "@/app/_acts/read";
import { ReleaseRefused } from "@/components/lanes/release-refused";
import { VerifyPanel } from "@/components/lanes/verify-panel";
import { PageFrame, PageSection } from "@/components/shell/page-frame";
import { loadRelease } from "@/lib/queries/load-lane-releases";
import { REFUSALS } from "@/lib/refusals/refusal";

export const metadata: Metadata = { title: "Verify" };

/** Verification of a release, here and without us. */
export default async function VerifyPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const outcome = await readOr((actor) => loadRelease(actor, id));
  if (!outcome.ok) {
    const { code, detail } = outcome.error;
    return <ReleaseRefused code={code} message={REFUSALS[code].message} detail={detail ?? null} />;
  }
  const { release } = outcome.value;
  return (
    <PageFrame
      width="reading"
      title="Verify this release"
      above={
        <Link className="link" href={`/releases/${id}`}>
          {release.title}, r{release.revisionNumber}
        </Link>
      }
      lead="Checks every digest, signature and ledger proof in the bundle against the trust file. Nothing here asks you to believe this page: the last two files do the same offline."
    >
      {release.mayExport ? (
        <VerifyPanel bundleUrl={release.exportHref} trustUrl="/api/v1/trust.json" />
      ) : (
        <p className="text-muted">
          This lane does not export bundles. Ask the release owner for a verification by somebody who may.
        </p>
      )}
      <PageSection title="Without us">
        <ol className="list-decimal space-y-2 py-4 pl-5 text-sm">
          <li>
            Export the bundle from the release&apos;s page and the trust file from here, over a channel that
            you trust.
          </li>
          <li>
            Open <code className="font-mono">verify.html</code> from disk and drop both files on it, or run{" "}
            <code className="font-mono">node countersign-verify.mjs bundle --trust trust.json</code>.
          </li>
          <li>Compare the fingerprint with the one on the release&apos;s page.</li>
        </ol>
      </PageSection>
    </PageFrame>
  );
}
