import { classes } from "../ui/classes";
import type { Miniature, MiniatureLook } from "./lay-out-miniature";

const DRESS: Readonly<Record<MiniatureLook, string>> = {
  plain: "fill-sunken stroke-line-strong",
  checks: "fill-paper stroke-edge",
  person: "fill-accent stroke-accent",
  outcome: "fill-ink stroke-ink",
  hold: "fill-held-bg stroke-held",
  "hold-on": "fill-waiting-bg stroke-waiting",
};

interface FlowMiniatureProps {
  readonly drawing: Miniature;
  /** What it shows, in one sentence: shapes alone say nothing to a screen reader. */
  readonly label: string;
  readonly className?: string;
}

/** The shapes of a flow on a card. It shrinks to its place and never grows beyond its own size. */
export function FlowMiniature({ drawing, label, className }: FlowMiniatureProps) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${drawing.width} ${drawing.height}`}
      width={drawing.width}
      height={drawing.height}
      fill="none"
      className={classes("h-auto max-h-28 max-w-full", className)}
    >
      <path d={drawing.lines} className="stroke-edge" />
      <path d={drawing.dashes} strokeDasharray="2.5 2" className="stroke-edge" />
      {drawing.shapes.map(({ look, path }) => (
        <path key={look} d={path} className={DRESS[look]} />
      ))}
    </svg>
  );
}
