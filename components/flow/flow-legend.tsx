import type { NodeLook } from "./graph";
import { nodeOutline } from "./node-shape";

const SHOWN: ReadonlyArray<readonly [NodeLook, string, string]> = [
  ["step", "step", "fill-paper stroke-line-strong"],
  ["checks", "checks answer", "fill-raised stroke-edge"],
  ["person", "a person answers", "fill-accent-soft stroke-accent"],
  ["receiver", "the receiver answers", "fill-raised stroke-accent"],
  ["hold-terminal", "stops for good", "fill-held-bg stroke-held"],
  ["hold-re-entry", "waits, goes back", "fill-held-bg stroke-held"],
  ["hold-carry-forward", "travels along", "fill-waiting-bg stroke-waiting"],
  ["hold-value", "is the answer", "fill-waiting-bg stroke-waiting"],
  ["outcome", "end", "fill-raised stroke-ink"],
];

/** What the shapes mean; only those that this flow has. */
export function FlowLegend({ looks }: { readonly looks: ReadonlySet<NodeLook> }) {
  return (
    <ul aria-label="What the shapes mean" className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      {SHOWN.filter(([look]) => looks.has(look)).map(([look, words, dress]) => (
        <li key={look} className="inline-flex items-center gap-1.5">
          <svg aria-hidden width={26} height={16} viewBox="0 0 52 32" fill="none">
            <path
              d={nodeOutline(look, { x: 2, y: 2, width: 48, height: 28 })}
              strokeWidth={3}
              className={dress}
            />
            {look === "hold-terminal" ? <path d="M2 28h48" strokeWidth={7} className="stroke-held" /> : null}
          </svg>
          {words}
        </li>
      ))}
      <li className="inline-flex items-center gap-1.5">
        <svg aria-hidden width={26} height={8} viewBox="0 0 26 8">
          <path d="M0 4h26" strokeDasharray="5 4" strokeWidth={1.5} className="stroke-edge" />
        </svg>
        when a check stops, or a person says no
      </li>
    </ul>
  );
}
