import { type DrawnEdge, FONT } from "./layout";
import { type FlowStates, wasGone } from "./states";
import { SvgLines } from "./svg-lines";

interface FlowEdgeProps {
  readonly edge: DrawnEdge;
  readonly states?: FlowStates | undefined;
}

/** The heads of all lines, once a picture. */
export function FlowArrow() {
  return (
    <defs>
      {(["flow-arrow", "flow-arrow-gone"] as const).map((id) => (
        <marker
          key={id}
          id={id}
          viewBox="0 0 8 8"
          refX={7}
          refY={4}
          markerWidth={8}
          markerHeight={8}
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M0.5 0.5 7.5 4 0.5 7.5z" className={id === "flow-arrow" ? "fill-edge" : "fill-ink"} />
        </marker>
      ))}
    </defs>
  );
}

/** One line: dashed where a check that stops, or a person's no, leads along it. */
export function FlowEdge({ edge, states }: FlowEdgeProps) {
  const gone = states ? wasGone(states, edge.edge) : false;
  return (
    <path
      d={edge.path}
      markerEnd={gone ? "url(#flow-arrow-gone)" : "url(#flow-arrow)"}
      strokeDasharray={edge.edge.adverse ? "5 4" : undefined}
      strokeWidth={gone ? 2.25 : 1.25}
      className={gone ? "stroke-ink" : "stroke-edge"}
    />
  );
}

/** The words of an exit on its line. */
export function FlowEdgeLabel({ edge, states }: FlowEdgeProps) {
  const { lines, width, height } = edge.label;
  if (lines.length === 0) return null;
  const gone = states ? wasGone(states, edge.edge) : false;
  const top = edge.y - (lines.length * FONT.labelLine) / 2;
  return (
    <g>
      <rect
        x={edge.x - width / 2}
        y={edge.y - height / 2}
        width={width}
        height={height}
        className="fill-paper"
      />
      <SvgLines
        lines={lines}
        x={edge.x}
        top={top}
        size={FONT.label}
        lineHeight={FONT.labelLine}
        anchor="middle"
        className={gone ? "fill-ink font-semibold" : "fill-ink-soft font-medium"}
      />
    </g>
  );
}
