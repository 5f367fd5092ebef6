// What changed between two states of a packet's registers, row by row and column by column, and whom it concerns. Pure.

import { canonicalText, type Json } from "../kernel/canonical.ts";
import { clipped } from "../kernel/clipped.ts";
import { isUuid } from "../kernel/ids.ts";
import type { Kind, KindRegister } from "../kinds/kind.schema.ts";
import { registersOf } from "../packet/registers.ts";
import type { RegisterBody, RowBody } from "../revision/revision.ts";

/** One row that changed: what, in a sentence, and whom it concerns, by account id or by name as the row spells it. */
export interface RowChange {
  readonly says: string;
  readonly concerns: readonly string[];
}

/** What the workspace writes about a flow is no change of the matter itself. */
const OWN = ["notices", "handoffs"];

/** Every row that was added, changed or retired between two states, in the order of the newer one. */
export function rowChanges(
  kind: Kind,
  before: readonly RegisterBody[],
  after: readonly RegisterBody[],
): readonly RowChange[] {
  return registersOf(kind)
    .filter((definition) => !OWN.includes(definition.key))
    .flatMap((definition) => {
      const older = rowsOf(before, definition.key);
      const newer = rowsOf(after, definition.key);
      return newer.flatMap((row) => {
        const was = older.find((one) => one.key === row.key) ?? null;
        const says = changeOf(definition, was, row);
        return says === null
          ? []
          : [
              {
                says: `${definition.title}, ${titleOf(definition, row)}: ${says}`,
                concerns: concernsOf(definition, was, row),
              },
            ];
      });
    });
}

function rowsOf(registers: readonly RegisterBody[], key: string): readonly RowBody[] {
  return registers.find((register) => register.key === key)?.rows ?? [];
}

function changeOf(definition: KindRegister, was: RowBody | null, row: RowBody): string | null {
  if (row.state === "retired") return was?.state === "active" ? "withdrawn." : null;
  // What was stated before must not travel on in the words of the change.
  if (definition.key === "fields" && row.columns.state === "placeholder") {
    return was?.columns.state === "placeholder" ? null : "withheld.";
  }
  const changed = definition.columns.flatMap((column) => {
    const from = was?.state === "active" ? spelled(was.columns[column.key]) : "";
    const to = spelled(row.columns[column.key]);
    if (from === to) return [];
    if (isUuid(from) || isUuid(to)) return [`${column.title} is another`];
    return [from === "" ? `${column.title} “${to}”` : `${column.title} “${from}” is now “${to}”`];
  });
  if (changed.length === 0) return null;
  return `${was?.state === "active" ? "" : "added, "}${changed.join("; ")}.`;
}

function concernsOf(definition: KindRegister, was: RowBody | null, row: RowBody): readonly string[] {
  const people = definition.columns.filter(
    (column) => column.type === "person" || (definition.key === "attendees" && column.key === "person"),
  );
  const named = [was, row].flatMap((one) => [
    one?.ownerId ?? "",
    ...people.map((column) => spelled(one?.columns[column.key])),
  ]);
  return [...new Set(named.filter((name) => name !== ""))];
}

/** A row is called by the first of its columns that says something for people. */
function titleOf(definition: KindRegister, row: RowBody): string {
  const said = definition.columns
    .map((column) => spelled(row.columns[column.key]))
    .find((text) => text !== "" && !isUuid(text));
  return said === undefined ? row.key : clipped(said, 120);
}

function spelled(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : canonicalText(value);
}
