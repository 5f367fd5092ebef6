import type { Metadata } from "next";
import Link from "next/link";
import { read } from "@/app/_acts/read";
import { RevisionView } from "@/components/revision/revision-view";
import { PageFrame } from "@/components/shell/page-frame";
import { DigestText } from "@/components/ui/digest-text";
import { FingerprintTile } from "@/components/ui/fingerprint-tile";
import { Notice } from "@/components/ui/meaning";
import { RelativeTime } from "@/components/ui/relative-time";
import { loadPacketRoom } from "@/lib/queries/load-packet-room";
import { loadRevision } from "@/lib/queries/load-revisions";
import { PacketPage } from "../../packet-page";

export const metadata: Metadata = { title: "Revision" };

interface Props {
  readonly params: Promise<{ slug: string; number: string }>;
}

/** One revision, read from its stored bytes. */
export default async function RevisionPage({ params }: Props) {
  const { slug, number } = await params;
  const room = await read((actor) => loadPacketRoom(actor, slug));
  const revision = await read((actor) => loadRevision(actor, slug, Number(number)));
  const here = `/packets/${slug}/revisions`;
  return (
    <PacketPage header={room.header}>
      <PageFrame
        width="reading"
        above={
          <Link href={here} className="link">
            Revisions
          </Link>
        }
        title={`r${revision.number} · ${revision.body.packet.title}`}
        lead={
          <>
            Cut by {revision.cutBy} <RelativeTime at={revision.cutAt} />.{" "}
            {revision.head ? "It is the head." : "A newer revision exists."}
          </>
        }
        acts={
          <>
            <Link href={`${here}/${revision.number}/changes`} className="link text-sm">
              What changed
            </Link>
            <a href={revision.bytesHref} className="link text-sm" download>
              Exact bytes
            </a>
          </>
        }
      >
        {revision.exact ? null : (
          <Notice meaning="broken" role="alert" className="mb-6">
            The stored bytes no longer have their digest. Tell an administrator; do not rely on what follows.
          </Notice>
        )}
        <div className="mb-10 flex items-center gap-4 border-y border-line py-4">
          <FingerprintTile digest={revision.digest} size={56} />
          <DigestText digest={revision.digest} full />
        </div>
        <RevisionView revision={revision.body} />
      </PageFrame>
    </PacketPage>
  );
}
