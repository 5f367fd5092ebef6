import type { Metadata } from "next";
import Link from "next/link";
import { read } from "@/app/_acts/read";
import { DiffView } from "@/components/revision/diff-view";
import { PageFrame } from "@/components/shell/page-frame";
import { loadPacketRoom } from "@/lib/queries/load-packet-room";
import { loadRevisionDiff } from "@/lib/queries/load-revisions";
import { PacketPage } from "../../../packet-page";

export const metadata: Metadata = { title: "What changed" };

interface Props {
  readonly params: Promise<{ slug: string; number: string }>;
  readonly searchParams: Promise<{ since?: string }>;
}

/** What changed from one revision to another: text, claims, evidence, options, objections and boundary apart. */
export default async function ChangesPage({ params, searchParams }: Props) {
  const { slug, number } = await params;
  const { since } = await searchParams;
  const from = /^\d{1,6}$/.test(since ?? "") ? Number(since) : null;
  const room = await read((actor) => loadPacketRoom(actor, slug));
  const page = await read((actor) => loadRevisionDiff(actor, slug, { from, to: Number(number) }));
  return (
    <PacketPage header={room.header}>
      <PageFrame
        width="reading"
        above={
          <Link href={`/packets/${slug}/revisions/${page.to}`} className="link">
            r{page.to}
          </Link>
        }
        title={page.from === null ? `r${page.to}, the first` : `From r${page.from} to r${page.to}`}
        lead="Each sort of change stands apart, since each is bound by a digest of its own."
      >
        <DiffView diff={page.diff} />
      </PageFrame>
    </PacketPage>
  );
}
