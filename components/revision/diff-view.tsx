import { diffWordsWithSpace } from "diff";
import { EmptyState } from "@/components/ui/empty-state";
import type { Change, RevisionDiff } from "@/lib/revision/diff";
import { keyWords } from "./register-tables";

const PARTS = [
  ["text", "Text"],
  ["claims", "Claims and trace"],
  ["evidence", "Evidence"],
  ["options", "Options and blocked paths"],
  ["objections", "Objections"],
  ["registers", "Registers"],
  ["boundary", "Annex boundary, holds and stop boundary"],
] as const satisfies readonly (readonly [keyof RevisionDiff, string])[];

/** What changed between two revisions, each sort of change apart. A part where nothing changed says so in one line. */
export function DiffView({ diff }: { readonly diff: RevisionDiff }) {
  if (PARTS.every(([key]) => diff[key].length === 0)) {
    return (
      <EmptyState title="Nothing differs">Both revisions hold the same text, evidence and ledger.</EmptyState>
    );
  }
  const unchanged = PARTS.filter(([key]) => diff[key].length === 0).map(([, title]) => title.toLowerCase());
  return (
    <div className="space-y-8">
      {PARTS.filter(([key]) => diff[key].length > 0).map(([key, title]) => (
        <section key={key} aria-labelledby={`diff-${key}`}>
          <h3 id={`diff-${key}`} className="mb-2 flex items-baseline gap-2 font-semibold">
            {title} <span className="font-normal text-muted">{diff[key].length}</span>
          </h3>
          <ul className="hairline-rows border-y border-line">
            {diff[key].map((change, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: revisions never change, so a place is an identity
              <li key={i} className="grid gap-x-4 gap-y-1 py-2.5 text-sm md:grid-cols-[11rem_1fr]">
                <p className="text-muted">
                  <span className="text-ink">{key === "text" ? keyWords(change.label) : change.label}</span>
                  <br />
                  {change.change}
                </p>
                <Words change={change} serif={key === "text"} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {unchanged.length > 0 ? <p className="text-sm text-muted">Unchanged: {unchanged.join(", ")}.</p> : null}
    </div>
  );
}

function Words({ change, serif }: { readonly change: Change; readonly serif: boolean }) {
  const parts = diffWordsWithSpace(change.before ?? "", change.after ?? "");
  return (
    <p className={serif ? "font-serif text-base" : undefined}>
      {parts.map((part, i) => {
        if (part.added) {
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: revisions never change, so a place is an identity
            <ins key={i} className="bg-ok-bg text-ok decoration-ok">
              {part.value}
            </ins>
          );
        }
        if (part.removed) {
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: revisions never change, so a place is an identity
            <del key={i} className="bg-broken-bg text-broken">
              {part.value}
            </del>
          );
        }
        // biome-ignore lint/suspicious/noArrayIndexKey: revisions never change, so a place is an identity
        return <span key={i}>{part.value}</span>;
      })}
    </p>
  );
}
