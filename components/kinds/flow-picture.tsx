import type { FlowGate, KindSummary } from "./kind-summary";

const STEP = 34;
const TOP = 13;
const SINK_Y = 40;

function Gate({ gate, x }: { readonly gate: FlowGate; readonly x: number }) {
  const title = <title>{`${gate.question} (${gate.answeredBy}${gate.who ? `: ${gate.who}` : ""})`}</title>;
  if (gate.answeredBy === "person") {
    return (
      <circle cx={x} cy={TOP} r={6} className="fill-accent stroke-accent">
        {title}
      </circle>
    );
  }
  if (gate.answeredBy === "receiver") {
    return (
      <path d={`M${x - 6} ${TOP}l6 -6 6 6 -6 6z`} className="fill-paper stroke-accent">
        {title}
      </path>
    );
  }
  return (
    <rect x={x - 5} y={TOP - 5} width={10} height={10} rx={1} className="fill-paper stroke-ink-soft">
      {title}
    </rect>
  );
}

/** A kind's flow at a glance: checks as squares, people as discs, the receiver as a diamond, sinks below, the stop. */
export function FlowPicture({ kind }: { readonly kind: Pick<KindSummary, "gates" | "sinks"> }) {
  const width = Math.max(2, kind.gates.length) * STEP + 22;
  const people = kind.gates.filter((gate) => gate.answeredBy === "person").length;
  const words = `${kind.gates.length} gates, ${people} answered by people, ${kind.sinks.length} places to rest, then it stops.`;
  return (
    <svg
      role="img"
      aria-label={words}
      viewBox={`0 0 ${width} 50`}
      width={width}
      height={50}
      fill="none"
      strokeWidth={1.4}
      className="max-w-full"
    >
      <path d={`M2 ${TOP}H${width - 6}`} className="stroke-line-strong" />
      {kind.gates.map((gate, i) => {
        const x = 16 + i * STEP;
        return (
          <g key={gate.key}>
            {gate.sinks.length > 0 ? (
              <>
                <path
                  d={`M${x} ${TOP + 6}V${SINK_Y - 4}`}
                  strokeDasharray="2 2.5"
                  className="stroke-held-line"
                />
                <path d={`M${x - 7} ${SINK_Y}h14`} strokeWidth={2} className="stroke-held" />
              </>
            ) : null}
            <Gate gate={gate} x={x} />
          </g>
        );
      })}
      <path d={`M${width - 5} ${TOP - 9}v18`} strokeWidth={2.6} className="stroke-ink" />
    </svg>
  );
}
