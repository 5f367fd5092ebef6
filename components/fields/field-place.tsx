import { FileSearch, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { FieldPlace } from "@/lib/fields/views";
import { classes } from "../ui/classes";

/** The exact place that says a value: opens the source there. */
export function PlaceLink({
  at,
  slug,
  className,
}: {
  readonly at: FieldPlace;
  readonly slug: string;
  readonly className?: string;
}) {
  return (
    <span className={classes("inline-flex min-w-0 max-w-full items-center gap-1.5", className)}>
      <FileSearch aria-hidden className="size-3.5 shrink-0 text-muted" />
      <Link
        href={`/packets/${slug}/sources/${at.sourceId}?${at.query}`}
        title={`${at.sourceName}, version ${at.version}`}
        className="link min-w-0 truncate"
      >
        S{at.sourceNumber} v{at.version}
        {at.place === null ? "" : ` · ${at.place}`}
      </Link>
      {at.newest ? null : (
        <span className="inline-flex shrink-0 items-center gap-1 text-held">
          <TriangleAlert aria-hidden className="size-3.5" /> not the newest
        </span>
      )}
    </span>
  );
}
