import { Lock, OctagonX } from "lucide-react";
import { type Meaning, MeaningBadge } from "@/components/ui/meaning";
import type { Json } from "@/lib/kernel/canonical";
import type { AnnexBody, HoldBody, ObjectionBody, StopBoundaryBody } from "@/lib/revision/revision";
import { keyWords } from "./register-tables";

type People = Readonly<Record<string, string>>;

function member(value: Json, key: string): string | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const found = (value as { readonly [key: string]: Json })[key];
  return typeof found === "string" && found !== "" ? found : null;
}

const OBJECTION_MEANING: Readonly<Record<string, Meaning>> = {
  raised: "held",
  maintained: "held",
  answered: "waiting",
  resolved: "ok",
  withdrawn: "plain",
  "accepted-as-residual": "waiting",
};

/** The objections of a revision with everything that was said, in order; none is folded away. */
export function ObjectionLedger(props: {
  readonly objections: readonly ObjectionBody[];
  readonly people: People;
}) {
  if (props.objections.length === 0) return <p className="text-muted">Nobody objected.</p>;
  return (
    <ol className="hairline-rows">
      {props.objections.map((objection) => (
        <li key={objection.id} id={`objection-${objection.number}`} className="py-3.5">
          <p className="flex flex-wrap items-center gap-2">
            <span className="font-mono text-sm text-muted">O{objection.number}</span>
            <MeaningBadge meaning={OBJECTION_MEANING[objection.state] ?? "held"}>
              {keyWords(objection.state)}
            </MeaningBadge>
            <span className="text-sm text-muted">{keyWords(objection.class)}</span>
          </p>
          {member(objection.anchor, "quote") ? (
            <p className="mt-2 border-l-2 border-line-strong pl-3 font-serif text-ink-soft">
              “{member(objection.anchor, "quote")}”
            </p>
          ) : null}
          <ol className="mt-2 space-y-1.5">
            {objection.events.map((event, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a revision never changes, so a place is an identity
              <li key={i} className="text-sm">
                <span className="font-medium">{props.people[event.actorId] ?? "Somebody"}</span>{" "}
                <span className="text-muted">
                  {keyWords(event.type).toLowerCase()}, {event.at.slice(0, 10)}:
                </span>{" "}
                {member(event.content, "text") ?? member(event.content, "rationale") ?? ""}
                <Residual content={event.content} />
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ol>
  );
}

function Residual({ content }: { readonly content: Json }) {
  const control = member(content, "compensatingControl");
  const until = member(content, "expiresOn");
  if (!control && !until) return null;
  return (
    <span className="block text-ink-soft">
      {control ? `Compensating control: ${control}. ` : ""}
      {until ? `Carried until ${until}.` : ""}
    </span>
  );
}

/** Holds that people raised and nobody has closed. */
export function HoldList(props: { readonly holds: readonly HoldBody[]; readonly people: People }) {
  return (
    <ul className="hairline-rows">
      {props.holds.map((hold) => (
        <li key={hold.number} className="flex gap-3 py-2.5 text-sm">
          <span className="font-mono text-muted">H{hold.number}</span>
          <span>
            {member(hold.content, "reason") ?? "No reason is recorded."}{" "}
            <span className="text-muted">
              {props.people[hold.raisedById] ?? "Somebody"}, {hold.openedAt.slice(0, 10)}, {hold.sort}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What is withheld from this copy: what kind of thing, why, and who may lift it. Never left out. */
export function HeldDetails({ annexes }: { readonly annexes: readonly AnnexBody[] }) {
  if (annexes.length === 0) return null;
  return (
    <section aria-label="Held details" className="space-y-3">
      {annexes.map((annex) => (
        <div key={annex.number} className="hatch rounded-md border border-restricted-line p-1.5">
          <div className="flex gap-3 rounded-sm bg-paper/90 px-4 py-3">
            <Lock aria-hidden className="mt-1 size-4 shrink-0 text-restricted" />
            <div className="min-w-0">
              <p className="text-sm font-semibold text-restricted">Held detail · Annex A{annex.number}</p>
              <p className="mt-0.5">{annex.holds}</p>
              <p className="text-sm text-ink-soft">
                {annex.because} It may be lifted by the {keyWords(annex.liftedBy).toLowerCase()}.
              </p>
            </div>
          </div>
        </div>
      ))}
    </section>
  );
}

/** Where this workflow ends, printed on every revision. */
export function StopBoundary({ boundary }: { readonly boundary: StopBoundaryBody }) {
  return (
    <section
      id="stop-boundary"
      aria-labelledby="stop-boundary-title"
      className="rounded-lg border border-line-strong bg-sunken p-5"
    >
      <h2 id="stop-boundary-title" className="flex items-center gap-2 text-base font-semibold">
        <OctagonX aria-hidden className="size-4 text-broken" />
        It stops here
      </h2>
      <p className="mt-2">{boundary.statement}</p>
      <p className="mt-3 text-sm text-muted">Nothing in this workspace will:</p>
      <ul className="mt-1 list-disc space-y-0.5 pl-5 text-sm text-ink-soft">
        {boundary.deniedActions.map((action) => (
          <li key={action.key}>{action.text}</li>
        ))}
      </ul>
    </section>
  );
}
