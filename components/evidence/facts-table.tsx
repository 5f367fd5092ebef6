"use client";

import type { Fact } from "@/lib/evidence/fact";
import type { Locator } from "@/lib/evidence/locator.schema";
import type { Column } from "../ui/table";
import { RowTable } from "./row-table";
import { isSameLocator, locatorWords, type OnSelectLocator, TraceButton } from "./select-locator";

interface FactsTableProps {
  readonly facts: readonly Fact[];
  readonly at?: Locator | null;
  readonly onSelectLocator?: OnSelectLocator;
  /** Shows a fact's place in the file. */
  readonly onShow?: (locator: Locator) => void;
}

/** Every fact of a source version with where it was read. */
export function FactsTable({ facts, at, onSelectLocator, onShow }: FactsTableProps) {
  const columns: readonly Column<Fact>[] = [
    { key: "key", title: "Fact", cell: ({ key }) => <code className="break-all text-xs">{key}</code> },
    {
      key: "value",
      title: "Value",
      cell: ({ value }) => <span className="break-all tabular-nums">{String(value)}</span>,
    },
    {
      key: "place",
      title: "Read at",
      cell: ({ locator }) =>
        onShow ? (
          <button type="button" className="link break-all text-left text-xs" onClick={() => onShow(locator)}>
            {locatorWords(locator)}
          </button>
        ) : (
          <span className="break-all text-xs text-muted">{locatorWords(locator)}</span>
        ),
    },
    {
      key: "trace",
      title: <span className="sr-only">Trace</span>,
      className: "w-8",
      cell: ({ key, value, locator }) => (
        <TraceButton locator={locator} excerpt={`${key} = ${value}`} onSelectLocator={onSelectLocator} />
      ),
    },
  ];
  return (
    <RowTable
      caption="Facts"
      columns={columns}
      rows={facts}
      rowKey={({ key }) => key}
      marked={facts.findIndex(({ locator }) => isSameLocator(locator, at))}
      empty={<p className="py-4 text-sm text-muted">No facts are extracted from this file.</p>}
    />
  );
}
