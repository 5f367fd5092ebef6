import type { ReactNode } from "react";
import { type PacketActions, PacketActs } from "@/components/packet/packet-acts";
import { PacketBar } from "@/components/packet/packet-bar";
import type { PacketHeaderView } from "@/lib/packet/views";
import {
  askAction,
  closePacketAction,
  cutAction,
  openHoldAction,
  reopenAction,
  withdrawAction,
} from "./actions";

const ACTIONS: PacketActions = {
  cut: cutAction,
  ask: askAction,
  reopen: reopenAction,
  hold: openHoldAction,
  close: closePacketAction,
  withdraw: withdrawAction,
};

interface PacketPageProps {
  readonly header: PacketHeaderView;
  readonly presence?: ReactNode;
  readonly children: ReactNode;
}

/** A page of a packet under the packet's own bar. */
export function PacketPage({ header, presence, children }: PacketPageProps) {
  return (
    <>
      <PacketBar
        packet={header}
        presence={presence}
        acts={<PacketActs packet={header} actions={ACTIONS} />}
      />
      {children}
    </>
  );
}
