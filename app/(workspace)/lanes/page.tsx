import type { Metadata } from "next";
import Link from "next/link";
import { read } from "@/app/_acts/read";
import { LaneInbox } from "@/components/lanes/inbox";
import { LaneList } from "@/components/lanes/lane-list";
import { PageFrame, PageSection } from "@/components/shell/page-frame";
import { buttonClasses } from "@/components/ui/button";
import { loadLaneInbox } from "@/lib/queries/load-lane-releases";
import { loadLanes } from "@/lib/queries/load-lanes";

export const metadata: Metadata = { title: "Lanes" };

/** What was released to this reader, and the lanes of the workspace. */
export default async function LanesPage() {
  const [releases, page] = await Promise.all([read(loadLaneInbox), read(loadLanes)]);
  return (
    <PageFrame
      title="Lanes"
      lead="A lane is a bounded audience. It reads exactly what was approved for it, until its window closes."
      acts={
        page.mayCreate ? (
          <Link href="/lanes/new" className={buttonClasses()}>
            New lane
          </Link>
        ) : null
      }
    >
      <PageSection title="Released to you">
        <LaneInbox releases={releases} />
      </PageSection>
      <PageSection title="All lanes">
        <LaneList lanes={page.lanes} />
      </PageSection>
    </PageFrame>
  );
}
