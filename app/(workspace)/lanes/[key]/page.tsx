import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { read } from "@/app/_acts/read";
import { LaneForm } from "@/components/lanes/lane-form";
import { LaneTerms } from "@/components/lanes/lane-terms";
import { PageFrame, PageSection } from "@/components/shell/page-frame";
import { loadLanes } from "@/lib/queries/load-lanes";
import { changeLaneAction } from "../actions";

export const metadata: Metadata = { title: "Lane" };

/** One lane: its rules, and the form that writes the next version of them, for its owner. */
export default async function LanePage({ params }: { params: Promise<{ key: string }> }) {
  const { key } = await params;
  const page = await read(loadLanes);
  const lane = page.lanes.find((one) => one.key === key);
  if (!lane) notFound();
  return (
    <PageFrame
      width="reading"
      above={
        <Link href="/lanes" className="link">
          All lanes
        </Link>
      }
      title={lane.title}
      lead={lane.purpose}
    >
      <PageSection title={`Rules v${lane.version}`}>
        <LaneTerms lane={lane} />
      </PageSection>
      {lane.mayChange && lane.recipientPeople ? (
        <PageSection title="Change the rules">
          <p className="measure py-3 text-sm text-muted">
            Saving writes the next version. A pending manifest that was bound to these rules goes on hold;
            what is released stays with those who were and still are recipients.
          </p>
          <LaneForm
            key={lane.version}
            lane={{ ...lane, recipientIds: lane.recipientPeople.map((person) => person.id) }}
            people={page.people}
            save={changeLaneAction}
          />
        </PageSection>
      ) : null}
    </PageFrame>
  );
}
