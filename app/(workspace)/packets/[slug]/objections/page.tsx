import type { Metadata } from "next";
import { read } from "@/app/_acts/read";
import { ObjectionLedger } from "@/components/objections/objection-ledger";
import { PageFrame } from "@/components/shell/page-frame";
import { loadPacketRoom } from "@/lib/queries/load-packet-room";
import { PacketPage } from "../packet-page";
import {
  acceptResidualAction,
  answerAction,
  maintainAction,
  resolveAction,
  withdrawObjectionAction,
} from "./actions";

export const metadata: Metadata = { title: "Objections" };

interface Props {
  readonly params: Promise<{ slug: string }>;
}

/** Every objection of a packet with its whole history. */
export default async function ObjectionsPage({ params }: Props) {
  const { slug } = await params;
  const room = await read((actor) => loadPacketRoom(actor, slug));
  return (
    <PacketPage header={room.header}>
      <PageFrame
        width="reading"
        title="Objections"
        lead="A reviewer's objection stays in the record whatever becomes of it. Those whose text is gone stand first."
      >
        <ObjectionLedger
          objections={room.objections}
          packetId={room.header.id}
          slug={slug}
          viewerId={room.viewer.id}
          people={room.people}
          actions={{
            answer: answerAction,
            maintain: maintainAction,
            resolve: resolveAction,
            withdraw: withdrawObjectionAction,
            "accept-residual": acceptResidualAction,
          }}
        />
      </PageFrame>
    </PacketPage>
  );
}
