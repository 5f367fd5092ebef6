import { ArrowRight, Ban, CircleAlert, CircleCheck, CircleSlash, OctagonPause } from "lucide-react";
import Link from "next/link";
import { numbered } from "@/lib/kernel/numbered";
import type { CheckView, GateView } from "@/lib/revision/views";
import { classes } from "../ui/classes";
import { RelativeTime } from "../ui/relative-time";
import { mendHref } from "./mend-href";

const LOOK = {
  pass: { icon: CircleCheck, word: "Passes", tone: "text-ok" },
  hold: { icon: OctagonPause, word: "Holds", tone: "text-held" },
  "not-applicable": { icon: CircleSlash, word: "Not applicable", tone: "text-muted" },
  error: { icon: Ban, word: "Error, which holds", tone: "text-broken" },
} as const;

/** One check: its question, what it says now, why, and the way to where it is mended. */
export function CheckRow({ check, slug }: { readonly check: CheckView; readonly slug: string }) {
  const { icon: Icon, word, tone } = LOOK[check.outcome];
  const stops = check.outcome === "hold" || check.outcome === "error";
  return (
    <li
      id={`check-${check.check}`}
      className="grid gap-x-4 gap-y-1 py-2.5 text-sm sm:grid-cols-[8.5rem_minmax(0,1fr)]"
    >
      <p className={classes("flex items-start gap-1.5 font-medium", tone)}>
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
        {word}
      </p>
      <div className="min-w-0">
        <p className={stops ? "font-medium" : undefined}>{check.title}</p>
        {check.reasons.map((reason) => (
          <p key={reason.says + reason.target} className="mt-0.5 text-ink-soft">
            {reason.says}{" "}
            {stops ? (
              <Link href={mendHref(slug, reason.target)} className="link inline-flex items-center gap-0.5">
                Mend it there <ArrowRight aria-hidden className="size-3.5" />
              </Link>
            ) : null}
          </p>
        ))}
        {check.dueAt ? (
          <p className="mt-0.5 text-xs text-muted">
            May change by itself <RelativeTime at={check.dueAt} />
          </p>
        ) : null}
      </div>
    </li>
  );
}

function answeredWords(answeredBy: string): string {
  if (answeredBy === "system") return "answered by the checks below";
  if (answeredBy === "receiver") return "answered by the receiver";
  return `answered by a person: ${answeredBy.replace("human:", "").replaceAll("-", " ")}`;
}

/** A gate with its checks; those that stop it come first. */
export function GateBlock({ gate, slug, number }: { gate: GateView; slug: string; number: number }) {
  const order = { error: 0, hold: 1, pass: 2, "not-applicable": 3 } as const;
  const checks = [...gate.checks].sort((a, b) => order[a.outcome] - order[b.outcome]);
  return (
    <section aria-labelledby={`gate-${gate.key}`} className="mt-9 first:mt-0">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line-strong pb-1.5">
        <h2 id={`gate-${gate.key}`} className="text-base font-semibold">
          <span className="mr-2 text-muted tabular-nums">{number}</span>
          {gate.question}
        </h2>
        <p className="text-xs text-muted">
          {answeredWords(gate.answeredBy)}
          {gate.before.length > 0 ? ` · must stand before ${gate.before.join(", ")}` : ""}
        </p>
      </div>
      {checks.length === 0 ? (
        <p className="py-3 text-sm text-muted">No check: the answer is a person's act, or the receiver's.</p>
      ) : (
        <ul className="hairline-rows">
          {numbered(checks, (check) => check.check).map(({ id, item: check }) => (
            <CheckRow key={id} check={check} slug={slug} />
          ))}
        </ul>
      )}
      {gate.outcome === "hold" && gate.exit.label ? (
        <p className="mt-1 flex items-center gap-1.5 text-xs text-muted">
          <CircleAlert aria-hidden className="size-3.5" /> As long as it holds: {gate.exit.label}
        </p>
      ) : null}
    </section>
  );
}
