import { Lock } from "lucide-react";
import type { ReactNode } from "react";

export interface HeldDetailView {
  readonly number: number;
  /** What kind of thing is held. */
  readonly holds: string;
  readonly because: string;
  /** The role that may lift it, in words. */
  readonly liftedBy: string;
  /** A salted commitment, where one stands in a revision. */
  readonly commitment?: string | null;
}

/** What stands where something is withheld: what kind of thing, why, who may lift it. Part of the document. */
export function HeldDetail({
  held,
  children,
}: {
  readonly held: HeldDetailView;
  readonly children?: ReactNode;
}) {
  return (
    <section
      aria-label={`Held detail, annex A${held.number}`}
      className="hatch my-4 rounded-md border border-restricted-line p-1.5"
    >
      <div className="rounded-sm bg-raised px-4 py-3">
        <p className="flex items-center gap-2 text-sm font-semibold text-restricted">
          <Lock aria-hidden className="size-4" /> Held detail · annex A{held.number}
        </p>
        <dl className="mt-2 grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[7rem_minmax(0,1fr)]">
          <dt className="text-muted">What is held</dt>
          <dd>{held.holds}</dd>
          <dt className="text-muted">Why</dt>
          <dd>{held.because}</dd>
          <dt className="text-muted">Who may lift it</dt>
          <dd>{held.liftedBy.replaceAll("-", " ")}</dd>
          {held.commitment ? (
            <>
              <dt className="text-muted">Commitment</dt>
              <dd className="break-all font-mono text-xs text-muted">{held.commitment}</dd>
            </>
          ) : null}
        </dl>
        {children}
      </div>
    </section>
  );
}
