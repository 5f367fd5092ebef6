import type { ReactNode } from "react";
import { classes } from "../ui/classes";

const WIDTHS = {
  reading: "max-w-3xl",
  wide: "max-w-5xl",
  broad: "max-w-6xl",
  room: "max-w-[92rem]",
} as const;

interface PageFrameProps {
  readonly title: ReactNode;
  /** Above the title: where this page stands (a link back). */
  readonly above?: ReactNode;
  /** Beneath the title: one or two sentences. */
  readonly lead?: ReactNode;
  readonly acts?: ReactNode;
  readonly children: ReactNode;
  readonly width?: keyof typeof WIDTHS;
}

/** A page of its own: title in serif, lead, acts at the right, then the content under it. */
export function PageFrame({ title, above, lead, acts, children, width = "wide" }: PageFrameProps) {
  return (
    <div className={classes("mx-auto w-full px-4 pb-24 pt-8 sm:px-8 sm:pt-12", WIDTHS[width])}>
      {above ? <div className="mb-2 text-sm text-muted">{above}</div> : null}
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="title text-2xl sm:text-3xl">{title}</h1>
          {lead ? <p className="measure mt-2 text-muted">{lead}</p> : null}
        </div>
        {acts ? <div className="no-print flex flex-wrap items-center gap-2">{acts}</div> : null}
      </header>
      <div className="mt-8">{children}</div>
    </div>
  );
}

/** A part of a page: a heading with a hairline under it, and what belongs to it. */
export function PageSection({
  title,
  aside,
  children,
  id,
}: {
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly id?: string;
}) {
  return (
    <section id={id} className="mt-10 first:mt-0" aria-label={typeof title === "string" ? title : undefined}>
      <div className="flex items-baseline justify-between gap-4 border-b border-line-strong pb-1.5">
        <h2 className="text-base font-semibold">{title}</h2>
        {aside ? <div className="text-sm text-muted">{aside}</div> : null}
      </div>
      {children}
    </section>
  );
}
