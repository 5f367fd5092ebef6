import {
  CircleCheck,
  Flag,
  Inbox,
  ListChecks,
  type LucideIcon,
  Luggage,
  MapPin,
  MessageSquareText,
  OctagonX,
  Undo2,
  UserRound,
} from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "../ui/classes";
import type { NodeLook } from "./graph";
import { type DrawnNode, FONT, ICON, PAD } from "./layout";
import { nodeOutline } from "./node-shape";
import type { NodeState } from "./states";
import { SvgLines } from "./svg-lines";

interface Dress {
  readonly icon: LucideIcon | null;
  readonly outline: string;
  readonly width: number;
  readonly eyebrow: string;
}

const HELD: Omit<Dress, "icon"> = { outline: "fill-held-bg stroke-held", width: 1.25, eyebrow: "fill-held" };
const ON: Omit<Dress, "icon"> = {
  outline: "fill-waiting-bg stroke-waiting",
  width: 1.25,
  eyebrow: "fill-waiting",
};

const DRESS: Readonly<Record<NodeLook, Dress>> = {
  start: { icon: null, outline: "fill-sunken stroke-line-strong", width: 1, eyebrow: "fill-muted" },
  step: { icon: null, outline: "fill-paper stroke-line-strong", width: 1, eyebrow: "fill-muted" },
  checks: { icon: ListChecks, outline: "fill-raised stroke-edge", width: 1.25, eyebrow: "fill-muted" },
  person: { icon: UserRound, outline: "fill-accent-soft stroke-accent", width: 2, eyebrow: "fill-accent" },
  receiver: { icon: Inbox, outline: "fill-raised stroke-accent", width: 2, eyebrow: "fill-accent" },
  outcome: { icon: Flag, outline: "fill-raised stroke-ink", width: 2.25, eyebrow: "fill-muted" },
  "hold-terminal": { icon: OctagonX, ...HELD },
  "hold-re-entry": { icon: Undo2, ...HELD },
  "hold-carry-forward": { icon: Luggage, ...ON },
  "hold-value": { icon: MessageSquareText, ...ON },
};

interface FlowNodeProps {
  readonly node: DrawnNode;
  readonly state?: NodeState | undefined;
  readonly href?: string | null;
}

/** One node: its shape, who answers, and its words. */
export function FlowNodeShape({ node, state, href }: FlowNodeProps) {
  const { look } = node.node;
  const { box } = node;
  const frame = {
    x: node.x - box.width / 2,
    y: node.y - box.height / 2,
    width: box.width,
    height: box.height,
  };
  const dress = DRESS[look];
  const drawn = (
    <>
      {state === "here" ? (
        <path d={nodeOutline(look, grown(frame, 5))} strokeWidth={3} className="stroke-focus" />
      ) : null}
      <path d={nodeOutline(look, frame)} strokeWidth={dress.width} className={dress.outline} />
      {look === "hold-terminal" ? (
        <path
          d={`M${frame.x} ${frame.y + frame.height}h${frame.width}`}
          strokeWidth={4}
          className="stroke-held"
        />
      ) : null}
      <NodeWords node={node} state={state} dress={dress} top={frame.y} left={frame.x} />
      {state === "here" || state === "passed" ? <StateTag state={state} frame={frame} /> : null}
    </>
  );
  return <Linked href={href ?? null}>{drawn}</Linked>;
}

function Linked({ href, children }: { readonly href: string | null; readonly children: ReactNode }) {
  return href ? (
    <a href={href} className="hover:[&_path]:stroke-ink">
      {children}
    </a>
  ) : (
    <g>{children}</g>
  );
}

function grown(frame: { x: number; y: number; width: number; height: number }, by: number) {
  return { x: frame.x - by, y: frame.y - by, width: frame.width + 2 * by, height: frame.height + 2 * by };
}

interface NodeWordsProps {
  readonly node: DrawnNode;
  readonly state: NodeState | undefined;
  readonly dress: Dress;
  readonly top: number;
  readonly left: number;
}

function NodeWords({ node, state, dress, top, left }: NodeWordsProps) {
  const { eyebrow, lines } = node.box;
  const Icon = dress.icon;
  if (node.node.look === "start") return <StartWords node={node} />;
  const x = left + PAD.x;
  const first = top + PAD.y + eyebrow.length * FONT.eyebrowLine + (eyebrow.length > 0 ? 3 : 0);
  return (
    <>
      {Icon && eyebrow.length > 0 ? (
        <Icon
          aria-hidden
          x={x - 1}
          y={top + PAD.y}
          width={13}
          height={13}
          className={dress.eyebrow.replace("fill-", "text-")}
        />
      ) : null}
      <SvgLines
        lines={eyebrow}
        x={x + ICON}
        top={top + PAD.y}
        size={FONT.eyebrow}
        lineHeight={FONT.eyebrowLine}
        className={classes(dress.eyebrow, "font-medium")}
      />
      <SvgLines
        lines={lines}
        x={x}
        top={first}
        size={FONT.text}
        lineHeight={FONT.line}
        className={state === "ahead" ? "fill-ink-soft" : "fill-ink"}
      />
    </>
  );
}

function StartWords({ node }: { readonly node: DrawnNode }) {
  const { lines } = node.box;
  const top = node.y - (lines.length * FONT.labelLine) / 2;
  return (
    <SvgLines
      lines={lines}
      x={node.x}
      top={top}
      size={FONT.label}
      lineHeight={FONT.labelLine}
      anchor="middle"
      className="fill-ink-soft"
    />
  );
}

/** "Here" or "passed" on the corner of a node: a word and a sign, not only a look. */
function StateTag({
  state,
  frame,
}: {
  readonly state: "here" | "passed";
  readonly frame: { readonly x: number; readonly y: number; readonly width: number };
}) {
  const here = state === "here";
  const width = 58;
  const x = frame.x + frame.width - width + 14;
  const y = frame.y - 11;
  const Icon = here ? MapPin : CircleCheck;
  return (
    <g>
      <rect
        x={x}
        y={y}
        width={width}
        height={18}
        rx={9}
        strokeWidth={1}
        className={here ? "fill-accent stroke-accent" : "fill-paper stroke-line-strong"}
      />
      <Icon
        aria-hidden
        x={x + 7}
        y={y + 3}
        width={12}
        height={12}
        className={here ? "text-accent-ink" : "text-muted"}
      />
      <text
        x={x + 23}
        y={y + 13}
        fontSize={FONT.eyebrow}
        className={classes("font-medium", here ? "fill-accent-ink" : "fill-ink-soft")}
      >
        {here ? "Here" : "Done"}
      </text>
    </g>
  );
}
