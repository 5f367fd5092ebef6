import { ArrowRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { RelativeTime } from "../ui/relative-time";
import { type PillState, StatePill } from "../ui/state-pill";

/** One row of home: what it is, why it is with somebody, since when, and the act that ends it. */
export interface Turn {
  readonly key: string;
  readonly what: string;
  readonly href: string;
  readonly why: string;
  /** RFC 3339. */
  readonly since: string;
  /** The next act as a verb ("Approve r4"); null where somebody else has to move. */
  readonly act: string | null;
  readonly pill: PillState;
}

/** Rows of turns. The whole row leads to the place of the act. */
export function TurnList({
  turns,
  label,
  empty,
}: {
  turns: readonly Turn[];
  label: string;
  empty: ReactNode;
}) {
  if (turns.length === 0) return <>{empty}</>;
  return (
    <ul aria-label={label} className="hairline-rows">
      {turns.map((turn) => (
        <TurnRow key={turn.key} turn={turn} />
      ))}
    </ul>
  );
}

function TurnRow({ turn }: { readonly turn: Turn }) {
  return (
    <li className="group relative grid gap-x-6 gap-y-1 py-4 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <Link
            href={turn.href}
            className="title text-lg after:absolute after:inset-0 group-hover:text-accent"
          >
            {turn.what}
          </Link>
          <StatePill state={turn.pill} />
        </p>
        <p className="mt-0.5 text-sm text-ink-soft">{turn.why}</p>
      </div>
      <div className="flex items-center gap-4 text-sm sm:flex-col sm:items-end sm:justify-center sm:gap-1">
        {turn.act ? (
          <span className="inline-flex items-center gap-1 font-medium text-accent">
            {turn.act}
            <ArrowRight
              aria-hidden
              className="size-4 transition-transform duration-150 group-hover:translate-x-0.5"
            />
          </span>
        ) : null}
        <span className="text-xs text-muted">
          since <RelativeTime at={turn.since} />
        </span>
      </div>
    </li>
  );
}
