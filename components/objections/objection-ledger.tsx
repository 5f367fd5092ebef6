"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import type { ObjectionActWord, ObjectionView, PersonView } from "@/lib/packet/views";
import { isTyping } from "../shell/keys";
import { classes } from "../ui/classes";
import { EmptyState } from "../ui/empty-state";
import { Kbd } from "../ui/kbd";
import { type ObjectionActions, ObjectionActs } from "./objection-acts";
import { isOpenObjection } from "./objection-chip";
import { ObjectionEvents, ObjectionHead, ObjectionQuote } from "./objection-thread";

const FILTERS = ["open", "mine", "blocking", "residual", "all"] as const;
type Filter = (typeof FILTERS)[number];

interface ObjectionLedgerProps {
  readonly objections: readonly ObjectionView[];
  readonly packetId: string;
  readonly slug: string;
  readonly viewerId: string;
  readonly people: readonly PersonView[];
  readonly actions: ObjectionActions;
  readonly initial?: Filter;
}

function keeps(filter: Filter, objection: ObjectionView, viewerId: string): boolean {
  if (filter === "open") return isOpenObjection(objection.state);
  if (filter === "mine") return objection.raisedBy.id === viewerId || objection.acts.length > 0;
  if (filter === "blocking") return objection.blocking;
  if (filter === "residual") return objection.state === "accepted-as-residual";
  return true;
}

/** Every objection of the packet, lost anchors first; `j`/`k` move, `r` answers, `a` accepts. */
export function ObjectionLedger(props: ObjectionLedgerProps) {
  const { objections, viewerId } = props;
  const [filter, setFilter] = useState<Filter>(props.initial ?? "open");
  const [at, setAt] = useState(0);
  const [form, setForm] = useState<{ id: string; act: ObjectionActWord } | null>(null);
  const rows = useRef<(HTMLLIElement | null)[]>([]);
  const shown = useMemo(
    () =>
      objections
        .filter((objection) => keeps(filter, objection, viewerId))
        .sort((a, b) => Number(b.anchorLost) - Number(a.anchorLost) || a.number - b.number),
    [objections, filter, viewerId],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.metaKey || event.ctrlKey || event.altKey) return;
      const step = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
      if (step !== 0) {
        const next = Math.min(shown.length - 1, Math.max(0, at + step));
        setAt(next);
        rows.current[next]?.focus();
      }
      const act = event.key === "r" ? "answer" : event.key === "a" ? "accept-residual" : null;
      const objection = shown[at];
      if (act && objection?.acts.includes(act)) {
        event.preventDefault();
        setForm({ id: objection.id, act });
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [shown, at]);
  return (
    <div>
      <Filters
        filter={filter}
        onFilter={setFilter}
        count={(f) => objections.filter((o) => keeps(f, o, viewerId)).length}
      />
      {shown.length === 0 ? (
        <div className="mt-6">
          <EmptyState title={filter === "open" ? "No objection is open" : "Nothing under this filter"}>
            Select text in the packet and press <Kbd>o</Kbd> to raise one. It stays in the record whatever
            becomes of it; a remark is the cheaper thing and blocks nothing.
          </EmptyState>
        </div>
      ) : null}
      <ol className="hairline-rows">
        {shown.map((objection, i) => (
          <li
            key={objection.id}
            id={`O${objection.number}`}
            ref={(node) => {
              rows.current[i] = node;
            }}
            tabIndex={-1}
            onFocus={() => setAt(i)}
            className={classes(
              "scroll-mt-20 py-5 pl-3 outline-none",
              i === at && "shadow-[inset_2px_0_0_var(--accent)]",
            )}
          >
            <ObjectionHead objection={objection} />
            <ObjectionQuote
              objection={objection}
              href={`/packets/${props.slug}#b-${objection.blockId ?? ""}`}
            />
            <ObjectionEvents objection={objection} />
            <ObjectionActs
              objection={objection}
              packetId={props.packetId}
              actions={props.actions}
              people={props.people}
              open={form?.id === objection.id ? form.act : null}
              onOpen={(act) => setForm(act ? { id: objection.id, act } : null)}
            />
          </li>
        ))}
      </ol>
    </div>
  );
}

interface FiltersProps {
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly count: (filter: Filter) => number;
}

function Filters({ filter, onFilter, count }: FiltersProps) {
  return (
    <fieldset className="no-print flex flex-wrap gap-1 border-b border-line pb-3">
      <legend className="sr-only">Filter objections</legend>
      {FILTERS.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={filter === one}
          onClick={() => onFilter(one)}
          className="rounded-full px-3 py-1 text-sm text-muted hover:text-ink aria-pressed:bg-ink aria-pressed:text-paper"
        >
          {one} <span className="tabular-nums">{count(one)}</span>
        </button>
      ))}
    </fieldset>
  );
}
