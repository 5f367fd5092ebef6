import { ArrowRight } from "lucide-react";
import Link from "next/link";
import type { FlowCheckView } from "@/lib/flow/views";
import { numbered } from "@/lib/kernel/numbered";
import { mendHref } from "../packet/mend-href";
import { MEANING_ICON, MEANING_TEXT, type Meaning } from "../ui/meaning";

const LOOK: Readonly<
  Record<
    FlowCheckView["outcome"],
    { readonly meaning: Meaning; readonly word: string; readonly rank: number }
  >
> = {
  error: { meaning: "broken", word: "Cannot be told, which stops", rank: 0 },
  hold: { meaning: "held", word: "Stops", rank: 1 },
  pass: { meaning: "ok", word: "Passes", rank: 2 },
  "not-applicable": { meaning: "plain", word: "Does not apply", rank: 3 },
};

/** The checks of a gate as they stand now, those that stop first, each with where it is mended. */
export function GateChecks({
  checks,
  slug,
}: {
  readonly checks: readonly FlowCheckView[];
  readonly slug: string;
}) {
  if (checks.length === 0) return <p className="text-muted">No check: the answer is the act itself.</p>;
  const stopping = checks.filter((check) => LOOK[check.outcome].rank < 2);
  const others = checks.filter((check) => LOOK[check.outcome].rank >= 2);
  return (
    <div>
      {stopping.length > 0 ? (
        <ul className="grid gap-2.5">
          {numbered(stopping, (check) => check.check).map(({ id, item: check }) => (
            <Check key={id} check={check} slug={slug} />
          ))}
        </ul>
      ) : null}
      {others.length > 0 ? (
        <details className={stopping.length > 0 ? "mt-2.5" : undefined}>
          <summary className="w-fit text-muted hover:text-ink">{othersWords(others)}</summary>
          <ul className="mt-2 grid gap-2">
            {numbered(others, (check) => check.check).map(({ id, item: check }) => (
              <Check key={id} check={check} slug={slug} />
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}

function othersWords(checks: readonly FlowCheckView[]): string {
  const pass = checks.filter((check) => check.outcome === "pass").length;
  const none = checks.length - pass;
  const said = [
    pass > 0 ? `${pass} ${pass === 1 ? "check passes" : "checks pass"}` : null,
    none > 0 ? `${none} ${none === 1 ? "does" : "do"} not apply` : null,
  ];
  return said.filter(Boolean).join(", ");
}

function Check({ check, slug }: { readonly check: FlowCheckView; readonly slug: string }) {
  const { meaning, word, rank } = LOOK[check.outcome];
  const Icon = MEANING_ICON[meaning];
  return (
    <li className="flex items-start gap-2">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${MEANING_TEXT[meaning]}`} />
      <div className="min-w-0">
        <p>
          <span className="sr-only">{word}: </span>
          <span className={rank < 2 ? "font-medium" : undefined}>{check.title}</span>{" "}
          <span aria-hidden className={`text-xs ${MEANING_TEXT[meaning]}`}>
            {word.toLowerCase()}
          </span>
        </p>
        {placesOf(check).map(({ target, says }) => (
          <div key={target} className="text-xs text-muted">
            {says.map((one) => (
              <p key={one}>{one}</p>
            ))}
            {rank < 2 ? (
              <Link href={mendHref(slug, target)} className="link inline-flex items-center gap-0.5">
                Mend it there <ArrowRight aria-hidden className="size-3" />
              </Link>
            ) : null}
          </div>
        ))}
      </div>
    </li>
  );
}

/** Reasons by the place where they are mended, so that one place is linked once. */
function placesOf(check: FlowCheckView): readonly { target: string; says: readonly string[] }[] {
  return [...new Set(check.reasons.map((reason) => reason.target))].map((target) => ({
    target,
    says: check.reasons.filter((reason) => reason.target === target).map((reason) => reason.says),
  }));
}
