import Link from "next/link";
import { EmptyState } from "../ui/empty-state";

export interface LaneSummary {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly purpose: string;
  readonly recipients: number;
  readonly maxWindowHours: number;
  readonly ownerName: string;
}

/** The lanes of the workspace: who owns each, how many read it, for how long. */
export function LaneList({ lanes }: { readonly lanes: readonly LaneSummary[] }) {
  if (lanes.length === 0) {
    return (
      <EmptyState title="No lane yet">
        An administrator makes lanes. Each has an owner, recipients, a longest window and a rule on export.
      </EmptyState>
    );
  }
  return (
    <ul className="hairline-rows">
      {lanes.map((lane) => (
        <li key={lane.id} className="group relative grid gap-x-6 py-4 sm:grid-cols-[minmax(0,1fr)_auto]">
          <div className="min-w-0">
            <Link
              href={`/lanes/${lane.key}`}
              className="title text-lg after:absolute after:inset-0 group-hover:text-accent"
            >
              {lane.title}
            </Link>
            <p className="measure text-sm text-ink-soft">{lane.purpose}</p>
          </div>
          <p className="text-sm text-muted sm:text-right">
            {lane.recipients} {lane.recipients === 1 ? "recipient" : "recipients"}, at most{" "}
            {lane.maxWindowHours} h<span className="block">owned by {lane.ownerName}</span>
          </p>
        </li>
      ))}
    </ul>
  );
}
