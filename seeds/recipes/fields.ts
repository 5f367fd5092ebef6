// What fields say, and what may not be said at all.

import type { CheckParams } from "../../lib/checks/check.ts";
import type { Kind, KindField } from "../../lib/kinds/kind.schema.ts";
import { fieldValue, rawValue } from "../evidence.ts";
import { fillFields, settleField } from "../fields.ts";
import { type Stage, upload } from "../stage.ts";
import { addParagraph, clearSection } from "../text.ts";
import { matching } from "./matching.ts";
import { type Asked, type Recipe, turned, Unable } from "./recipe.ts";

/** Every field's slot states again what it should, and every field is filled from it. */
async function refill({ stage }: Asked): Promise<void> {
  const { kind } = stage;
  const slots = new Set(kind.fields.flatMap((field) => (field.fact && field.source ? [field.source] : [])));
  for (const slot of slots) {
    const said = stage.slots.get(slot);
    const wrong = kind.fields.filter(
      (field) => field.source === slot && field.fact && said?.facts.get(field.fact) !== rawValue(kind, field),
    );
    if (said && wrong.length === 0) continue;
    await upload(stage, slot, {
      facts: new Map(wrong.map((field) => [field.fact ?? "", rawValue(kind, field)])),
    });
  }
  await fillFields(stage);
}

function stopsUnresolved(field: KindField, params: CheckParams): boolean {
  return params.held === "stop" || (field.required && field.onUnsupported === "hold-packet");
}

function filled({ kind }: Pick<Stage, "kind">): readonly KindField[] {
  return kind.fields.filter((field) => field.fact !== null && field.source !== null && field.annex === null);
}

/** The evidence of a field does not state it any more. */
async function unresolve({ stage, params, turn }: Asked): Promise<void> {
  const fields = filled(stage).filter((field) => stopsUnresolved(field, params));
  if (fields.length === 0) throw new Unable("no field holds the packet");
  const field = turned(fields, turn);
  await upload(stage, field.source ?? "", { without: [field.fact ?? ""] });
  await fillFields(stage);
}

/** A newer version came after the field was filled. */
async function outrun({ stage, turn }: Asked): Promise<void> {
  const fields = filled(stage).filter((field) => field.consequential);
  if (fields.length === 0) throw new Unable("no field is consequential");
  await upload(stage, turned(fields, turn).source ?? "");
}

async function otherSchema({ stage }: Asked): Promise<void> {
  const { intake } = stage.kind;
  if (!intake?.profileSource || !intake.profileFact) throw new Unable("no intake states its schema");
  await upload(stage, intake.profileSource, { facts: new Map([[intake.profileFact, "another version"]]) });
}

async function ownSchema(asked: Asked): Promise<void> {
  const { intake } = asked.stage.kind;
  if (intake?.profileSource && intake.profileFact)
    await upload(asked.stage, intake.profileSource, {
      facts: new Map([[intake.profileFact, intake.version]]),
    });
  await refill(asked);
}

/** A raw value that loses something on its way, and what becomes of it. */
interface Lossy {
  readonly field: KindField;
  readonly raw: string;
  readonly value: string;
}

function lossyValues(kind: Kind): readonly Lossy[] {
  return filled({ kind })
    .filter((field) => !field.allowLossy)
    .flatMap((field) => {
      const table = kind.renderingTables.find((one) => one.key === field.renderingTable);
      const rows = table?.rows ?? [];
      const row = rows.find((one) => one.lossy || rows.filter((other) => other.to === one.to).length > 1);
      if (row) return [{ field, raw: row.from, value: row.to }];
      const isDay = field.type === "date" && !field.renderingTable;
      return isDay ? [{ field, raw: "2026-03-18T10:30:00Z", value: "2026-03-18" }] : [];
    });
}

/** A person settles a value that the field may not lose anything in, by one that did. */
async function lose({ stage, turn }: Asked): Promise<void> {
  const found = lossyValues(stage.kind);
  if (found.length === 0) throw new Unable("nothing is lossy");
  const { field, raw, value } = turned(found, turn);
  await upload(stage, field.source ?? "", { facts: new Map([[field.fact ?? "", raw]]) });
  await fillFields(stage);
  await settleField(stage, field, value);
}

/** A person settles a value that the table does not give. */
async function misrender({ stage, turn }: Asked): Promise<void> {
  const found = otherRenderings(stage.kind);
  if (found.length === 0) throw new Unable("no table gives another value");
  const { field, value } = turned(found, turn);
  await settleField(stage, field, value);
}

function otherRenderings(kind: Kind): readonly { readonly field: KindField; readonly value: string }[] {
  return filled({ kind }).flatMap((field) => {
    const table = kind.renderingTables.find((one) => one.key === field.renderingTable);
    const other = table?.rows.find((row) => row.to !== fieldValue(kind, field));
    return other ? [{ field, value: other.to }] : [];
  });
}

/** Words that the redaction profile keeps out stand in the body. */
async function expose({ stage, turn }: Asked): Promise<void> {
  const patterns = stage.kind.redaction?.patterns ?? [];
  if (patterns.length === 0) throw new Unable("no redaction profile");
  const words = matching(turned(patterns, turn).pattern);
  await addParagraph(stage, stage.kind.sections[0]?.key ?? "", `It says ${words} here.`);
}

async function redact({ stage }: Asked): Promise<void> {
  const section = stage.kind.sections[0]?.key ?? "";
  await clearSection(stage, section);
  await addParagraph(stage, section, "What is said here, in a sentence.");
}

/** Recipes of checks of fields and redaction. */
export const FIELDS: Readonly<Record<string, Recipe>> = {
  "fields-resolved": {
    satisfy: refill,
    violate: unresolve,
    able: (kind, params) => filled({ kind }).some((field) => stopsUnresolved(field, params)),
  },
  "fields-traced": {
    satisfy: refill,
    violate: outrun,
    able: (kind) => filled({ kind }).some((field) => field.consequential),
  },
  "schema-conforms": {
    satisfy: ownSchema,
    violate: otherSchema,
    able: ({ intake }) => Boolean(intake?.profileSource && intake.profileFact),
  },
  "lossiness-declared": {
    satisfy: refill,
    violate: lose,
    able: (kind) => lossyValues(kind).length > 0,
  },
  "rendered-from-table": {
    satisfy: refill,
    violate: misrender,
    able: (kind) => otherRenderings(kind).length > 0,
  },
  "redaction-applied": { satisfy: redact, violate: expose, able: (kind) => kind.redaction !== null },
};
