import type { Metadata } from "next";
import { read } from "@/app/_acts/read";
import { HeldDetail } from "@/components/annexes/held-detail";
import { DetailsTab } from "@/components/packet/details-tab";
import { Rail } from "@/components/packet/rail";
import { RoomDesk } from "@/components/packet/room-desk";
import { DropAnywhere } from "@/components/sources/drop-anywhere";
import { loadPacketRoom } from "@/lib/queries/load-packet-room";
import { closeHoldAction } from "./actions";
import { DESK_ACTIONS } from "./desk-actions";
import { PacketPage } from "./packet-page";

interface Props {
  readonly params: Promise<{ slug: string }>;
  readonly searchParams: Promise<{ tab?: string }>;
}

export const metadata: Metadata = { title: "Packet" };

/** The packet room: the live document in the middle, instruments around it. */
export default async function PacketRoomPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const { tab } = await searchParams;
  const room = await read((actor) => loadPacketRoom(actor, slug));
  const { header } = room;
  const target = { packetId: header.id, annexId: null, annexNumber: null, sourceId: null };
  return (
    <PacketPage header={header} presence={<div id="presence" className="contents" />}>
      <RoomDesk
        slug={slug}
        packetId={header.id}
        annexId={null}
        document={{
          documentId: room.documentId,
          viewer: room.viewer,
          label: header.title,
          sections: room.sections,
          mayEdit: room.may.edit,
          frozen: header.frozen,
          writingForfeits: room.writingForfeits,
          after: room.annexes.map((annex) => <HeldDetail key={annex.number} held={annex} />),
        }}
        claims={room.claims}
        objections={room.objections}
        remarks={room.remarks}
        people={room.people}
        objectionClasses={room.objectionClasses}
        may={room.may}
        actions={DESK_ACTIONS}
        rail={
          <>
            <Rail slug={slug} {...room} mayMakeAnnex={room.may.makeAnnex} />
            {room.may.addSource ? (
              <div className="px-5 pb-6">
                <DropAnywhere target={target} />
              </div>
            ) : null}
          </>
        }
        details={<DetailsTab room={room} closeHold={closeHoldAction} />}
        initialTab={tab ?? "claims"}
      />
    </PacketPage>
  );
}
