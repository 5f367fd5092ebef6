import { Ban, CircleCheck, CircleSlash, OctagonPause } from "lucide-react";
import { numbered } from "@/lib/kernel/numbered";
import type { LiveManifest } from "./sheet-view";

const LOOK = {
  pass: { icon: CircleCheck, word: "passes", tone: "text-ok" },
  hold: { icon: OctagonPause, word: "holds", tone: "text-held" },
  "not-applicable": { icon: CircleSlash, word: "not applicable", tone: "text-muted" },
  error: { icon: Ban, word: "error", tone: "text-broken" },
} as const;

/** The checks of the gate as they stand this moment; those that hold first, the passing ones folded to a line. */
export function LiveChecks({ live }: { readonly live: LiveManifest }) {
  const stopping = live.checks.filter((check) => check.outcome === "hold" || check.outcome === "error");
  const rest = live.checks.filter((check) => !stopping.includes(check));
  return (
    <div role="status" aria-live="polite">
      <ul className="hairline-rows">
        {numbered(stopping, (check) => check.check).map(({ id, item: check }) => (
          <Row key={id} check={check} />
        ))}
      </ul>
      <details className="py-2.5 text-sm" open={stopping.length === 0 && rest.length <= 4}>
        <summary className="w-fit text-ok">
          {rest.length} of {live.checks.length} checks pass or do not apply
        </summary>
        <ul className="mt-1 hairline-rows">
          {numbered(rest, (check) => check.check).map(({ id, item: check }) => (
            <Row key={id} check={check} />
          ))}
        </ul>
      </details>
    </div>
  );
}

function Row({ check }: { readonly check: LiveManifest["checks"][number] }) {
  const { icon: Icon, word, tone } = LOOK[check.outcome];
  return (
    <li className="flex items-start gap-2 py-1.5 text-sm">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${tone}`} />
      <span className="min-w-0">
        {check.title} <span className={tone}>({word})</span>
        {check.reasons.map((says) => (
          <span key={says} className="block text-muted">
            {says}
          </span>
        ))}
      </span>
    </li>
  );
}

/** Who has signed, with what, and who is still missing. */
export function Signatures({ live }: { readonly live: LiveManifest }) {
  return (
    <ul className="hairline-rows text-sm">
      {live.signed.map((one) => (
        <li key={one.name + one.as} className="flex items-center gap-2 py-2">
          <CircleCheck aria-hidden className="size-4 text-ok" />
          {one.name} signed as {one.as.replaceAll("-", " ")} with a {one.method}
        </li>
      ))}
      {live.missing.map((one) => (
        <li key={one.name + one.as} className="flex items-center gap-2 py-2 text-muted">
          <CircleSlash aria-hidden className="size-4" />
          {one.name} has not signed yet as {one.as.replaceAll("-", " ")}
        </li>
      ))}
    </ul>
  );
}
