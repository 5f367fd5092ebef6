import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { read } from "@/app/_acts/read";
import { LaneForm } from "@/components/lanes/lane-form";
import { PageFrame } from "@/components/shell/page-frame";
import { loadLanes } from "@/lib/queries/load-lanes";
import { createLaneAction } from "../actions";

export const metadata: Metadata = { title: "New lane" };

/** The form of a new lane, for administrators. */
export default async function NewLanePage() {
  const page = await read(loadLanes);
  if (!page.mayCreate) notFound();
  return (
    <PageFrame
      width="reading"
      title="New lane"
      lead="Who may read, for how long, and what may leave. Its owner alone changes these rules later."
    >
      <LaneForm lane={null} people={page.people} save={createLaneAction} />
    </PageFrame>
  );
}
