"use client";

import { useSearchParams } from "next/navigation";
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { isTyping } from "../shell/keys";
import { EmptyState } from "../ui/empty-state";
import { Input, Select } from "../ui/field";
import { Kbd } from "../ui/kbd";
import { FamilyList } from "./family-list";
import { familyTitle, type KindSummary } from "./kind-summary";
import { searchKinds } from "./search-kinds";

/** A kind as the gallery holds it: what is searched, and its card, drawn on the server. */
export interface GalleryEntry
  extends Pick<KindSummary, "key" | "title" | "family" | "domain" | "summary" | "seedNo" | "roles"> {
  readonly card: ReactNode;
}

interface KindGalleryProps {
  readonly entries: readonly GalleryEntry[];
}

/** The kinds by family. Typing narrows them at once; arrow keys walk through what was found, Enter opens it. */
export function KindGallery({ entries }: KindGalleryProps) {
  // The address of this moment, not of the page that the server drew: coming back finds what was searched.
  const address = useSearchParams();
  const [query, setQuery] = useState(address.get("q") ?? "");
  const [family, setFamily] = useState(() => known(entries, address.get("family")));
  const box = useRef<HTMLDivElement>(null);
  const found = useMemo(() => searchKinds(entries, query), [entries, query]);
  const shown = family ? found.filter((kind) => kind.family === family) : found;
  useEffect(() => keepInUrl(query, family), [query, family]);
  useSlash(box);
  const onKeyDown = (event: KeyboardEvent) => walk(event, box.current);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys pass from the search field through the links
    <div ref={box} onKeyDown={onKeyDown} className="lg:grid lg:grid-cols-[13rem_minmax(0,1fr)] lg:gap-x-12">
      <FamilyList entries={entries} found={found} family={family} onChoose={setFamily} />
      <div className="min-w-0">
        <search className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Input
            type="search"
            aria-label="Search kinds"
            aria-keyshortcuts="/"
            placeholder="Three letters are enough: pay, crash, #24…"
            className="max-w-md"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
          <div className="w-full max-w-md lg:hidden">
            <Select
              aria-label="Family"
              value={family ?? ""}
              onChange={(event) => setFamily(event.target.value || null)}
            >
              <option value="">All families</option>
              {[...new Set(entries.map((kind) => kind.family))].map((key) => (
                <option key={key} value={key}>
                  {familyTitle(key)}
                </option>
              ))}
            </Select>
          </div>
          <p className="text-xs text-muted max-sm:hidden">
            <Kbd>/</Kbd> search · <Kbd>↓</Kbd> walk · <Kbd>↵</Kbd> open
          </p>
          <p role="status" className="w-full text-sm text-muted">
            {shown.length} of {entries.length} kinds{family ? ` · ${familyTitle(family)}` : ""}
          </p>
        </search>
        {shown.length === 0 ? <NothingFound onClear={() => [setQuery(""), setFamily(null)]} /> : null}
        <Found kinds={shown} grouped={query.trim() === ""} />
      </div>
    </div>
  );
}

function known(entries: readonly GalleryEntry[], family: string | null): string | null {
  return entries.some((kind) => kind.family === family) ? family : null;
}

/** What was found: by family while nothing is typed, else the likeliest first. */
function Found({ kinds, grouped }: { readonly kinds: readonly GalleryEntry[]; readonly grouped: boolean }) {
  if (!grouped) return <Cards kinds={kinds} />;
  return [...new Set(kinds.map((kind) => kind.family))].map((family) => (
    <section key={family} className="mt-9" aria-label={familyTitle(family)}>
      <h2 className="border-b border-line-strong pb-1.5 text-base font-semibold">{familyTitle(family)}</h2>
      <Cards kinds={kinds.filter((kind) => kind.family === family)} />
    </section>
  ));
}

function Cards({ kinds }: { readonly kinds: readonly GalleryEntry[] }) {
  return (
    <ul className="hairline-rows">
      {kinds.map((kind) => (
        <li key={kind.key}>{kind.card}</li>
      ))}
    </ul>
  );
}

function NothingFound({ onClear }: { readonly onClear: () => void }) {
  return (
    <div className="mt-8">
      <EmptyState
        title="No kind by these words"
        act={
          <button type="button" className="link text-sm" onClick={onClear}>
            Show all kinds
          </button>
        }
      >
        Try a word of the title, the domain, a role or the number. A kind is a file of its own, so an
        administrator can add one that is missing.
      </EmptyState>
    </div>
  );
}

/** The address says what is searched, without a step in the history for every letter. */
function keepInUrl(query: string, family: string | null) {
  const url = new URL(window.location.href);
  const set = (name: string, value: string) =>
    value ? url.searchParams.set(name, value) : url.searchParams.delete(name);
  set("q", query.trim());
  set("family", family ?? "");
  if (url.href !== window.location.href) window.history.replaceState(null, "", url);
}

/** `/` puts the cursor into the search field, from anywhere on the page where nobody types. */
function useSlash(box: { readonly current: HTMLDivElement | null }) {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== "/" || isTyping(event.target) || event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      box.current?.querySelector<HTMLInputElement>("input[type=search]")?.focus();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [box]);
}

/** Arrow keys go from the field to the first kind and on; Enter in the field opens the first. */
function walk(event: KeyboardEvent, box: HTMLDivElement | null) {
  const input = box?.querySelector<HTMLInputElement>("input[type=search]");
  const links = [...(box?.querySelectorAll<HTMLAnchorElement>("a[data-kind]") ?? [])];
  const active = document.activeElement;
  const at = links.findIndex((link) => link.isSameNode(active));
  if (active === input && event.key === "Enter") links[0]?.click();
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  if (at < 0 && active !== input) return;
  event.preventDefault();
  const next = event.key === "ArrowDown" ? links[at + 1] : (links[at - 1] ?? input);
  next?.focus();
}
