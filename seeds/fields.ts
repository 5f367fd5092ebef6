// Fields are filled from evidence, never typed.

import type { Stage } from "./stage.ts";

/** Fills every field of the kind from the evidence that its slot holds. */
export async function fillFields(stage: Stage): Promise<void> {
  if (stage.kind.fields.length === 0) return;
  throw new Error("fields cannot be filled yet");
}
