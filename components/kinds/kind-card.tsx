import { Hand } from "lucide-react";
import Link from "next/link";
import { FlowPicture } from "./flow-picture";
import type { KindSummary } from "./kind-summary";

/** One kind in the gallery: what it is for, its flow, its gates in words, and where it stops. */
export function KindCard({ kind }: { readonly kind: KindSummary }) {
  return (
    <li className="grid gap-x-8 gap-y-3 py-5 md:grid-cols-[minmax(0,1fr)_19rem]">
      <div className="min-w-0">
        <h3 className="title text-lg">
          <Link id={`kind-${kind.key}`} href={`/packets/new/${kind.key}`} className="hover:text-accent">
            {kind.title}
          </Link>
        </h3>
        <p className="measure mt-1 text-sm text-ink-soft">{kind.summary}</p>
        <p className="mt-2.5 flex items-start gap-1.5 text-xs text-muted">
          <Hand aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span>
            <span className="font-medium text-ink-soft">Stops at: </span>
            {kind.stopBoundary}
          </span>
        </p>
      </div>
      <div className="min-w-0 text-xs text-muted">
        <FlowPicture kind={kind} />
        <details className="mt-1">
          <summary className="w-fit hover:text-ink">
            {kind.gates.length} gates · {kind.sections} sections · {kind.evidenceSlots.length} kinds of
            evidence
          </summary>
          <ol className="mt-2 grid list-decimal gap-1 pl-4">
            {kind.gates.map((gate) => (
              <li key={gate.key}>
                {gate.question}{" "}
                <span className="text-ink-soft">
                  ({gate.answeredBy === "person" ? gate.who : gate.answeredBy})
                </span>
              </li>
            ))}
          </ol>
        </details>
      </div>
    </li>
  );
}
