import { classes } from "../ui/classes";
import { FlowArrow, FlowEdge, FlowEdgeLabel } from "./flow-edge";
import { FlowNodeShape } from "./flow-node";
import type { FlowLayout } from "./layout";
import type { FlowStates } from "./states";

interface FlowPictureProps {
  readonly layout: FlowLayout;
  /** What the picture is of, for a screen reader; the list beside it says the rest. */
  readonly label: string;
  /** Where a run has been and is; left out, every node looks alike. */
  readonly states?: FlowStates | undefined;
  /** Where a gate leads when it is pressed. */
  readonly gateHref?: ((key: string) => string) | undefined;
  readonly className?: string;
}

/** A kind's flow drawn whole, at reading size. It scrolls sideways inside itself; wider screens show all of it. */
export function FlowPicture({ layout, label, states, gateHref, className }: FlowPictureProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className={classes("overflow-x-auto", className)}>
      <svg
        role={gateHref ? "group" : "img"}
        aria-label={label}
        width={layout.width}
        height={layout.height}
        viewBox={`0 0 ${layout.width} ${layout.height}`}
        className="mx-auto block max-w-none font-sans print:h-auto print:max-w-full"
        fill="none"
      >
        <FlowArrow />
        {layout.edges.map((edge, i) => (
          <FlowEdge key={edgeKey(edge.edge, i)} edge={edge} states={states} />
        ))}
        {layout.nodes.map((node) => (
          <FlowNodeShape
            key={node.node.ref}
            node={node}
            state={states?.nodes.get(node.node.ref)}
            href={gateHref && node.node.ref.startsWith("gate:") ? gateHref(node.node.ref.slice(5)) : null}
          />
        ))}
        {layout.edges.map((edge, i) => (
          <FlowEdgeLabel key={edgeKey(edge.edge, i)} edge={edge} states={states} />
        ))}
      </svg>
    </section>
  );
}

function edgeKey(edge: { readonly from: string; readonly to: string }, i: number): string {
  return `${edge.from} ${edge.to} ${i}`;
}
