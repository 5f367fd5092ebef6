// What a row says where the walk does not mind what it says.

import type { Json } from "../lib/kernel/canonical.ts";
import type { KindRegister } from "../lib/kinds/kind.schema.ts";
import { anySlot } from "./evidence.ts";
import { addFile, type Stage, upload } from "./stage.ts";

/** A source that a row may point at as its evidence: that of the first slot that must be there. */
export async function leanOn(stage: Stage): Promise<string> {
  const slot = anySlot(stage.kind);
  return (stage.slots.get(slot) ?? (await upload(stage, slot))).sourceId;
}

/** The number of a source that shows what prerequisites and requirements rest on: *S7*. It is of no slot, and does not age. */
export async function basisOf(stage: Stage): Promise<string> {
  const there = stage.notes.get("basis");
  if (there) return there;
  const facts = new Map([["record.basis", "What was confirmed, by whom and when."]]);
  const { number } = await addFile(stage, { name: "What was confirmed", facts });
  stage.notes.set("basis", `S${number}`);
  return `S${number}`;
}

/** The columns with a value for each required one that they leave out. */
export async function completed(
  stage: Stage,
  { columns }: KindRegister,
  given: Readonly<Record<string, Json>>,
): Promise<Record<string, Json>> {
  const missing = columns.filter((column) => column.required && !(column.key in given));
  const entries = missing.map(async (column) => [column.key, await sampleOf(stage, column)] as const);
  return { ...Object.fromEntries(await Promise.all(entries)), ...given };
}

async function sampleOf(stage: Stage, column: KindRegister["columns"][number]): Promise<Json> {
  switch (column.type) {
    case "enum":
      return column.values?.[0] ?? "";
    case "date":
      return "2026-03-18";
    case "time":
      return "2026-03-18T09:00:00Z";
    case "number":
      return 1;
    case "boolean":
      return true;
    case "digest":
      return "8f".repeat(32);
    case "source":
      return leanOn(stage);
    case "person":
      return stage.owner.id;
    case "locator":
      return JSON.stringify({ kind: "line-range", start: 1, end: 1 });
    default:
      return `${column.title} of the row`;
  }
}
