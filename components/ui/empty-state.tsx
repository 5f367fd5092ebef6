import type { ReactNode } from "react";

interface EmptyStateProps {
  readonly title: string;
  /** One or two sentences that teach: what would stand here and how it comes to be. */
  readonly children: ReactNode;
  readonly act?: ReactNode;
}

/** What stands where nothing is yet: kind, short, and with the next act. */
export function EmptyState({ title, children, act }: EmptyStateProps) {
  return (
    <div className="border-y border-line py-8">
      <p className="title text-lg">{title}</p>
      <p className="measure mt-1 text-sm text-muted">{children}</p>
      {act ? <div className="mt-4">{act}</div> : null}
    </div>
  );
}
