"use client";

import type { Locator } from "@/lib/evidence/locator.schema";
import type { ComponentRow, ViewField, VulnerabilityRow } from "@/lib/evidence/view";
import type { Column } from "../ui/table";
import { FieldList } from "./field-list";
import { RowTable } from "./row-table";
import { isSameLocator, type OnSelectLocator, TraceButton } from "./select-locator";

interface ComponentTableProps {
  readonly fields: readonly ViewField[];
  readonly rows: readonly ComponentRow[];
  readonly total: number;
  readonly vulnerabilities: readonly VulnerabilityRow[];
  readonly vulnerabilityTotal: number;
  readonly at?: Locator | null;
  readonly onSelectLocator?: OnSelectLocator;
}

/** An SBOM: what it describes, its components (nested ones indented) and the vulnerabilities that it lists. */
export function ComponentTable(props: ComponentTableProps) {
  const { fields, rows, total, vulnerabilities, vulnerabilityTotal, at, onSelectLocator } = props;
  return (
    <div className="grid gap-6">
      <FieldList fields={fields} at={at} onSelectLocator={onSelectLocator} />
      <RowTable
        caption={captionOf("Components", rows.length, total)}
        columns={componentColumns(onSelectLocator)}
        rows={rows}
        rowKey={(_row, index) => String(index)}
        marked={rows.findIndex(({ locator }) => isSameLocator(locator, at))}
        empty={<p className="text-sm text-muted">This SBOM lists no components.</p>}
      />
      {vulnerabilityTotal > 0 ? (
        <RowTable
          caption={captionOf("Vulnerabilities", vulnerabilities.length, vulnerabilityTotal)}
          columns={vulnerabilityColumns(onSelectLocator)}
          rows={vulnerabilities}
          rowKey={(_row, index) => String(index)}
          marked={vulnerabilities.findIndex(({ locator }) => isSameLocator(locator, at))}
        />
      ) : null}
    </div>
  );
}

function captionOf(what: string, shown: number, total: number): string {
  return shown < total ? `${what}, ${shown} of ${total} shown` : `${what}, ${total}`;
}

function componentColumns(onSelectLocator: OnSelectLocator | undefined): readonly Column<ComponentRow>[] {
  return [
    {
      key: "name",
      title: "Component",
      cell: ({ name, purl, depth }) => (
        <div className="min-w-0" style={{ paddingInlineStart: `${Math.min(depth, 8)}rem` }}>
          <p className="break-all">{name}</p>
          {purl ? <p className="break-all font-mono text-xs text-muted">{purl}</p> : null}
        </div>
      ),
    },
    { key: "version", title: "Version", cell: ({ version }) => version ?? <NotStated /> },
    { key: "type", title: "Type", cell: ({ type }) => type ?? <NotStated /> },
    { key: "licences", title: "Licence", cell: ({ licences }) => licences ?? <NotStated /> },
    {
      key: "trace",
      title: <span className="sr-only">Trace</span>,
      className: "w-8",
      cell: ({ name, version, locator }) => (
        <TraceButton
          locator={locator}
          excerpt={[name, version].filter(Boolean).join(" ")}
          onSelectLocator={onSelectLocator}
        />
      ),
    },
  ];
}

function vulnerabilityColumns(
  onSelectLocator: OnSelectLocator | undefined,
): readonly Column<VulnerabilityRow>[] {
  return [
    { key: "id", title: "Vulnerability", cell: ({ id }) => <span className="break-all">{id}</span> },
    { key: "severity", title: "Severity", cell: ({ severity }) => severity ?? <NotStated /> },
    { key: "state", title: "Analysis", cell: ({ state }) => state?.replaceAll("_", " ") ?? <NotStated /> },
    { key: "affects", title: "Affects", cell: ({ affects }) => affects },
    {
      key: "trace",
      title: <span className="sr-only">Trace</span>,
      className: "w-8",
      cell: ({ id, state, locator }) => (
        <TraceButton
          locator={locator}
          excerpt={[id, state].filter(Boolean).join(": ")}
          onSelectLocator={onSelectLocator}
        />
      ),
    },
  ];
}

function NotStated() {
  return <span className="text-muted">not stated</span>;
}
