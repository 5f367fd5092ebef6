"use client";

import { type KeyboardEvent, type RefObject, useState } from "react";

interface GridKeys {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** Attributes of the cell in row `y`, column `x`: one cell of the grid is in the tab order. */
  readonly cell: (
    y: number,
    x: number,
  ) => {
    readonly role: "gridcell";
    readonly tabIndex: number;
    readonly "data-cell": string;
    readonly onFocus: () => void;
  };
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Walking a table's cells with the arrow keys, Home and End (ARIA Authoring Practices, grid pattern). */
export function useGridKeys(
  table: RefObject<HTMLTableElement | null>,
  height: number,
  width: number,
): GridKeys {
  const [at, setAt] = useState<readonly [number, number]>([0, 0]);
  const y = Math.min(at[0], Math.max(0, height - 1));
  const go = (row: number, column: number) => {
    const to = [clamp(row, height - 1), clamp(column, width - 2)] as const;
    setAt(to);
    table.current?.querySelector<HTMLElement>(`[data-cell="${to[0]}-${to[1]}"]`)?.focus();
  };
  return {
    onKeyDown: (event) => {
      if (!(event.target instanceof HTMLElement) || event.target.dataset.cell === undefined) return;
      const step = STEPS[event.key];
      if (step) go(y + step[0], at[1] + step[1]);
      else if (event.key === "Home") go(event.ctrlKey ? 0 : y, 0);
      else if (event.key === "End") go(event.ctrlKey ? height - 1 : y, width);
      else return;
      event.preventDefault();
    },
    cell: (row, column) => ({
      role: "gridcell",
      tabIndex: row === y && column === at[1] ? 0 : -1,
      "data-cell": `${row}-${column}`,
      onFocus: () => setAt([row, column]),
    }),
  };
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(value, most));
}
