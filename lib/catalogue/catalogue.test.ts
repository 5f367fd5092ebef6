import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { documentedKind, kindsFolder } from "../../test/documented-kind.ts";
import { readCatalogue } from "./catalogue.ts";

const OWN = path.join(process.cwd(), "kinds");
const FILE = "laboratory/method-change.yaml";

describe("the folders of kinds", () => {
  it("[KI9] the kind that docs/kinds.md writes loads from a folder of its own, beside the clone's", async () => {
    const folder = await kindsFolder({ [FILE]: await documentedKind() });
    const { kinds, faults } = await readCatalogue([OWN, folder]);
    expect(faults).toEqual([]);
    expect(kinds.map((entry) => entry.kind.key)).toContain("method-change");
  });

  it("[KI1] a file with a mistake, in the wrong place or of a taken key is left out, and the others are served", async () => {
    const good = await documentedKind();
    const taken = await readFile(
      path.join(OWN, "co-production-approved-release", "payments-tokenization-exception.yaml"),
      "utf8",
    );
    const folder = await kindsFolder({
      [FILE]: good,
      "laboratory/broken.yaml": good.replace("sort: re-entry", "sort: no-such"),
      "elsewhere/method-change.yaml": good,
      "co-production-approved-release/payments-tokenization-exception.yaml": taken,
    });
    const { kinds, faults } = await readCatalogue([OWN, folder, path.join(folder, "not-there")]);
    expect(kinds.filter((entry) => entry.kind.key === "method-change")).toHaveLength(1);
    expect(faults.map((fault) => fault.says)).toEqual([
      'another file has the key "payments-tokenization-exception" already',
      "the file must be <family>/<key>.yaml",
      expect.stringContaining("one of terminal, re-entry, carry-forward, value"),
      "the folder of kinds cannot be read",
    ]);
    expect(faults.every((fault) => fault.line >= 1)).toBe(true);
  });
});
