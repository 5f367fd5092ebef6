import { Info } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { FlowView } from "@/lib/flow/views";
import { Notice } from "../ui/meaning";
import { ActPanel } from "./act-panel";
import { drawFlow } from "./draw";
import { ExposurePanel } from "./exposure-panel";
import type { FlowActions } from "./flow-actions";
import { FlowHistory } from "./flow-history";
import { FlowLegend } from "./flow-legend";
import { FlowList } from "./flow-list";
import { FlowPicture } from "./flow-picture";
import { FlowViews } from "./flow-views";
import { GatePanel } from "./gate-panel";
import { HoldPanel } from "./hold-panel";
import { packetGraph, packetStates } from "./packet-graph";
import { PassedHolds } from "./passed-holds";
import { StartPanel } from "./start-panel";
import { StopBoundaryPanel } from "./stop-boundary-panel";

interface PacketFlowProps {
  readonly view: FlowView;
  readonly actions: FlowActions;
}

/** The flow of a packet: where it is, the picture, the one act, what was decided, and where it stops. */
export function PacketFlow({ view, actions }: PacketFlowProps) {
  return (
    <div className="grid gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,1fr)_23rem]">
      <div className="grid min-w-0 gap-3 empty:hidden xl:col-span-2">
        <Elsewhere view={view} />
      </div>
      <div className="grid content-start gap-4 xl:order-2">
        <div className="grid gap-4 xl:sticky xl:top-[9rem] xl:max-h-[calc(100dvh-10rem)] xl:overflow-y-auto">
          {view.exposures ? (
            <ExposurePanel
              exposures={view.exposures}
              packetId={view.packetId}
              slug={view.slug}
              addRow={actions.addRow}
            />
          ) : null}
          <Act view={view} actions={actions} />
        </div>
      </div>
      <div className="min-w-0 xl:order-1">
        <Drawing view={view} />
        <div className="mt-10 grid gap-10">
          <FlowHistory steps={view.steps} />
          <StopBoundaryPanel
            boundary={view.stopBoundary}
            packetId={view.packetId}
            may={view.may.request}
            request={actions.request}
          />
        </div>
      </div>
    </div>
  );
}

/** Where the flow is, in words: the title of the page, which is read out anew when an act has moved it. */
export function FlowPlace({ view }: { readonly view: FlowView }) {
  return (
    <span role="status" className="block max-w-[52rem] text-xl leading-snug sm:text-2xl">
      {view.says}
    </span>
  );
}

/** Beneath it: the answer, to whom the record went, and what happens elsewhere. */
function Elsewhere({ view }: { readonly view: FlowView }) {
  return (
    <>
      <PassedHolds view={view} />
      {view.outcome?.handedTo ? (
        <p className="text-sm text-muted">The record was handed to {view.outcome.handedTo}.</p>
      ) : null}
      {view.elsewhere ? (
        <Notice meaning="waiting" icon={Info} className="max-w-[52rem]">
          <span className="font-medium">The act itself happens elsewhere.</span> {view.elsewhere}
        </Notice>
      ) : null}
    </>
  );
}

/** Above it: which run, how far, and the kind. */
export function FlowRun({ view }: { readonly view: FlowView }) {
  const count = view.steps.filter((step) => step.run === view.run).length;
  return (
    <>
      {view.run === 0 ? "Flow, before the first run" : `Flow, run ${view.run}, step ${count}`}
      {" · "}
      <Link href={`/kinds/${view.kindKey}`} className="link">
        The kind
      </Link>
    </>
  );
}

function Drawing({ view }: { readonly view: FlowView }) {
  const graph = packetGraph(view);
  const states = packetStates(view, graph);
  return (
    <FlowViews
      legend={<FlowLegend looks={new Set(graph.nodes.map((node) => node.look))} />}
      picture={
        <FlowPicture layout={drawFlow(graph)} label="Picture of the flow, with where it is" states={states} />
      }
      list={<FlowList graph={graph} states={states} />}
    />
  );
}

/** The one act where the flow rests, and beginning anew where that is possible. */
function Act({ view, actions }: PacketFlowProps): ReactNode {
  const { gate, sink, outcome, may } = view;
  const seen = { packetId: view.packetId, seenSeq: String(view.seq) };
  const begin = (title: string) => (
    <StartPanel
      key={view.seq}
      title={title}
      starts={view.starts}
      packetId={view.packetId}
      may={may.start}
      start={actions.start}
    />
  );
  if (gate) {
    return (
      <>
        <GatePanel view={view} gate={gate} actions={actions} />
        {view.seq > 0 ? begin("Begin a new run") : null}
      </>
    );
  }
  if (sink) {
    const led = view.steps.find((step) => step.seq === view.seq);
    return (
      <HoldPanel key={view.seq} sink={sink} led={led} fields={seen} may={may.lift} lift={actions.lift} />
    );
  }
  if (outcome && !may.start) {
    return (
      <ActPanel title="It has come to its end">
        <p className="text-ink-soft">{outcome.title}</p>
      </ActPanel>
    );
  }
  return outcome ? (
    begin("Begin the next run")
  ) : (
    <NotBegun view={view}>{begin("Begin the first run")}</NotBegun>
  );
}

function NotBegun({ view, children }: { readonly view: FlowView; readonly children: ReactNode }) {
  if (view.may.start) return children;
  return (
    <ActPanel title="No run has begun">
      <p className="text-ink-soft">
        A run begins when a revision is cut, or when somebody who works on the packet begins one.
      </p>
    </ActPanel>
  );
}
