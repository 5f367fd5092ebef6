interface WatermarkProps {
  readonly reader: string;
  readonly at: string;
  readonly digest: string;
}

/** The reader's name, the time and the digest across the page, on screen and on paper. It identifies; it cannot prevent. */
export function Watermark({ reader, at, digest }: WatermarkProps) {
  const line = `${reader} · ${at.slice(0, 16).replace("T", " ")} UTC · ${digest.slice(0, 8)}`;
  return (
    <svg
      aria-hidden
      className="pointer-events-none fixed inset-0 z-10 size-full text-ink opacity-[0.055] print:opacity-[0.12]"
    >
      <defs>
        <pattern
          id="watermark"
          width="420"
          height="190"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(-24)"
        >
          <text x="8" y="60" fill="currentColor" className="font-mono" fontSize="13">
            {line}
          </text>
          <text x="150" y="155" fill="currentColor" className="font-mono" fontSize="13">
            {line}
          </text>
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill="url(#watermark)" />
    </svg>
  );
}
