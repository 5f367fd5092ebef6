import { MAX_VIEW_ROWS } from "./limits.ts";

/** Which rows of a view are wanted: `from` counts from 0; `limit` 0 asks for counts alone. */
export interface RowWindow {
  readonly from: number;
  readonly limit: number;
}

/** Wants no rows: for extraction, where only facts matter. */
export const NO_ROWS: RowWindow = { from: 0, limit: 0 };

/** Keeps the rows inside a window and counts all of them. Rows outside are never built. */
export class Rows<T> {
  readonly kept: T[] = [];
  total = 0;
  private readonly from: number;
  private readonly limit: number;

  constructor(window: RowWindow) {
    this.from = window.from;
    this.limit = Math.min(window.limit, MAX_VIEW_ROWS);
  }

  add(make: () => T): void {
    const index = this.total++;
    if (index >= this.from && this.kept.length < this.limit) this.kept.push(make());
  }
}
