"use client";

import { ArrowDown, ArrowUp, Pencil, Plus, Search } from "lucide-react";
import { useRef, useState } from "react";
import { type Filter, filterRows, type Sorting, sortRows } from "@/lib/packet/register-grid";
import type { RegisterRowView, RegisterView } from "@/lib/packet/views";
import { Button, IconButton } from "../ui/button";
import { classes } from "../ui/classes";
import { EmptyState } from "../ui/empty-state";
import { Input, Select } from "../ui/field";
import { PasteRows } from "./paste-rows";
import { RegisterCell } from "./register-cell";
import { type RegisterProps, RowDialog } from "./row-dialog";
import { useGridKeys } from "./use-grid-keys";

export type { RegisterActions, RegisterChoices } from "./row-dialog";

const EVERYTHING: Filter = { words: "", values: {}, retired: true };

/**
 * A register: a typed table whose rows are added and amended, never deleted. It sorts by its headings, filters, takes
 * pasted rows, and is walked with the arrow keys; Enter amends the row.
 */
export function RegisterTable(props: RegisterProps) {
  const { register } = props;
  const [editing, setEditing] = useState<RegisterRowView | "new" | null>(null);
  const [pasting, setPasting] = useState<string | null>(null);
  const [filter, setFilter] = useState(EVERYTHING);
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const rows = sortRows(filterRows(register.rows, filter), register.columns, sorting);
  const paste = (text: string) => {
    if (register.mayAdd && text.includes("\t")) setPasting(text);
  };
  return (
    <div
      onPaste={(event) => {
        const typing =
          event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
        if (!typing) paste(event.clipboardData.getData("text/plain"));
      }}
    >
      {register.rows.length > 0 ? (
        <>
          <FilterBar register={register} filter={filter} onChange={setFilter} left={rows.length} />
          <Grid {...props} rows={rows} sorting={sorting} onSort={setSorting} onOpen={setEditing} />
        </>
      ) : (
        <EmptyState title="No row yet">
          {register.written
            ? "The workspace writes these rows itself, as the effect of a gate or out of evidence."
            : "Rows are added and amended; nothing is deleted, and each row keeps its history."}
        </EmptyState>
      )}
      {register.mayAdd ? (
        <div className="mt-4 flex flex-wrap gap-2">
          <Button onClick={() => setEditing("new")}>
            <Plus aria-hidden /> Add a row
          </Button>
          <PasteRows {...props} text={pasting} onOpen={setPasting} onClose={() => setPasting(null)} />
        </div>
      ) : null}
      {editing ? (
        <RowDialog {...props} row={editing === "new" ? null : editing} onClose={() => setEditing(null)} />
      ) : null}
    </div>
  );
}

interface FilterBarProps {
  readonly register: RegisterView;
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
  readonly left: number;
}

function FilterBar({ register, filter, onChange, left }: FilterBarProps) {
  const closed = register.columns.filter((column) => column.type === "enum");
  const retired = register.rows.some((row) => row.state === "retired");
  return (
    <search className="mb-3 flex flex-wrap items-center gap-2 text-sm">
      <span className="relative">
        <Search aria-hidden className="pointer-events-none absolute left-2.5 top-2.5 size-4 text-muted" />
        <Input
          aria-label={`Search ${register.title.toLowerCase()}`}
          placeholder="Search"
          value={filter.words}
          onChange={(event) => onChange({ ...filter, words: event.target.value })}
          className="w-44 pl-8 text-sm"
        />
      </span>
      {closed.map((column) => (
        <Select
          key={column.key}
          aria-label={column.title}
          value={filter.values[column.key] ?? ""}
          onChange={(event) =>
            onChange({ ...filter, values: { ...filter.values, [column.key]: event.target.value } })
          }
          className="w-auto text-sm"
        >
          <option value="">{column.title}: all</option>
          {(column.values ?? []).map((value) => (
            <option key={value} value={value}>
              {value.replaceAll("-", " ")}
            </option>
          ))}
        </Select>
      ))}
      {retired ? (
        <label className="flex items-center gap-1.5">
          <input
            type="checkbox"
            checked={filter.retired}
            onChange={(event) => onChange({ ...filter, retired: event.target.checked })}
          />
          Retired rows
        </label>
      ) : null}
      <output aria-live="polite" className="ml-auto text-xs text-muted">
        {left === register.rows.length ? `${left} rows` : `${left} of ${register.rows.length} rows`}
      </output>
    </search>
  );
}

interface GridProps extends RegisterProps {
  readonly rows: readonly RegisterRowView[];
  readonly sorting: Sorting | null;
  readonly onSort: (sorting: Sorting | null) => void;
  readonly onOpen: (row: RegisterRowView) => void;
}

function Grid({ register, slug, rows, sorting, onSort, onOpen }: GridProps) {
  const table = useRef<HTMLTableElement>(null);
  const keys = useGridKeys(table, rows.length, register.columns.length + 1);
  const owned = rows.some((row) => row.ownerName !== null);
  return (
    // Positioned, so that what only a screen reader reads scrolls with the table and does not widen the page.
    <section className="relative overflow-x-auto" aria-label={register.title}>
      <table
        ref={table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the arrow keys walk its cells (ARIA grid)
        role="grid"
        aria-rowcount={rows.length + 1}
        onKeyDown={keys.onKeyDown}
        className="w-full border-collapse text-left text-sm"
      >
        <caption className="sr-only">
          {register.title}. Arrow keys walk the cells, Enter amends a row.
        </caption>
        <thead>
          <tr className="border-b border-line-strong">
            {register.columns.map((column) => (
              <SortHeading key={column.key} column={column} sorting={sorting} onSort={onSort} />
            ))}
            {owned ? (
              <th scope="col" className="eyebrow py-2 pr-4 align-bottom">
                Owner
              </th>
            ) : null}
            <th scope="col" className="w-px py-2">
              <span className="sr-only">Acts</span>
            </th>
          </tr>
        </thead>
        <tbody className="hairline-rows">
          {rows.map((row, y) => (
            <tr key={row.id} id={row.key} className="scroll-mt-36 align-top target:bg-sunken">
              {register.columns.map((column, x) => (
                <td
                  key={column.key}
                  {...keys.cell(y, x)}
                  onDoubleClick={() => (row.mayEdit ? onOpen(row) : undefined)}
                  onKeyDown={(event) => {
                    if (event.key !== "Enter" || event.target !== event.currentTarget || !row.mayEdit) return;
                    event.preventDefault();
                    onOpen(row);
                  }}
                  className={classes(
                    "py-2.5 pr-4 focus-visible:outline-2 focus-visible:-outline-offset-2",
                    column.type === "number" && "tabular-nums",
                    column.type === "long-text" && "min-w-48",
                    row.state === "retired" && "text-muted line-through",
                  )}
                >
                  <RegisterCell column={column} row={row} slug={slug} />
                </td>
              ))}
              {owned ? <td className="py-2.5 pr-4">{row.ownerName ?? "–"}</td> : null}
              <td className="w-px whitespace-nowrap py-2.5 text-right">
                <RowMarks row={row} />
                {row.mayEdit ? (
                  <IconButton label={`Amend ${row.key}`} onClick={() => onOpen(row)}>
                    <Pencil />
                  </IconButton>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 ? (
        <p className="py-6 text-center text-sm text-muted">No row fits this filter.</p>
      ) : null}
    </section>
  );
}

function RowMarks({ row }: { readonly row: RegisterRowView }) {
  return (
    <>
      {row.state === "retired" ? <span className="mr-1 text-xs text-muted">retired</span> : null}
      {row.fromKind ? <span className="mr-1 text-xs text-muted">from the kind</span> : null}
      {row.annexNumber === null ? null : <span className="mr-1 text-xs text-muted">A{row.annexNumber}</span>}
      {row.history.length > 1 ? (
        <span className="mr-1 text-xs text-muted" title={`${row.history.length} versions`}>
          v{row.version}
        </span>
      ) : null}
    </>
  );
}

interface SortHeadingProps {
  readonly column: RegisterView["columns"][number];
  readonly sorting: Sorting | null;
  readonly onSort: (sorting: Sorting | null) => void;
}

function SortHeading({ column, sorting, onSort }: SortHeadingProps) {
  const here = sorting?.column === column.key ? sorting : null;
  const next =
    here === null ? { column: column.key, falling: false } : here.falling ? null : { ...here, falling: true };
  const Arrow = here?.falling ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={here === null ? "none" : here.falling ? "descending" : "ascending"}
      className="py-2 pr-4 align-bottom"
    >
      <button
        type="button"
        onClick={() => onSort(next)}
        className="eyebrow group flex items-center gap-1 text-left"
      >
        {column.title}
        <Arrow
          aria-hidden
          className={classes("size-3 shrink-0", here ? "" : "opacity-0 group-hover:opacity-50")}
        />
      </button>
    </th>
  );
}
