import type { ReactNode } from "react";

interface ActPanelProps {
  readonly title: string;
  /** Who acts, in a few words beneath the title. */
  readonly who?: ReactNode;
  readonly children: ReactNode;
}

/** The one panel with what can be done where the flow rests. */
export function ActPanel({ title, who, children }: ActPanelProps) {
  return (
    <section
      aria-label={title}
      className="no-print rounded-lg border border-line-strong bg-raised p-4 sm:p-5"
    >
      <h2 className="text-base font-semibold">{title}</h2>
      {who ? <p className="mt-0.5 text-xs text-muted">{who}</p> : null}
      <div className="mt-3 grid gap-4 text-sm">{children}</div>
    </section>
  );
}

/** What follows from an act, said before it is done. */
export function Consequence({
  label,
  children,
}: {
  readonly label: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className="border-l-2 border-accent pl-3">
      <p className="font-medium">{label}</p>
      <p className="mt-0.5 text-ink-soft">{children}</p>
    </div>
  );
}
