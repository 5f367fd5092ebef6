import { Quote, Unlink } from "lucide-react";
import Link from "next/link";
import type { ObjectionEventView, ObjectionView } from "@/lib/packet/views";
import { Avatar } from "../ui/avatar";
import { MeaningText } from "../ui/meaning";
import { RelativeTime } from "../ui/relative-time";
import { ObjectionChip } from "./objection-chip";

const VERBS = {
  raised: "raised it",
  answered: "answered",
  maintained: "maintains it",
  resolved: "resolved it",
  withdrawn: "withdrew it",
  "accepted-as-residual": "accepted it as a residual",
} as const;

function Event({ event }: { readonly event: ObjectionEventView }) {
  return (
    <li className="flex gap-3 py-2.5">
      <Avatar id={event.actor.id} name={event.actor.name} className="mt-0.5" />
      <div className="min-w-0 flex-1 text-sm">
        <p className="text-xs text-muted">
          <span className="font-medium text-ink">{event.actor.name}</span> {VERBS[event.type]}{" "}
          <RelativeTime at={event.at} />
        </p>
        {event.text ? <p className="mt-0.5 whitespace-pre-wrap">{event.text}</p> : null}
        {event.residual ? (
          <dl className="mt-1.5 grid gap-x-3 gap-y-0.5 border-l-2 border-waiting-line pl-3 sm:grid-cols-[9.5rem_minmax(0,1fr)]">
            <dt className="text-muted">Rationale</dt>
            <dd>{event.residual.rationale}</dd>
            <dt className="text-muted">Compensating control</dt>
            <dd>{event.residual.compensatingControl}</dd>
            <dt className="text-muted">Owner</dt>
            <dd>{event.residual.ownerName}</dd>
            <dt className="text-muted">Expires on</dt>
            <dd>{event.residual.expiresOn}</dd>
          </dl>
        ) : null}
      </div>
    </li>
  );
}

/** Head of an objection: its number, state, class and who raised it. */
export function ObjectionHead({ objection }: { readonly objection: ObjectionView }) {
  return (
    <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm">
      <span className="font-semibold tabular-nums">O{objection.number}</span>
      <ObjectionChip state={objection.state} />
      <span className="text-muted">{objection.class.replaceAll("-", " ")}</span>
      {objection.annexNumber === null ? null : (
        <MeaningText meaning="restricted" className="text-xs">
          Annex A{objection.annexNumber}
        </MeaningText>
      )}
      {objection.blocking ? (
        <MeaningText meaning="held" className="text-xs">
          holds the gate
        </MeaningText>
      ) : null}
    </p>
  );
}

interface ObjectionQuoteProps {
  readonly objection: ObjectionView;
  /** Where its text stands, on another page; or how to show it on this one. */
  readonly href?: string;
  readonly onShow?: () => void;
}

/** The words it is anchored to; a lost anchor keeps its quote and says that its text is gone. */
export function ObjectionQuote({ objection, href, onShow }: ObjectionQuoteProps) {
  if (!objection.quote) return null;
  const goes = "inline-flex items-center gap-1.5 font-sans text-xs text-muted hover:text-ink";
  return (
    <blockquote className="mt-2 border-l-2 border-held-line pl-3 font-serif text-ink-soft">
      {objection.anchorLost ? (
        <p className="flex items-center gap-1.5 font-sans text-xs text-held">
          <Unlink aria-hidden className="size-3.5" /> This text is no longer in the packet. The objection
          keeps its seat.
        </p>
      ) : href ? (
        <Link href={href} className={goes}>
          <Quote aria-hidden className="size-3.5" /> Go to the text
        </Link>
      ) : (
        <button type="button" onClick={onShow} className={goes}>
          <Quote aria-hidden className="size-3.5" /> Show the text
        </button>
      )}
      <p>“{objection.quote}”</p>
    </blockquote>
  );
}

/** Everything that was said in an objection, in order. Nothing can vanish from it. */
export function ObjectionEvents({ objection }: { readonly objection: ObjectionView }) {
  return (
    <ol className="mt-1 hairline-rows" aria-label={`History of O${objection.number}`}>
      {objection.events.map((event) => (
        <Event key={event.seq} event={event} />
      ))}
    </ol>
  );
}
