import { classes } from "./classes";

interface ReadinessRingProps {
  readonly passed: number;
  readonly held: number;
  readonly total: number;
  readonly size?: number;
  readonly className?: string;
}

/** A ring that fills as checks pass; the part that is held is drawn broken. Always with its sentence. */
export function ReadinessRing({ passed, held, total, size = 20, className }: ReadinessRingProps) {
  const radius = 8;
  const round = 2 * Math.PI * radius;
  const share = total === 0 ? 1 : passed / total;
  const words = held === 0 ? `Ready: ${passed} of ${total} checks pass` : `${held} of ${total} checks hold`;
  return (
    <svg
      role="img"
      aria-label={words}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      strokeWidth={2.5}
      className={classes("shrink-0", className)}
    >
      <title>{words}</title>
      <circle
        cx="10"
        cy="10"
        r={radius}
        className={held ? "stroke-held-line" : "stroke-line"}
        strokeDasharray={held ? "2 2" : undefined}
      />
      <circle
        cx="10"
        cy="10"
        r={radius}
        className={held ? "stroke-held" : "stroke-ok"}
        strokeDasharray={`${share * round} ${round}`}
        transform="rotate(-90 10 10)"
      />
    </svg>
  );
}
