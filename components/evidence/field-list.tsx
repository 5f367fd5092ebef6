import type { Locator } from "@/lib/evidence/locator.schema";
import type { ViewField } from "@/lib/evidence/view";
import { classes } from "../ui/classes";
import { isSameLocator, type OnSelectLocator, TraceButton } from "./select-locator";

interface FieldListProps {
  readonly fields: readonly ViewField[];
  readonly at?: Locator | null | undefined;
  readonly onSelectLocator?: OnSelectLocator | undefined;
}

/** Labelled values, each of which can be traced to a claim. */
export function FieldList({ fields, at, onSelectLocator }: FieldListProps) {
  if (fields.length === 0) return null;
  return (
    <dl className="hairline-rows text-sm">
      {fields.map(({ label, value, locator }) => (
        <div
          key={JSON.stringify(locator)}
          className={classes(
            "grid grid-cols-[minmax(7rem,10rem)_minmax(0,1fr)_auto] items-baseline gap-3 py-1.5",
            isSameLocator(locator, at) && "bg-accent-soft",
          )}
        >
          <dt className="text-muted">{label}</dt>
          <dd className="break-all">{String(value)}</dd>
          <dd className="justify-self-end">
            <TraceButton locator={locator} excerpt={`${label}: ${value}`} onSelectLocator={onSelectLocator} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
