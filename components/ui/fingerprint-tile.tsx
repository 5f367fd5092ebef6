import { FINGERPRINT_SIDE, fingerprintGrid, fingerprintText } from "@/lib/kernel/fingerprint";
import { classes } from "./classes";

interface FingerprintTileProps {
  /** SHA-256 in lower-case hex. */
  readonly digest: string;
  /** Side in pixels. */
  readonly size?: number;
  /** Show the characters to read aloud beneath. */
  readonly caption?: boolean;
  readonly className?: string;
}

/** The symmetric tile of a digest: two people on a call compare it at a glance, or read its characters aloud. */
export function FingerprintTile({ digest, size = 56, caption, className }: FingerprintTileProps) {
  const text = fingerprintText(digest);
  const cells = fingerprintGrid(digest).flatMap((row, y) =>
    row.flatMap((filled, x) => (filled ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return (
    <figure className={classes("inline-flex flex-col items-start gap-1", className)}>
      <svg
        role="img"
        aria-label={`Fingerprint ${text}`}
        width={size}
        height={size}
        viewBox={`-1 -1 ${FINGERPRINT_SIDE + 2} ${FINGERPRINT_SIDE + 2}`}
        shapeRendering="crispEdges"
        className="rounded-sm border border-line-strong bg-tile-paper text-tile print:[print-color-adjust:exact]"
      >
        <path d={cells.join("")} fill="currentColor" />
      </svg>
      {caption ? <figcaption className="font-mono text-2xs text-muted">{text}</figcaption> : null}
    </figure>
  );
}
