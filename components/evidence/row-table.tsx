"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef } from "react";
import { classes } from "../ui/classes";
import type { Column } from "../ui/table";

const VIRTUAL_FROM = 200;
const ROW_HEIGHT = 41;

interface RowTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row, index: number) => string;
  /** The row that is marked and scrolled to; -1 for none. */
  readonly marked?: number;
  readonly empty?: ReactNode;
}

/** A table of any length that keeps a real table's markup: beyond 200 rows only those in sight are in the page. */
export function RowTable<Row>({ caption, columns, rows, rowKey, marked = -1, empty }: RowTableProps<Row>) {
  const scroll = useRef<HTMLElement>(null);
  const isVirtual = rows.length > VIRTUAL_FROM;
  const virtual = useVirtualizer({
    count: isVirtual ? rows.length : 0,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    initialRect: { width: 800, height: 640 },
  });
  useEffect(() => {
    if (marked < 0) return;
    if (isVirtual) virtual.scrollToIndex(marked, { align: "center" });
    else scroll.current?.querySelector("[data-marked]")?.scrollIntoView({ block: "center" });
  }, [marked, isVirtual, virtual]);
  if (rows.length === 0 && empty) return <>{empty}</>;
  const items = virtual.getVirtualItems();
  const shown = isVirtual ? items.map(({ index }) => index) : rows.map((_, index) => index);
  const before = isVirtual ? (items[0]?.start ?? 0) : 0;
  const after = isVirtual ? virtual.getTotalSize() - (items.at(-1)?.end ?? 0) : 0;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section ref={scroll} aria-label={caption} tabIndex={0} className="max-h-[70dvh] overflow-auto">
      <table aria-rowcount={rows.length + 1} className="w-full border-collapse text-left text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 z-10 bg-paper">
          <tr className="border-b border-line-strong">
            {columns.map((column) => (
              <th key={column.key} scope="col" className={classes("eyebrow py-2 pr-4", column.className)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="hairline-rows">
          <Gap height={before} />
          {shown.map((index) => {
            const row = rows[index];
            return row === undefined ? null : (
              <tr
                key={rowKey(row, index)}
                aria-rowindex={index + 2}
                data-index={index}
                data-marked={index === marked ? "" : undefined}
                aria-current={index === marked ? "location" : undefined}
                ref={isVirtual ? virtual.measureElement : undefined}
                className={classes("align-top", index === marked && "bg-accent-soft")}
              >
                {columns.map((column) => (
                  <td key={column.key} className={classes("py-2 pr-4", column.className)}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          <Gap height={after} />
        </tbody>
      </table>
    </section>
  );
}

/** The height of the rows that are not in the page. */
function Gap({ height }: { readonly height: number }) {
  return height > 0 ? (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row takes no focus, and has nothing to be read out
    <tr aria-hidden="true">
      <td style={{ height, padding: 0 }} />
    </tr>
  ) : null;
}
