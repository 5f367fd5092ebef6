// What people write: sections, rows, options, claims, objections, prerequisites, holds.

import { randomUUID } from "node:crypto";
import type { CheckParams } from "../../lib/checks/check.ts";
import { inspectEvidence } from "../../lib/evidence/inspect.ts";
import type { Kind, KindRegister } from "../../lib/kinds/kind.schema.ts";
import { registersOf } from "../../lib/packet/registers.ts";
import { WRITTEN_BY_WORKSPACE } from "../../lib/packet/standard-registers.ts";
import { resolveObjection } from "../../lib/workflows/act-on-objection.ts";
import { closeHold, openHold } from "../../lib/workflows/change-hold.ts";
import { makeClaim, retractClaim } from "../../lib/workflows/make-claim.ts";
import { traceClaim } from "../../lib/workflows/trace-claim.ts";
import { must } from "../../test/build-packet.ts";
import { anySlot, bytesOf, listOf, other } from "../evidence.ts";
import { look } from "../look.ts";
import { objector } from "../people.ts";
import { activeRows, addRow, editRow, retireRow, rowsOf } from "../rows.ts";
import { basisOf } from "../samples.ts";
import { personOf, type Stage, type StagedSource, upload } from "../stage.ts";
import { addParagraph, clearSection } from "../text.ts";
import { type Asked, nothing, type Recipe, turned, Unable } from "./recipe.ts";
import { object } from "./revision.ts";

async function fillSections({ stage }: Asked): Promise<void> {
  const { input } = await look(stage);
  const body = input.scopes.find((scope) => scope.annex === null);
  for (const section of stage.kind.sections) {
    const has = body?.sections.find((found) => found.key === section.key)?.characters ?? 0;
    if (section.required && has === 0)
      await addParagraph(stage, section.key, `What is said of ${section.title}.`);
  }
}

async function emptySection({ stage, turn }: Asked): Promise<void> {
  const required = stage.kind.sections.filter((section) => section.required);
  await clearSection(stage, turned(required, turn).key);
}

/** The registers that must have a row: those that the check names, else those that the kind requires. */
function registersAsked(kind: Kind, params: CheckParams): readonly KindRegister[] {
  const named = listOf(params, "registers");
  return registersOf(kind).filter((one) => (named.length > 0 ? named.includes(one.key) : one.required));
}

async function fillRegisters({ stage, params }: Asked): Promise<void> {
  for (const register of registersAsked(stage.kind, params)) {
    if ((await activeRows(stage, register.key)).length > 0) continue;
    const [retired] = await rowsOf(stage, register.key);
    if (retired) await retireRow(stage, register.key, retired.key, false);
    else await addRow(stage, register.key, {});
  }
}

async function emptyRegister({ stage, params, turn }: Asked): Promise<void> {
  const register = turned(writable(stage.kind, params), turn);
  for (const row of await activeRows(stage, register.key)) await retireRow(stage, register.key, row.key);
}

/** Those of them whose rows people write. */
function writable(kind: Kind, params: CheckParams): readonly KindRegister[] {
  return registersAsked(kind, params).filter((one) => !WRITTEN_BY_WORKSPACE.has(one.key));
}

async function restore({ stage }: Asked, register: string): Promise<void> {
  for (const row of await rowsOf(stage, register)) {
    if (!row.active) await retireRow(stage, register, row.key, false);
  }
}

async function breakOptions({ stage, turn }: Asked): Promise<void> {
  const rows = await activeRows(stage, "options");
  if (stage.kind.options.mode === "fixed") return retireRow(stage, "options", turned(rows, turn).key);
  if (stage.kind.options.min < 1) throw new Unable("no option is needed");
  for (const row of rows) await retireRow(stage, "options", row.key);
}

async function loseBlockedPath({ stage, turn }: Asked): Promise<void> {
  const rows = await activeRows(stage, "blocked-paths");
  await retireRow(stage, "blocked-paths", turned(rows, turn).key);
}

async function resolveAll({ stage }: Asked): Promise<void> {
  const id = stage.notes.get("objection");
  if (!id) return;
  must(await resolveObjection(objector(stage), { packetId: stage.packetId, objectionId: id }));
  stage.notes.delete("objection");
}

async function raise({ stage }: Asked): Promise<void> {
  if (stage.kind.objections.openPolicy !== "block") throw new Unable("open objections travel here");
  stage.notes.set("objection", await object(stage));
}

async function claim(stage: Stage, quote: string, assertion: unknown = null): Promise<string> {
  const made = await makeClaim(stage.world.clerk, {
    id: randomUUID(),
    packetId: stage.packetId,
    quote,
    assertion,
  });
  return must(made).claimId;
}

/** Traces a claim to what a slot's newest version states. */
async function trace(stage: Stage, claimId: string, source: StagedSource, key: string): Promise<void> {
  const fact = inspectEvidence(bytesOf(source.facts)).facts.find((one) => one.key === key);
  const traced = await traceClaim(stage.world.clerk, {
    id: randomUUID(),
    packetId: stage.packetId,
    claimId,
    sourceVersionId: source.versionId,
    locator: fact?.locator ?? { kind: "line-range", start: 1, end: 1 },
  });
  must(traced);
}

/** A claim of the body that stands on the first slot that must be there. */
export async function makeTracedClaim(stage: Stage): Promise<void> {
  const slot = anySlot(stage.kind);
  const source = stage.slots.get(slot) ?? (await upload(stage, slot));
  const claimId = await claim(stage, `What ${slot} states.`);
  await trace(stage, claimId, source, `record.statement-${slot}`);
}

async function retract(stage: Stage, note: string): Promise<void> {
  const claimId = stage.notes.get(note);
  if (!claimId) return;
  must(await retractClaim(stage.world.clerk, { packetId: stage.packetId, claimId }));
  stage.notes.delete(note);
}

async function driftClaim({ stage }: Asked): Promise<void> {
  const slot = anySlot(stage.kind);
  const key = `record.statement-${slot}`;
  const source = stage.slots.get(slot) ?? (await upload(stage, slot));
  const claimId = await claim(stage, "What was stated first.");
  stage.notes.set("drifting", claimId);
  await trace(stage, claimId, source, key);
  await upload(stage, slot, { facts: new Map([[key, other(source.facts.get(key) ?? "")]]) });
}

async function mendClaim({ stage }: Asked): Promise<void> {
  await retract(stage, "drifting");
  const slot = anySlot(stage.kind);
  if (stage.slots.has(slot))
    await upload(stage, slot, { facts: new Map([[`record.statement-${slot}`, `What ${slot} states.`]]) });
}

async function confirmPrerequisites({ stage }: Asked): Promise<void> {
  const evidence = await basisOf(stage);
  for (const row of await activeRows(stage, "prerequisites")) {
    if (row.columns.state === "confirmed" && row.columns.evidence === evidence) continue;
    await editRow(stage, "prerequisites", row.key, { state: "confirmed", evidence });
  }
}

async function openPrerequisite({ stage, turn }: Asked): Promise<void> {
  const rows = await activeRows(stage, "prerequisites");
  await editRow(stage, "prerequisites", turned(rows, turn).key, { state: "open" });
}

async function mapRequirements({ stage }: Asked): Promise<void> {
  const evidence = await basisOf(stage);
  for (const row of await activeRows(stage, "requirements")) {
    if (row.columns.disposition === "met" && row.columns.evidence) continue;
    await editRow(stage, "requirements", row.key, { disposition: "met", evidence });
  }
}

async function waiveRequirement({ stage, turn }: Asked): Promise<void> {
  const hard = stage.kind.requirements.filter((requirement) => requirement.nonWaivable);
  if (hard.length > 0)
    return editRow(stage, "requirements", turned(hard, turn).key, { disposition: "waived" });
  const any = turned(stage.kind.requirements, turn);
  return editRow(stage, "requirements", any.key, { disposition: null });
}

async function hold({ stage }: Asked): Promise<void> {
  const sink = stage.kind.sinks.find((one) => one.sort === "terminal" || one.sort === "re-entry");
  const id = randomUUID();
  const opened = await openHold(stage.owner, {
    id,
    packetId: stage.packetId,
    sinkKey: sink?.key ?? null,
    reason: "Something must be looked at first.",
  });
  must(opened);
  stage.notes.set("hold", id);
  stage.notes.set("hold-owner", sink?.owner ?? "artifact-owner");
}

async function unhold({ stage }: Asked): Promise<void> {
  const holdId = stage.notes.get("hold");
  if (!holdId) return;
  const by = personOf(stage, stage.notes.get("hold-owner") ?? "artifact-owner");
  must(await closeHold(by, { packetId: stage.packetId, holdId, reason: "It was looked at." }));
  stage.notes.delete("hold");
}

/** Recipes of checks of what people write. */
export const CONTENT: Readonly<Record<string, Recipe>> = {
  "sections-complete": {
    satisfy: fillSections,
    violate: emptySection,
    able: (kind) => kind.sections.some((one) => one.required),
  },
  "registers-complete": {
    satisfy: fillRegisters,
    violate: emptyRegister,
    able: (kind, params) => writable(kind, params).length > 0,
  },
  "option-set": {
    satisfy: (asked) => restore(asked, "options"),
    violate: breakOptions,
    able: ({ options }) => options.mode === "fixed" || (options.mode === "menu" && options.min > 0),
  },
  "blocked-paths": {
    satisfy: (asked) => restore(asked, "blocked-paths"),
    violate: loseBlockedPath,
    able: (kind) => kind.blockedPaths.length > 0,
  },
  "objections-settled": {
    satisfy: resolveAll,
    violate: raise,
    able: (kind) => kind.objections.openPolicy === "block",
  },
  "claims-traced": {
    satisfy: ({ stage }) => retract(stage, "untraced"),
    violate: async ({ stage }) => {
      stage.notes.set("untraced", await claim(stage, "Somebody said so."));
    },
  },
  "claims-supported": { satisfy: mendClaim, violate: driftClaim },
  "prerequisites-confirmed": {
    satisfy: confirmPrerequisites,
    violate: openPrerequisite,
    able: (kind) => kind.prerequisites.length > 0,
  },
  "requirements-mapped": {
    satisfy: mapRequirements,
    violate: waiveRequirement,
    able: (kind) => kind.requirements.length > 0,
  },
  "holds-closed": { satisfy: unhold, violate: hold },
  "suggestions-decided": {
    satisfy: nothing,
    able: () => false,
    violate: () => {
      throw new Unable("suggestions are made in the editor");
    },
  },
};
