// What a register's table does with its rows on a screen: sort, filter, and read rows that somebody pasted. Pure.

import type { KindRegister } from "../kinds/kind.schema.ts";

type Column = KindRegister["columns"][number];

/** A row as the table shows it: values as text, by column key. */
export interface GridRow {
  readonly key: string;
  readonly state: "active" | "retired";
  readonly ownerName: string | null;
  readonly columns: Readonly<Record<string, string>>;
  /** What a person reads in place of an id, by column key. */
  readonly shown: Readonly<Record<string, string>>;
}

export interface Sorting {
  readonly column: string;
  readonly falling: boolean;
}

/** Rows in the order of a column: numbers as numbers, an empty value last whichever way; null keeps the register's own order. */
export function sortRows<Row extends GridRow>(
  rows: readonly Row[],
  columns: readonly Column[],
  sorting: Sorting | null,
): readonly Row[] {
  const column = columns.find((one) => one.key === sorting?.column);
  if (!sorting || !column) return rows;
  const way = sorting.falling ? -1 : 1;
  return [...rows].sort((a, b) => {
    const left = textOf(a, column.key);
    const right = textOf(b, column.key);
    if (left === "" || right === "") return left === right ? 0 : left === "" ? 1 : -1;
    return way * compare(column, left, right);
  });
}

function compare(column: Column, left: string, right: string): number {
  if (column.type === "number") return Number(left) - Number(right);
  if (column.type === "enum" && column.values) {
    return column.values.indexOf(left) - column.values.indexOf(right);
  }
  return left.localeCompare(right, "en", { numeric: true });
}

function textOf(row: GridRow, column: string): string {
  return row.shown[column] ?? row.columns[column] ?? "";
}

export interface Filter {
  /** Words that must all stand somewhere in the row. */
  readonly words: string;
  /** Column key → the value that it must have. */
  readonly values: Readonly<Record<string, string>>;
  readonly retired: boolean;
}

/** The rows that a filter leaves. Case does not matter. */
export function filterRows<Row extends GridRow>(rows: readonly Row[], filter: Filter): readonly Row[] {
  const words = filter.words.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (row.state === "retired" && !filter.retired) return false;
    if (Object.entries(filter.values).some(([key, value]) => value !== "" && row.columns[key] !== value))
      return false;
    const text = [row.key, row.ownerName ?? "", ...Object.values(row.columns), ...Object.values(row.shown)]
      .join("\n")
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** What was pasted, row by row, by column key; `named` tells whether the first line named the columns. */
export interface Pasted {
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly named: boolean;
  /** Columns of the paste that the register does not have, by the name or place that they came with. */
  readonly dropped: readonly string[];
}

/**
 * Reads cells as spreadsheets copy them: tabs between cells, lines between rows, quotes around what holds either. A
 * first line that names columns (key or title) is taken as such; else cells go to the columns in order.
 */
export function readPaste(text: string, columns: readonly Column[]): Pasted {
  const lines = cellsOf(text).filter((cells) => cells.some((cell) => cell.trim() !== ""));
  const names = (lines[0] ?? []).map((cell) => columnNamed(columns, cell));
  const named = names.length > 0 && names.every((name, i) => name !== null || (lines[0]?.[i] ?? "") === "");
  const partly = names.filter((name) => name !== null).length > 1;
  const headed = named || partly;
  const keys = headed ? names : columns.map((column) => column.key);
  const body = headed ? lines.slice(1) : lines;
  const widest = Math.max(0, ...body.map((cells) => cells.length));
  const dropped = Array.from({ length: Math.max(widest, keys.length) }, (_, i) => i)
    .filter((i) => !keys[i])
    .map((i) => (headed ? (lines[0]?.[i] ?? `column ${i + 1}`) : `column ${i + 1}`));
  return { rows: body.map((cells) => rowOf(cells, keys)), named: headed, dropped };
}

function columnNamed(columns: readonly Column[], name: string): string | null {
  const wanted = name.trim().toLowerCase();
  return (
    columns.find((column) => column.key === wanted || column.title.toLowerCase() === wanted)?.key ?? null
  );
}

function rowOf(cells: readonly string[], keys: readonly (string | null)[]): Record<string, string> {
  const row: Record<string, string> = {};
  keys.forEach((key, i) => {
    const cell = cells[i]?.trim() ?? "";
    if (key !== null && cell !== "") row[key] = cell;
  });
  return row;
}

function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  const endCell = () => {
    rows.at(-1)?.push(cell);
    cell = "";
  };
  for (let i = 0; i < text.length; i++) {
    const at = text[i] ?? "";
    if (quoted && at === '"' && text[i + 1] === '"') {
      cell += '"';
      i += 1;
    } else if (at === '"' && (quoted || cell === "")) quoted = !quoted;
    else if (!quoted && at === "\t") endCell();
    else if (!quoted && (at === "\n" || at === "\r")) {
      if (at === "\r" && text[i + 1] === "\n") i += 1;
      endCell();
      rows.push([]);
    } else cell += at;
  }
  endCell();
  return rows;
}
