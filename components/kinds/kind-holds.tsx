import type { Kind } from "@/lib/kinds/kind.schema";
import { roleTitle, SORT_WORDS } from "../flow/flow-words";
import { KindLines, KindPart } from "./kind-part";

/** Where a flow may be held: which of the four sorts, who may lift it, and where it ends. */
export function KindHolds({ kind }: { readonly kind: Kind }) {
  return (
    <>
      <KindPart id="holds" title="Holds" count={kind.sinks.length}>
        <KindLines
          none="This flow is never held."
          lines={kind.sinks.map((sink) => ({
            key: sink.key,
            title: sink.title,
            aside: SORT_WORDS[sink.sort].name,
            note: `${SORT_WORDS[sink.sort].means}${sink.owner ? ` Belongs to: ${roleTitle(kind, sink.owner)}.` : ""}`,
          }))}
        />
      </KindPart>
      <KindPart id="ends" title="Ends" count={kind.outcomes.length}>
        <KindLines
          none="It has no end of its own: it rests where it is held."
          lines={kind.outcomes.map((outcome) => ({
            key: outcome.key,
            title: outcome.title,
            aside: outcome.handsTo ? `Handed to ${roleTitle(kind, outcome.handsTo)}` : null,
            note: outcome.cuts ? "On arriving, the record is cut into a revision." : null,
          }))}
        />
      </KindPart>
    </>
  );
}
