interface SvgLinesProps {
  readonly lines: readonly string[];
  readonly x: number;
  /** The top of the first line. */
  readonly top: number;
  readonly size: number;
  readonly lineHeight: number;
  readonly anchor?: "start" | "middle";
  readonly className: string;
}

/** Lines of text, one beneath the other: SVG breaks none by itself. */
export function SvgLines({ lines, x, top, size, lineHeight, anchor, className }: SvgLinesProps) {
  const placed = lines.map((line, i) => ({ line, y: top + i * lineHeight + size }));
  return (
    <text textAnchor={anchor} fontSize={size} className={className}>
      {placed.map(({ line, y }) => (
        <tspan key={y} x={x} y={y}>
          {line}
        </tspan>
      ))}
    </text>
  );
}
