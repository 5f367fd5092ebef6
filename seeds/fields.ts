// Fields are filled from evidence; a person settles only what evidence leaves open.

import { randomUUID } from "node:crypto";
import { database } from "../lib/db/client.ts";
import type { KindField } from "../lib/kinds/kind.schema.ts";
import { fillFieldsFromEvidence } from "../lib/workflows/fields/fill-fields.ts";
import { resolveField } from "../lib/workflows/fields/settle-field.ts";
import { must } from "../test/build-packet.ts";
import { fieldValue } from "./evidence.ts";
import { activeRows } from "./rows.ts";
import type { Stage } from "./stage.ts";

/** Fills every field of the kind from the evidence that its slot holds, and says by hand what no fact states. */
export async function fillFields(stage: Stage): Promise<void> {
  const { kind, packetId, world } = stage;
  if (kind.fields.length === 0) return;
  must(await fillFieldsFromEvidence(world.clerk, { packetId, requestId: randomUUID() }));
  const rows = await activeRows(stage, "fields");
  for (const field of kind.fields) {
    const row = rows.find((one) => one.key === field.key);
    if (field.fact !== null || field.annex !== null || row?.columns.state === "resolved") continue;
    await settleField(stage, field, String(fieldValue(kind, field)));
  }
}

/** Gives a field a value by hand. */
export async function settleField(stage: Stage, field: KindField, value: string): Promise<void> {
  const { packetId, world } = stage;
  const reason = "As the owner of the record says.";
  must(await resolveField(world.clerk, { packetId, ...(await fieldRow(stage, field.key)), value, reason }));
}

/** The row of a field and its newest version. */
export async function fieldRow(
  { packetId }: Stage,
  key: string,
): Promise<{ readonly rowId: string; readonly version: number }> {
  const row = await database().registerRow.findFirstOrThrow({ where: { packetId, register: "fields", key } });
  const { version } = await database().registerRowVersion.findFirstOrThrow({
    where: { rowId: row.id },
    orderBy: { version: "desc" },
  });
  return { rowId: row.id, version };
}
