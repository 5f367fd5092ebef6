import type { ReactNode } from "react";

interface KindPartProps {
  readonly id: string;
  readonly title: string;
  /** How many there are; not shown where it is left out. */
  readonly count?: number;
  /** One sentence on what this part is for. */
  readonly note?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a kind's page: its title in the margin, what it says beside it. */
export function KindPart({ id, title, count, note, children }: KindPartProps) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="grid scroll-mt-16 gap-x-8 gap-y-2 border-t border-line-strong py-6 md:grid-cols-[12rem_minmax(0,1fr)]"
    >
      <div>
        <h2 id={`${id}-title`} className="text-base font-semibold">
          {title} {count === undefined ? null : <span className="font-normal text-muted">{count}</span>}
        </h2>
        {note ? <p className="mt-1 text-xs text-muted">{note}</p> : null}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}

export interface KindLine {
  readonly key: string;
  readonly title: ReactNode;
  /** Beside the title, small: a rule, a limit, whose it is. */
  readonly aside?: ReactNode;
  readonly note?: ReactNode;
}

/** Lines of a part, one thing each. */
export function KindLines({ lines, none }: { readonly lines: readonly KindLine[]; readonly none?: string }) {
  if (lines.length === 0) return <p className="text-sm text-muted">{none ?? "None."}</p>;
  return (
    <ul className="hairline-rows -my-2">
      {lines.map((line) => (
        <li key={line.key} className="py-2 text-sm">
          <p className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5">
            <span className="min-w-0">{line.title}</span>
            {line.aside ? <span className="text-xs text-muted">{line.aside}</span> : null}
          </p>
          {line.note ? <p className="mt-0.5 text-xs text-muted">{line.note}</p> : null}
        </li>
      ))}
    </ul>
  );
}
