"use client";

import type { Locator } from "@/lib/evidence/locator.schema";
import type { Count, TestResult, TestRow } from "@/lib/evidence/view";
import { type Meaning, MeaningText } from "../ui/meaning";
import { type Column, Table } from "../ui/table";
import { RowTable } from "./row-table";
import { isSameLocator, type OnSelectLocator, TraceButton } from "./select-locator";

const RESULT: Readonly<Record<TestResult, { readonly meaning: Meaning; readonly words: string }>> = {
  passed: { meaning: "ok", words: "passed" },
  failed: { meaning: "broken", words: "failed" },
  error: { meaning: "broken", words: "error" },
  skipped: { meaning: "plain", words: "skipped" },
};

interface TestTableProps {
  readonly counts: readonly Count[];
  readonly rows: readonly TestRow[];
  readonly total: number;
  readonly at?: Locator | null;
  readonly onSelectLocator?: OnSelectLocator;
}

/** A test report: what it declares beside what was counted, then its cases. */
export function TestTable({ counts, rows, total, at, onSelectLocator }: TestTableProps) {
  const columns: readonly Column<TestRow>[] = [
    { key: "result", title: "Result", className: "w-28", cell: (row) => <Result row={row} /> },
    { key: "name", title: "Test", cell: (row) => <TestName row={row} /> },
    {
      key: "seconds",
      title: "Seconds",
      className: "w-20 text-right",
      cell: ({ seconds }) =>
        seconds === null ? <span className="text-muted">not stated</span> : seconds.toFixed(3),
    },
    {
      key: "trace",
      title: <span className="sr-only">Trace</span>,
      className: "w-8",
      cell: (row) => (
        <TraceButton
          locator={row.locator}
          excerpt={`${[row.className, row.name].filter(Boolean).join(".")}: ${RESULT[row.result].words}`}
          onSelectLocator={onSelectLocator}
        />
      ),
    },
  ];
  return (
    <div className="grid gap-6">
      <CountTable counts={counts} />
      <RowTable
        caption={rows.length < total ? `Tests, ${rows.length} of ${total} shown` : `Tests, ${total}`}
        columns={columns}
        rows={rows}
        rowKey={(row, index) => `${index} ${row.name}`}
        marked={rows.findIndex(({ locator }) => isSameLocator(locator, at))}
        empty={<p className="text-sm text-muted">No test case stands in this report.</p>}
      />
    </div>
  );
}

function Result({ row }: { readonly row: TestRow }) {
  const { meaning, words } = RESULT[row.result];
  return row.flaky && row.result === "passed" ? (
    <MeaningText meaning="waiting">passed, flaky</MeaningText>
  ) : (
    <MeaningText meaning={meaning}>{words}</MeaningText>
  );
}

function TestName({ row }: { readonly row: TestRow }) {
  return (
    <div className="min-w-0">
      <p className="break-all">{row.name || "(unnamed)"}</p>
      <p className="break-all text-xs text-muted">{[row.suite, row.className].filter(Boolean).join(" · ")}</p>
      {row.message ? (
        <p className="mt-1 whitespace-pre-wrap break-words text-xs text-broken">{row.message}</p>
      ) : null}
    </div>
  );
}

const MEASURE = { tests: "Tests", failures: "Failures", errors: "Errors", skipped: "Skipped" } as const;

function CountTable({ counts }: { readonly counts: readonly Count[] }) {
  const columns: readonly Column<Count>[] = [
    { key: "measure", title: <span className="sr-only">What</span>, cell: ({ measure }) => MEASURE[measure] },
    { key: "counted", title: "Counted", cell: ({ counted }) => counted },
    {
      key: "declared",
      title: "Declared",
      cell: ({ declared }) => declared ?? <span className="text-muted">not stated</span>,
    },
    {
      key: "agree",
      title: <span className="sr-only">Agreement</span>,
      cell: ({ declared, counted }) =>
        declared !== null && declared !== counted ? (
          <MeaningText meaning="waiting">they differ</MeaningText>
        ) : null,
    },
  ];
  return (
    <Table
      caption="Totals, declared and counted"
      columns={columns}
      rows={counts}
      rowKey={({ measure }) => measure}
    />
  );
}
