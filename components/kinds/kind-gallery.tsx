"use client";

import { useMemo, useState } from "react";
import { EmptyState } from "../ui/empty-state";
import { Input } from "../ui/field";
import { Kbd } from "../ui/kbd";
import { KindCard } from "./kind-card";
import type { KindSummary } from "./kind-summary";

/** True where every word of the query begins or lies in a word of the kind. */
export function kindMatches(kind: KindSummary, query: string): boolean {
  const text = `${kind.title} ${kind.family} ${kind.domain} ${kind.summary}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** The kinds, grouped by family; typing narrows them at once, and Enter opens the first. */
export function KindGallery({ kinds }: { readonly kinds: readonly KindSummary[] }) {
  const [query, setQuery] = useState("");
  const found = useMemo(() => kinds.filter((kind) => kindMatches(kind, query)), [kinds, query]);
  const families = [...new Set(found.map((kind) => kind.family))];
  return (
    <div>
      <search className="flex flex-wrap items-center gap-3">
        <Input
          type="search"
          aria-label="Search kinds"
          placeholder="Three letters are enough: pay, crash, licence…"
          className="max-w-md"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && found[0]) document.getElementById(`kind-${found[0].key}`)?.click();
          }}
        />
        <p role="status" className="text-sm text-muted">
          {found.length} of {kinds.length} kinds
          {query && found.length > 0 ? (
            <>
              . <Kbd>Enter</Kbd> opens the first
            </>
          ) : null}
        </p>
      </search>
      {found.length === 0 ? (
        <div className="mt-8">
          <EmptyState title="No kind by these words">
            A kind is a file of its own: sections, evidence, gates, stop boundary. An administrator can add
            one.
          </EmptyState>
        </div>
      ) : null}
      {families.map((family) => (
        <section key={family} className="mt-9" aria-label={familyTitle(family)}>
          <h2 className="border-b border-line-strong pb-1.5 text-base font-semibold">
            {familyTitle(family)}
          </h2>
          <ul className="hairline-rows">
            {found
              .filter((kind) => kind.family === family)
              .map((kind) => (
                <KindCard key={kind.key} kind={kind} />
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** A family's key as a heading: `security-release` → Security release. */
export function familyTitle(family: string): string {
  const words = family.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
