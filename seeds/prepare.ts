// What a packet holds before its first gate: evidence in every slot, words in every section, a claim that is traced.

import { randomUUID } from "node:crypto";
import { makeAnnex } from "../lib/workflows/make-annex.ts";
import { must } from "../test/build-packet.ts";
import { fillFields } from "./fields.ts";
import { makeTracedClaim } from "./recipes/content.ts";
import { type Stage, upload } from "./stage.ts";
import { addParagraph } from "./text.ts";

const ABOUT_CLAIMS = ["claims-traced", "claims-supported"];
const ABOUT_ANNEXES = ["annex-boundary", "held-details", "no-overexposure"];

/** Writes a packet as its people would before they take it to its first gate; without its annex where that is asked. */
export async function prepare(stage: Stage, withoutAnnex: boolean): Promise<void> {
  for (const slot of stage.kind.sources) await upload(stage, slot.key);
  for (const section of stage.kind.sections) {
    if (section.required) await addParagraph(stage, section.key, "What is said here, in a sentence.");
  }
  if (asks(stage, ABOUT_CLAIMS)) await makeTracedClaim(stage);
  if (!withoutAnnex && asks(stage, ABOUT_ANNEXES)) await withhold(stage);
  await fillFields(stage);
}

function asks({ kind }: Stage, checks: readonly string[]): boolean {
  return kind.gates.some((gate) => gate.checks.some(({ check }) => checks.includes(check)));
}

/** An annex of the kind's first slot, so that there is something to hold back. */
async function withhold(stage: Stage): Promise<void> {
  const [slot] = stage.kind.annexes;
  if (!slot) return;
  const { owner, packetId } = stage;
  const made = await makeAnnex(owner, {
    id: randomUUID(),
    packetId,
    slotKey: slot.key,
    title: "What is held back",
  });
  stage.notes.set("annex", must(made).annexId);
}
