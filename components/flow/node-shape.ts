import type { NodeLook } from "./graph";

interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const CUT = 12;

/**
 * The outline of a node: each look has a shape of its own, so that none is told by colour alone. A gate has cut
 * corners; an end is round; a hold that stops has a bar under it, one that goes back is round on the left, one that
 * travels points on, and one that is an answer has the folded corner of a page.
 */
export function nodeOutline(look: NodeLook, frame: Frame): string {
  if (look === "checks" || look === "person" || look === "receiver") return cutCorners(frame, CUT);
  if (look === "outcome") return rounded(frame, Math.min(frame.height / 2, 24));
  if (look === "start") return rounded(frame, frame.height / 2);
  if (look === "hold-re-entry") return roundLeft(frame);
  if (look === "hold-carry-forward") return tag(frame);
  if (look === "hold-value") return page(frame);
  return rounded(frame, look === "step" ? 4 : 1);
}

function rounded({ x, y, width: w, height: h }: Frame, r: number): string {
  return `M${x + r} ${y}h${w - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${h - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}h${2 * r - w}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - h}a${r} ${r} 0 0 1 ${r} ${-r}z`;
}

function cutCorners({ x, y, width: w, height: h }: Frame, c: number): string {
  return `M${x + c} ${y}h${w - 2 * c}l${c} ${c}v${h - 2 * c}l${-c} ${c}h${2 * c - w}l${-c} ${-c}v${2 * c - h}z`;
}

function roundLeft({ x, y, width: w, height: h }: Frame): string {
  const r = Math.min(h / 2, 22);
  return `M${x + r} ${y}h${w - r}v${h}h${r - w}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - h}a${r} ${r} 0 0 1 ${r} ${-r}z`;
}

function tag({ x, y, width: w, height: h }: Frame): string {
  const tip = 13;
  return `M${x} ${y}h${w - tip}l${tip} ${h / 2}l${-tip} ${h / 2}h${tip - w}z`;
}

function page({ x, y, width: w, height: h }: Frame): string {
  const c = 13;
  return `M${x} ${y}h${w - c}l${c} ${c}v${h - c}h${-w}zM${x + w - c} ${y}v${c}h${c}`;
}
