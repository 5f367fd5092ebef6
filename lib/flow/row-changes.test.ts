import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Kind } from "../kinds/kind.schema.ts";
import { parseKind } from "../kinds/parse-kind.ts";
import type { RowBody } from "../revision/revision.ts";
import { sampleRegister } from "../revision/sample.ts";
import { rowChanges } from "./row-changes.ts";

const FILE = "kinds/schema-transform-approved-for-intake/release-candidate-cutover-bundle.yaml";

function kind(): Kind {
  const parsed = parseKind(readFileSync(FILE, "utf8"), FILE);
  if (!parsed.ok) throw new Error("the kind does not parse");
  return parsed.value;
}

describe("what changed between two records", () => {
  const says = (before: RowBody["columns"], after: RowBody["columns"]) => {
    const row = (columns: RowBody["columns"]): RowBody => ({
      ...{ key: "candidate", ordinal: 1, state: "active", ownerId: null },
      columns: { title: "Candidate", ...columns },
    });
    const fields = (columns: RowBody["columns"]) => [sampleRegister("fields", [row(columns)])];
    return rowChanges(kind(), fields(before), fields(after)).map((change) => change.says);
  };

  it("[FL22] of a field that is withheld now, repeats nothing that it stated before", () => {
    const stated = { state: "resolved", value: "route seven", raw: "r7" };
    const withheld = { state: "placeholder", reason: "Narrowed after review." };
    expect(says(stated, withheld)).toEqual(["Fields, Candidate: withheld."]);
    expect(says(withheld, { ...withheld, reason: "Still narrowed." })).toEqual([]);
    expect(says(stated, { ...stated, value: "route eight" })).toEqual([
      "Fields, Candidate: Value “route seven” is now “route eight”.",
    ]);
  });
});
