import type { ExceptionView } from "@/lib/fields/views";
import { MeaningBadge } from "../ui/meaning";
import { RelativeTime } from "../ui/relative-time";

/** What is held, for whom: open ones keep the packet, carried ones travel with it. */
export function ExceptionQueue({ exceptions }: { readonly exceptions: readonly ExceptionView[] }) {
  const waiting = exceptions.filter((one) => one.state !== "resolved");
  const settled = exceptions.length - waiting.length;
  if (waiting.length === 0) {
    return (
      <p className="py-3 text-sm text-muted">
        Nothing is in the queue.
        {settled > 0 ? ` ${settled} settled.` : " A held field comes here, with its role."}
      </p>
    );
  }
  return (
    <>
      <ul className="hairline-rows">
        {waiting.map((one) => (
          <li key={one.id} className="py-3 text-sm">
            <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
              {one.fieldKey ? (
                <a href={`#${one.fieldKey}`} className="link font-medium">
                  {one.what}
                </a>
              ) : (
                <span className="font-medium">{one.what}</span>
              )}
              {one.state === "open" ? (
                <MeaningBadge meaning="held">keeps the packet</MeaningBadge>
              ) : (
                <MeaningBadge meaning="waiting">travels</MeaningBadge>
              )}
            </p>
            <p className="mt-1 text-xs text-muted">
              With {one.owner ?? "nobody yet"} since <RelativeTime at={one.at} />
            </p>
            {one.fieldKey ? null : <p className="mt-1 text-ink-soft">{one.reason}</p>}
          </li>
        ))}
      </ul>
      {settled > 0 ? <p className="py-2 text-xs text-muted">{settled} settled.</p> : null}
    </>
  );
}
