import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KindRegister } from "../kinds/kind.schema.ts";
import { filterRows, type GridRow, readPaste, sortRows } from "./register-grid.ts";

const COLUMNS: KindRegister["columns"] = [
  { key: "step", title: "Step", type: "text", required: true },
  { key: "attempt", title: "Attempt", type: "number", required: false },
  { key: "state", title: "State", type: "enum", values: ["open", "done"], required: false },
];

function row(key: string, columns: Record<string, string>, state: "active" | "retired" = "active"): GridRow {
  return { key, state, ownerName: null, columns, shown: {} };
}

const ROWS = [
  row("a", { step: "write", attempt: "10", state: "done" }),
  row("b", { step: "read back", attempt: "9", state: "open" }),
  row("c", { step: "write" }),
  row("d", { step: "old", attempt: "1" }, "retired"),
];

describe("a register's table", () => {
  it("[PK22] sorts numbers as numbers and closed sets in their own order, empty values last both ways", () => {
    const keys = (column: string, falling: boolean) =>
      sortRows(ROWS.slice(0, 3), COLUMNS, { column, falling }).map((one) => one.key);
    expect(keys("attempt", false)).toEqual(["b", "a", "c"]);
    expect(keys("attempt", true)).toEqual(["a", "b", "c"]);
    expect(keys("state", false)).toEqual(["b", "a", "c"]);
    expect(sortRows(ROWS, COLUMNS, null)).toBe(ROWS);
  });

  it("[PK22] filters by words, by value and by state, and never invents a row", () => {
    const all = { words: "", values: {}, retired: false };
    expect(filterRows(ROWS, all).map((one) => one.key)).toEqual(["a", "b", "c"]);
    expect(filterRows(ROWS, { ...all, retired: true })).toHaveLength(4);
    expect(filterRows(ROWS, { ...all, words: "BACK read" }).map((one) => one.key)).toEqual(["b"]);
    expect(filterRows(ROWS, { ...all, values: { state: "done" } }).map((one) => one.key)).toEqual(["a"]);
    fc.assert(
      fc.property(fc.string(), (words) => {
        expect(filterRows(ROWS, { ...all, words }).every((one) => ROWS.includes(one))).toBe(true);
      }),
    );
  });

  it("[PK23] reads cells as a spreadsheet copies them, with or without a line of names", () => {
    expect(readPaste("State\tStep\tColour\r\nopen\twrite\tred\r\n", COLUMNS)).toEqual({
      rows: [{ state: "open", step: "write" }],
      named: true,
      dropped: ["Colour"],
    });
    expect(readPaste('write\t1\n"two\nlines and ""quotes"""\t2\t\tmore', COLUMNS)).toEqual({
      rows: [
        { step: "write", attempt: "1" },
        { step: 'two\nlines and "quotes"', attempt: "2" },
      ],
      named: false,
      dropped: ["column 4"],
    });
    expect(readPaste("", COLUMNS).rows).toEqual([]);
  });

  it("[PK23] gives back every cell that was copied, whatever it holds", () => {
    const cell = fc.string().map((text) => text.trim());
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }), (cells) => {
        const lines = cells.filter((one) => one.some((text) => text !== ""));
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = ["step\tattempt\tstate", ...lines.map((one) => one.map(quote).join("\t"))].join("\n");
        expect(readPaste(text, COLUMNS).rows).toEqual(
          lines.map(([step, attempt, state]) =>
            Object.fromEntries(Object.entries({ step, attempt, state }).filter(([, value]) => value !== "")),
          ),
        );
      }),
    );
  });
});
