import { describe, expect, it } from "vitest";
import { digestOfText } from "../kernel/digest.ts";
import type { RevisionBody } from "../revision/revision.ts";
import { type FieldEntry, fieldColumns, openEntry } from "./field-entry.ts";
import { saidOtherwise, withheldHistory } from "./withheld-history.ts";

const entry = (key: string, change: Partial<FieldEntry>): FieldEntry => ({
  ...openEntry({ key, title: key.toUpperCase() }),
  ...change,
});
const shown = (key: string, value: string) => entry(key, { state: "resolved", value });
const withheld = (key: string) => entry(key, { state: "placeholder", reason: "Narrowed." });

function body(entries: readonly FieldEntry[], annexes: readonly number[] = []): RevisionBody {
  const rows = entries.map((one, i) => ({
    key: one.key,
    ordinal: i + 1,
    state: "active" as const,
    ownerId: null,
    columns: fieldColumns(one),
  }));
  return {
    registers: [{ key: "fields", rows }],
    annexes: annexes.map((number) => ({
      number,
      slot: "dependency",
      holds: "A dependency",
      because: "Not cleared.",
      liftedBy: "release-owner",
      commitment: digestOfText(String(number)),
    })),
  } as unknown as RevisionBody;
}

describe("what revisions withheld", () => {
  it("[FD19] is told for each, with what narrowed and widened since the one before", () => {
    const history = withheldHistory([
      { number: 1, body: body([shown("region", "Europe"), withheld("cause")], [1]) },
      { number: 2, body: body([withheld("region"), withheld("cause")], [1, 2]) },
      { number: 3, body: body([withheld("region"), shown("cause", "Known")], [1, 2]) },
    ]);
    expect(history).toMatchObject([
      { revision: 1, fields: [{ key: "cause" }], narrowed: [], widened: [], newAnnexes: [] },
      { revision: 2, fields: [{ key: "region" }, { key: "cause" }], narrowed: ["REGION"], newAnnexes: [2] },
      { revision: 3, fields: [{ key: "region", reason: "Narrowed." }], narrowed: [], widened: ["CAUSE"] },
    ]);
    expect(withheldHistory([])).toEqual([]);
    expect(withheldHistory([{ number: 1, body: { registers: [], annexes: [] } }])).toHaveLength(1);
  });

  it("[FD19] and what a released one says that the record does not say any more", () => {
    const released = body([shown("region", "Europe"), shown("state", "Degraded"), withheld("cause")]);
    expect(
      saidOtherwise(released, [shown("region", "Europe"), withheld("state"), shown("cause", "Known")]),
    ).toEqual([{ key: "state", title: "STATE", said: "Degraded", says: null }]);
    expect(saidOtherwise(released, [shown("region", "Asia")])).toMatchObject([
      { key: "region", says: "Asia" },
      { key: "state", says: null },
    ]);
  });
});
