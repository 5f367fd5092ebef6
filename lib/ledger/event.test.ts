import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { fromUtf8, utf8 } from "../kernel/bytes.ts";
import { parseLeaf } from "./event.schema.ts";
import { encodeAnnexLeaf, encodeAnnexText, encodeLeaf, LEDGER_EVENT_TYPES, type OpenLeaf } from "./event.ts";

const ID = "00000000-0000-4000-8000-000000000001";
const leaf: OpenLeaf = {
  type: "approved",
  at: "2026-03-22T09:00:00.000Z",
  actor: ID,
  onBehalfOf: null,
  through: "web",
  packet: ID,
  scope: "body",
  subjects: { revision: "0".repeat(64) },
  textDigest: null,
};

it("[LG6] is canonical JSON of the fields that the format names", () => {
  expect(fromUtf8(encodeLeaf(leaf))).toBe(
    `{"actor":"${ID}","at":"2026-03-22T09:00:00.000Z","onBehalfOf":null,"packet":"${ID}","schema":"countersign.dev/ledger-event/v1","scope":"body","subjects":{"revision":"${"0".repeat(64)}"},"textDigest":null,"through":"web","type":"approved"}`,
  );
});

it("[LG6] reads back what it wrote, of every type", () => {
  for (const type of LEDGER_EVENT_TYPES) {
    const read = parseLeaf(encodeLeaf({ ...leaf, type }));
    // An annex event has a leaf of its own shape; an ordinary leaf may not call itself one.
    expect(read.ok, type).toBe(type !== "annex event");
  }
});

describe("[LG7] refuses a leaf that", () => {
  const text = fromUtf8(encodeLeaf(leaf)) ?? "";
  const cases: readonly [what: string, text: string][] = [
    ["is not canonical", ` ${text}`],
    ["has an unknown field", text.replace('"type"', '"typo":1,"type"')],
    ["has an unknown type", text.replace('"approved"', '"approved by nobody"')],
    ["misses a field", text.replace('"scope":"body",', "")],
    ["names a scope that is an annex", text.replace('"scope":"body"', `"scope":"${ID}"`)],
    ["has a key twice", text.replace('"type"', '"through":"web","type"')],
    ["has another time form", text.replace("09:00:00.000Z", "09:00:00Z")],
    ["is not an object", "[]"],
  ];
  it.each(cases)("%s", (_what, hostile) => {
    expect(parseLeaf(utf8(hostile)).ok).toBe(false);
  });

  it("is not UTF-8", () => {
    expect(parseLeaf(Uint8Array.of(0xff)).ok).toBe(false);
  });
});

it("[LG9] shows of an annex event time, packet and a salted digest, and hides all else in its words", () => {
  const bytes = encodeAnnexLeaf({ at: leaf.at, packet: ID, textDigest: "1".repeat(64) });
  const read = parseLeaf(bytes);
  expect(read.ok && Object.keys(read.value).sort()).toEqual(["at", "packet", "schema", "textDigest", "type"]);
  const words = encodeAnnexText({
    type: "objection raised",
    actor: { id: ID, through: "web" },
    annexId: ID,
    text: { title: "x" },
  });
  expect(JSON.parse(fromUtf8(words) ?? "")).toMatchObject({ type: "objection raised", actor: ID, scope: ID });
});

it("[LG6] names every type that docs/formats.md lists, and no other", async () => {
  const page = await readFile("docs/formats.md", "utf8");
  const listed = /\*\*Types\*\*: ([\s\S]*?)\.\n/.exec(page)?.[1] ?? "";
  expect(listed.split("·").map((type) => type.trim())).toEqual([...LEDGER_EVENT_TYPES]);
});
