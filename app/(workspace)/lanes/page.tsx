import type { Metadata } from "next";
import { read } from "@/app/_acts/read";
import { LaneInbox } from "@/components/lanes/inbox";
import { LaneList } from "@/components/lanes/lane-list";
import { PageFrame, PageSection } from "@/components/shell/page-frame";
import { loadLaneInbox } from "@/lib/queries/load-lane-releases";
import { loadLanes } from "@/lib/queries/load-lanes";

export const metadata: Metadata = { title: "Lanes" };

/** What was released to this reader, and the lanes of the workspace. */
export default async function LanesPage() {
  const [releases, lanes] = await Promise.all([read(loadLaneInbox), read(loadLanes)]);
  return (
    <PageFrame
      title="Lanes"
      lead="A lane is a bounded audience. It reads exactly what was approved for it, until its window closes."
    >
      <PageSection title="Released to you">
        <LaneInbox releases={releases} />
      </PageSection>
      <PageSection title="All lanes">
        <LaneList lanes={lanes} />
      </PageSection>
    </PageFrame>
  );
}
