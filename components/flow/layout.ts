import type { PlacedEdge, PlacedGraph, Size } from "./place-graph";

// What a drawn flow is made of; sizes are CSS pixels at 100 %.

/** A box with its words broken into lines. */
export interface TextBox extends Size {
  readonly eyebrow: readonly string[];
  readonly lines: readonly string[];
}

export interface LabelBox extends Size {
  readonly lines: readonly string[];
}

export type PlacedFlow = PlacedGraph<TextBox, LabelBox>;
export type DrawnNode = PlacedFlow["nodes"][number];

/** An edge with its path in SVG's words; it bends only between layers, so that it crosses no box. */
export interface DrawnEdge extends PlacedEdge<LabelBox> {
  readonly path: string;
  /** It leads back to an earlier layer. */
  readonly back: boolean;
}

export interface FlowLayout extends Size {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
}

export const FONT = {
  text: 13,
  line: 18,
  eyebrow: 11,
  eyebrowLine: 15,
  label: 11.5,
  labelLine: 15,
} as const;
/** Room for the icon before an eyebrow. */
export const ICON = 17;
export const PAD = { x: 16, y: 11 } as const;
