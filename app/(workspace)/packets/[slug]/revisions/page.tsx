import type { Metadata } from "next";
import { read } from "@/app/_acts/read";
import { Lineage } from "@/components/revision/lineage";
import { PageFrame } from "@/components/shell/page-frame";
import { EmptyState } from "@/components/ui/empty-state";
import { loadPacketRoom } from "@/lib/queries/load-packet-room";
import { loadRevisions } from "@/lib/queries/load-revisions";
import { PacketPage } from "../packet-page";

export const metadata: Metadata = { title: "Revisions" };

/** The line of a packet's revisions, newest first, and what became of each. */
export default async function RevisionsPage({ params }: { readonly params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const room = await read((actor) => loadPacketRoom(actor, slug));
  const revisions = await read((actor) => loadRevisions(actor, slug));
  return (
    <PacketPage header={room.header}>
      <PageFrame
        width="reading"
        title="Revisions"
        lead="Each is an exact cut, named by the digest of its bytes. An approval binds one of them and never carries over to another."
      >
        {revisions.length === 0 ? (
          <EmptyState title="Nothing has been cut yet">
            Cutting takes text, claims, evidence, objections and boundary exactly as they stand, and gives
            them a digest. Cutting again when nothing moved gives the same revision.
          </EmptyState>
        ) : (
          <Lineage revisions={revisions} slug={slug} />
        )}
      </PageFrame>
    </PacketPage>
  );
}
