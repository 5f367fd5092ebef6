import type { Metadata } from "next";
import { read } from "@/app/_acts/read";
import { Delegations, LaneForm, type PeopleActions, SeatForms, Seats } from "@/components/packet/people-page";
import { PageFrame, PageSection } from "@/components/shell/page-frame";
import { loadPeople } from "@/lib/queries/load-people";
import { PacketPage } from "../packet-page";
import {
  addMemberAction,
  changeOwnerAction,
  endMemberAction,
  grantDelegationAction,
  revokeDelegationAction,
  setLaneAction,
} from "./actions";

export const metadata: Metadata = { title: "People and lane" };

const ACTIONS: PeopleActions = {
  addMember: addMemberAction,
  endMember: endMemberAction,
  changeOwner: changeOwnerAction,
  setLane: setLaneAction,
  grantDelegation: grantDelegationAction,
  revokeDelegation: revokeDelegationAction,
};

/** Who takes part in a packet, as what, and which lane reads it. */
export default async function PeoplePage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const { header, ...view } = await read((actor) => loadPeople(actor, slug));
  return (
    <PacketPage header={header}>
      <PageFrame width="reading" title="People and lane">
        <PageSection title="People">
          <Seats view={view} actions={ACTIONS} />
          <SeatForms view={view} actions={ACTIONS} />
        </PageSection>
        {view.releases ? (
          <PageSection title="Lane" id="lane">
            <LaneForm view={view} actions={ACTIONS} />
          </PageSection>
        ) : null}
        <PageSection title="Stand-ins">
          <Delegations view={view} actions={ACTIONS} />
        </PageSection>
      </PageFrame>
    </PacketPage>
  );
}
