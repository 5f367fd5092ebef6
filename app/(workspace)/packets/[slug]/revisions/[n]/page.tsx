import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { read } from "@/app/_acts/read";
import { RevisionView } from "@/components/revision/revision-view";
import { PageFrame } from "@/components/shell/page-frame";
import { buttonClasses } from "@/components/ui/button";
import { DigestText } from "@/components/ui/digest-text";
import { FingerprintTile } from "@/components/ui/fingerprint-tile";
import { Notice } from "@/components/ui/meaning";
import { RelativeTime } from "@/components/ui/relative-time";
import { loadPacketHeader } from "@/lib/queries/load-packet-room";
import { loadRevision } from "@/lib/queries/load-revisions";
import { PacketPage } from "../../packet-page";

interface Props {
  readonly params: Promise<{ slug: string; n: string }>;
}

/** The title of a revision's page. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Revision r${(await params).n}` };
}

/** One revision to read, rendered from its stored bytes. */
export default async function RevisionPage({ params }: Props) {
  const { slug, n } = await params;
  if (!/^[1-9]\d{0,8}$/.test(n)) notFound();
  const [header, revision] = await Promise.all([
    read((actor) => loadPacketHeader(actor, slug)),
    read((actor) => loadRevision(actor, slug, Number(n))),
  ]);
  return (
    <PacketPage header={header}>
      <PageFrame
        width="reading"
        above={`Revision r${revision.number}${revision.head ? ", the head" : ""}`}
        title={revision.body.packet.title}
        lead={
          <>
            Cut by {revision.cutBy} <RelativeTime at={revision.cutAt} />
          </>
        }
        acts={<FingerprintTile digest={revision.digest} size={72} caption />}
      >
        {revision.exact ? null : (
          <Notice meaning="broken" role="alert" className="mb-6">
            The stored bytes no longer have this digest. Do not rely on this page; tell an administrator.
          </Notice>
        )}
        <p className="border-y border-line-strong py-3 text-sm">
          <DigestText digest={revision.digest} full />
        </p>
        <p className="no-print mb-12 mt-4 flex flex-wrap gap-2">
          {revision.parentNumber ? (
            <Link
              className={buttonClasses("quiet", "sm")}
              href={`/packets/${slug}/revisions/compare?from=${revision.parentNumber}&to=${revision.number}`}
            >
              What changed since r{revision.parentNumber}
            </Link>
          ) : null}
          <a className={buttonClasses("quiet", "sm")} href={revision.bytesHref}>
            The canonical bytes
          </a>
        </p>
        <RevisionView revision={revision.body} />
      </PageFrame>
    </PacketPage>
  );
}
