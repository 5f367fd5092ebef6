import { readFileSync } from "node:fs";
import type { z } from "zod";
import type { Kind, KindField } from "../../kinds/kind.schema.ts";
import { annexSlot, field, renderingTable, source } from "../../kinds/kind-parts.schema.ts";
import { parseKind } from "../../kinds/parse-kind.ts";
import type { FieldSource } from "../fill-fields.ts";

const FILE = "kinds/co-production-approved-release/payments-tokenization-exception.yaml";
const PARSED = parseKind(readFileSync(FILE, "utf8"), FILE);
if (!PARSED.ok) throw new Error("the kind does not parse");

/** A field with the schema's defaults. */
export function fieldWith(given: Partial<z.input<typeof field>> = {}): KindField {
  return field.parse({
    key: "service",
    title: "Service",
    type: "text",
    required: true,
    consequential: true,
    source: "manifest",
    fact: "record.service",
    ...given,
  });
}

/** One table: two names of production become one, `live` loses detail. */
export const TABLE = renderingTable.parse({
  key: "environments",
  version: 3,
  rows: [
    { from: "prod", to: "production" },
    { from: "production", to: "production" },
    { from: "qa", to: "test" },
    { from: "live-eu", to: "europe", lossy: true },
    { from: "broken", to: "" },
  ],
  unsupported: "exception",
});

const SLOTS = [
  { key: "manifest", label: "Release manifest", tier: 1 },
  { key: "notes", label: "Notes", tier: 2 },
  { key: "runbook", label: "Rollback runbook", use: "normalisation-and-provenance-only" },
].map((slot) => source.parse(slot));

const ANNEX = annexSlot.parse({
  key: "dependency",
  title: "Dependency detail",
  clearance: "restricted",
  placeholder: { holds: "A dependency", because: "Security has not cleared it.", liftedBy: "release-owner" },
});

/** A kind with these fields, three slots, one table and one annex slot. */
export function kindWith(fields: readonly KindField[], more: Partial<Kind> = {}): Kind {
  if (!PARSED.ok) throw new Error("the kind does not parse");
  return {
    ...PARSED.value,
    fields: [...fields],
    sources: SLOTS,
    annexes: [ANNEX],
    renderingTables: [TABLE],
    sinks: [],
    ...more,
  };
}

/** A source of the manifest's slot that states one fact. */
export function sourceWith(value: string | number | boolean, more: Partial<FieldSource> = {}): FieldSource {
  const number = more.number ?? 1;
  return {
    id: `00000000-0000-4000-8000-00000000000${number}`,
    number,
    slot: "manifest",
    rank: number,
    versionId: `00000000-0000-4000-8000-00000000010${number}`,
    stale: false,
    facts: [{ key: "record.service", value, locator: { kind: "json-pointer", pointer: "/service" } }],
    ...more,
  };
}
