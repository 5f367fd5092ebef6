import Link from "next/link";
import { MeaningBadge } from "../ui/meaning";

interface Contradiction {
  readonly key: string;
  readonly values: readonly {
    readonly sourceId: string;
    readonly sourceNumber: number;
    readonly sourceName: string;
    readonly rank: number;
    readonly value: string;
  }[];
  readonly authoritativeSourceId: string | null;
}

/** Facts that sources state differently: every value stays, and the one that precedence picks is marked. */
export function Contradictions({
  contradictions,
  slug,
}: {
  contradictions: readonly Contradiction[];
  slug: string;
}) {
  return (
    <ul className="hairline-rows">
      {contradictions.map((one) => (
        <li key={one.key + one.values.map((value) => value.value).join()} className="py-3 text-sm">
          <p className="font-mono text-xs text-ink-soft">{one.key}</p>
          <ul className="mt-1 grid gap-1">
            {one.values.map((value) => (
              <li key={value.sourceId} className="flex flex-wrap items-center gap-x-3">
                <strong className="min-w-24 font-semibold">{value.value}</strong>
                <Link href={`/packets/${slug}/sources/${value.sourceId}`} className="link">
                  S{value.sourceNumber} {value.sourceName}
                </Link>
                <span className="text-muted">precedence {value.rank}</span>
                {value.sourceId === one.authoritativeSourceId ? (
                  <MeaningBadge meaning="ok">authoritative</MeaningBadge>
                ) : null}
              </li>
            ))}
          </ul>
          {one.authoritativeSourceId === null ? (
            <p className="mt-1 text-held">The most authoritative sources disagree among themselves.</p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
