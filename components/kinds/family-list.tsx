import { familyTitle, type KindSummary } from "./kind-summary";

interface FamilyListProps {
  readonly entries: readonly Pick<KindSummary, "family">[];
  readonly found: readonly Pick<KindSummary, "family">[];
  readonly family: string | null;
  readonly onChoose: (family: string | null) => void;
}

/** The families beside the gallery, each with how many of its kinds fit the search. */
export function FamilyList({ entries, found, family, onChoose }: FamilyListProps) {
  const count = (key: string) => found.filter((kind) => kind.family === key).length;
  const families = [...new Set(entries.map((kind) => kind.family))].filter(
    (key) => key === family || count(key) > 0,
  );
  return (
    <nav aria-label="Families" className="max-lg:hidden">
      <ul className="sticky top-20 grid max-h-[calc(100dvh-7rem)] gap-px overflow-y-auto text-sm">
        <Family
          title="All families"
          count={found.length}
          here={family === null}
          onChoose={() => onChoose(null)}
        />
        {families.map((key) => (
          <Family
            key={key}
            title={familyTitle(key)}
            count={count(key)}
            here={family === key}
            onChoose={() => onChoose(family === key ? null : key)}
          />
        ))}
      </ul>
    </nav>
  );
}

interface FamilyProps {
  readonly title: string;
  readonly count: number;
  readonly here: boolean;
  readonly onChoose: () => void;
}

function Family({ title, count, here, onChoose }: FamilyProps) {
  return (
    <li>
      <button
        type="button"
        aria-pressed={here}
        onClick={onChoose}
        className="flex w-full items-baseline justify-between gap-3 rounded-md px-2 py-1 text-left text-muted hover:bg-sunken hover:text-ink aria-pressed:bg-sunken aria-pressed:font-medium aria-pressed:text-ink"
      >
        {title}
        <span className="text-xs tabular-nums">{count}</span>
      </button>
    </li>
  );
}
