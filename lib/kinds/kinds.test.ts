import { readFile } from "node:fs/promises";
import Ajv from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ownKinds } from "../catalogue/catalogue.ts";
import { kindJsonSchema } from "./kind.schema.ts";
import { parseKind, parseStoredKind } from "./parse-kind.ts";

const FILE = "kinds/co-production-approved-release/payments-tokenization-exception.yaml";

async function changed(from: string | RegExp, to: string) {
  const text = await readFile(FILE, "utf8");
  expect(text).toMatch(from);
  return parseKind(text.replace(from, to), FILE);
}

describe("packet kinds", () => {
  it("[KI1] every file under kinds/ is a kind", async () => {
    const { kinds, faults } = await ownKinds();
    expect(faults).toEqual([]);
    expect(kinds.length).toBeGreaterThan(0);
  });

  it("[KI2] the committed JSON Schema is the shape that the server checks, and accepts every kind", async () => {
    const committed = JSON.parse(await readFile("kinds/packet-kind.schema.json", "utf8"));
    expect(committed).toEqual(JSON.parse(JSON.stringify(kindJsonSchema())));
    const validate = new Ajv({ strict: false }).compile(committed);
    for (const { file } of (await ownKinds()).kinds) {
      expect(validate(parse(await readFile(file, "utf8"))), file).toBe(true);
    }
  });

  it("[KI3] a mistake names its file, line and what was expected", async () => {
    const result = await changed("check: evidence-fresh", "check: evidence-frosh");
    if (result.ok) throw new Error("accepted");
    expect(result.error).toEqual([
      expect.objectContaining({ file: FILE, says: expect.stringContaining('no check "evidence-frosh"') }),
    ]);
    const lines = (await readFile(FILE, "utf8")).split("\n");
    expect(lines[(result.error[0]?.line ?? 0) - 1]).toContain("evidence-fresh");
  });

  it.each([
    ["an unknown sink", 'to: "sink:hold"', 'to: "sink:nowhere"', "leads nowhere"],
    [
      "an unknown role",
      "residualAcceptedBy: artifact-owner",
      "residualAcceptedBy: nobody",
      'no role "nobody"',
    ],
    [
      "a release that does not bind its lane",
      "annex-boundary, lane, window",
      "annex-boundary, window",
      "must bind its lane",
    ],
    [
      "gates that lead round in a ring",
      /exits:\n {6}- \{ label: "Yes", to: next \}\n.*\n {2}- key: manifest-binds/,
      'exits:\n      - { label: "Yes", to: "gate:complete-and-current" }\n  - key: manifest-binds',
      "can never be left",
    ],
    ["an effect without its register", "does: terminal-supersede", "does: escalate", "name it under keeps"],
    [
      "an act that waits for a person's unsigned answer",
      / {6}- \{ check: signers-signed \}\n {6}- \{ check: owner-approved \}/,
      "      - { check: owner-decided, params: { role: release-owner } }",
      "no act can wait for it",
    ],
    [
      "a release that nobody signs",
      / {6}- \{ check: signers-signed \}\n {6}- \{ check: owner-approved \}/,
      "      - { check: stop-boundary }",
      'needs a gate that asks "owner-approved"',
    ],
    [
      "an end that is reached without a signature",
      '- { label: "Yes", to: next }\n      - { label: "No", to: "sink:hold", adverse: true, reasons: [the manifest',
      '- { label: "Yes", to: "outcome:handed-off" }\n      - { label: "No", to: "sink:hold", adverse: true, reasons: [the manifest',
      "reached without a signature",
    ],
    ["an unknown field", "domain: Engineering", "colour: blue\ndomain: Engineering", "colour"],
    ["a key used twice", "key: rollback-caveats\n    label", "key: test-evidence\n    label", "used twice"],
  ])("[KI3] refuses %s", async (_, from, to, says) => {
    const result = await changed(from, to);
    if (result.ok) throw new Error("accepted");
    expect(result.error.map((fault) => fault.says).join("\n")).toContain(says);
    expect(result.error.every((fault) => fault.line > 0)).toBe(true);
  });

  it("[KI12] a definition that was stored once is read by its shape, whatever rule came later", async () => {
    const text = (await readFile(FILE, "utf8")).replace(
      "annex-boundary, lane, window",
      "annex-boundary, window",
    );
    expect(parseKind(text, FILE).ok).toBe(false);
    expect(parseStoredKind(text, FILE).ok).toBe(true);
    expect(parseStoredKind("a: 1", FILE).ok).toBe(false);
  });

  it("[KI4] text that is not YAML is refused with its line, and nothing is thrown", () => {
    for (const text of ["", "a: [", "a: 1\na: 2", "&x a: *x", "\u0000", "- ".repeat(5000)]) {
      const result = parseKind(text, "kinds/x.yaml");
      expect(result.ok).toBe(false);
    }
  });

  it("[KI5] an action beyond the stop boundary stands in every kind, and the release owner is not the artifact owner", async () => {
    for (const { kind } of (await ownKinds()).kinds) {
      expect(kind.stopBoundary.deniedActions.length).toBeGreaterThan(1);
      if (!kind.approval.releaseOwner) continue;
      expect(kind.roles.find((role) => role.key === "release-owner")?.mustDifferFrom).toContain(
        "artifact-owner",
      );
    }
  });
});
