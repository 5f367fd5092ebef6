import type { Metadata } from "next";
import { read } from "@/app/_acts/read";
import { PageFrame } from "@/components/shell/page-frame";
import { DropAnywhere } from "@/components/sources/drop-anywhere";
import { SourceShelf } from "@/components/sources/source-shelf";
import { Notice } from "@/components/ui/meaning";
import { loadPacketRoom } from "@/lib/queries/load-packet-room";
import { PacketPage } from "../packet-page";

export const metadata: Metadata = { title: "Sources" };

interface Props {
  readonly params: Promise<{ slug: string }>;
  readonly searchParams: Promise<{ trace?: string }>;
}

/** The shelf of evidence. With `trace` the reader is looking for the place that carries one claim. */
export default async function SourcesPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const { trace } = await searchParams;
  const room = await read((actor) => loadPacketRoom(actor, slug));
  const wanted = room.claims.find((claim) => claim.id === trace) ?? null;
  const target = { packetId: room.header.id, annexId: null, annexNumber: null, sourceId: null };
  return (
    <PacketPage header={room.header}>
      <PageFrame
        title="Sources"
        lead="Each piece of evidence by its digest, the most authoritative first. Where two disagree, precedence decides and both stay visible."
        acts={room.may.addSource ? <DropAnywhere target={target} /> : null}
      >
        {wanted ? (
          <Notice meaning="waiting" className="mb-6">
            Choose the source that carries C{wanted.number}, “{wanted.quote}”, then the place in it.
          </Notice>
        ) : null}
        <SourceShelf sources={room.sources} slug={slug} wanted={wanted?.id ?? null} />
      </PageFrame>
    </PacketPage>
  );
}
