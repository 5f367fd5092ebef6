import type { Metadata } from "next";
import { read } from "@/app/_acts/read";
import { ObjectionLedger } from "@/components/objections/objection-ledger";
import { PageFrame } from "@/components/shell/page-frame";
import { loadPacketRoom } from "@/lib/queries/load-packet-room";
import { PacketPage } from "../packet-page";
import { OBJECTION_ACTIONS } from "./objection-actions";

export const metadata: Metadata = { title: "Objections" };

/** Every objection of a packet with its whole history. */
export default async function ObjectionsPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const room = await read((actor) => loadPacketRoom(actor, slug));
  return (
    <PacketPage header={room.header}>
      <PageFrame
        width="reading"
        title="Objections"
        lead="What a reviewer wrote stays, whatever becomes of it. Those whose text is gone stand first."
      >
        <ObjectionLedger
          objections={room.objections}
          packetId={room.header.id}
          slug={slug}
          viewerId={room.viewer.id}
          people={room.people}
          actions={OBJECTION_ACTIONS}
        />
      </PageFrame>
    </PacketPage>
  );
}
