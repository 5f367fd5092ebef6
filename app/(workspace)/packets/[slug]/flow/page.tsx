import type { Metadata } from "next";
import { read } from "@/app/_acts/read";
import { FlowPlace, FlowRun, PacketFlow } from "@/components/flow/packet-flow";
import { PageFrame } from "@/components/shell/page-frame";
import { loadFlow } from "@/lib/queries/load-flow";
import { PacketPage } from "../packet-page";
import { addRowAction } from "../registers/actions";
import { liftSinkAction, requestActionAction, startFlowAction, takeGateAction } from "./actions";

export const metadata: Metadata = { title: "Flow" };

const ACTIONS = {
  start: startFlowAction,
  take: takeGateAction,
  lift: liftSinkAction,
  request: requestActionAction,
  addRow: addRowAction,
};

/** Where a packet stands in the flow of its kind, what was decided, and what can be done now. */
export default async function FlowPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const { header, ...view } = await read((actor) => loadFlow(actor, slug));
  return (
    <PacketPage header={header}>
      <PageFrame title={<FlowPlace view={view} />} above={<FlowRun view={view} />} width="room">
        <PacketFlow view={view} actions={ACTIONS} />
      </PageFrame>
    </PacketPage>
  );
}
