import type { Kind } from "@/lib/kinds/kind.schema";
import { drawFlow } from "../flow/draw";
import { FlowLegend } from "../flow/flow-legend";
import { FlowList } from "../flow/flow-list";
import { FlowPicture } from "../flow/flow-picture";
import { FlowViews } from "../flow/flow-views";
import { flowGraph } from "../flow/graph";

/** A kind's flow whole, as a picture whose gates lead to what is said of them below, and as a list. */
export function KindFlow({ kind }: { readonly kind: Kind }) {
  const graph = flowGraph(kind);
  return (
    <FlowViews
      legend={<FlowLegend looks={new Set(graph.nodes.map((node) => node.look))} />}
      picture={
        <FlowPicture
          layout={drawFlow(graph)}
          label={`Picture of the flow of ${kind.title}`}
          gateHref={(key) => `#gate-${key}`}
        />
      }
      list={<FlowList graph={graph} />}
    />
  );
}
