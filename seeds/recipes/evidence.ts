// What evidence says and how old it is.

import type { CheckParams } from "../../lib/checks/check.ts";
import type { FactValue } from "../../lib/evidence/fact.ts";
import type { EvidenceSlot, Kind } from "../../lib/kinds/kind.schema.ts";
import { changeSource } from "../../lib/workflows/change-source.ts";
import { must } from "../../test/build-packet.ts";
import { assertionOf, failing, fits, fitting, listOf, numberOf, other, textOf } from "../evidence.ts";
import { look } from "../look.ts";
import { activeRows, addRow, editRow, hasRegister } from "../rows.ts";
import { retireSlot, type Stage, upload } from "../stage.ts";
import { type Asked, hoursFromNow, nothing, type Recipe, turned, Unable } from "./recipe.ts";

const HOUR = 3_600_000;

/** Slots that a check of presence or age is about: those that it names, else those that the kind requires. */
function slotsAsked({ stage, params }: Asked): readonly EvidenceSlot[] {
  return slotsOf(stage.kind, params);
}

function slotsOf(kind: Kind, params: CheckParams): readonly EvidenceSlot[] {
  const named = listOf(params, "slots");
  return kind.sources.filter((slot) => (named.length > 0 ? named.includes(slot.key) : slot.required));
}

async function presentAll(asked: Asked): Promise<void> {
  for (const slot of slotsAsked(asked)) {
    if (!asked.stage.slots.has(slot.key)) await upload(asked.stage, slot.key);
  }
}

async function removeOne(asked: Asked): Promise<void> {
  await retireSlot(asked.stage, turned(slotsAsked(asked), asked.turn).key);
}

/** How long evidence of a slot counts, in hours; null where the passing of time alone does not end it. */
function lifetime({ freshness }: EvidenceSlot): number | null {
  switch (freshness?.form) {
    case "max-age":
    case "per-entry":
      return freshness.hours;
    case "cadence":
    case "allowed-lag":
      return freshness.minutes / 60;
    default:
      return null;
  }
}

async function renewAll({ stage }: Asked): Promise<void> {
  const { input } = await look(stage);
  const sources = input.scopes.find((scope) => scope.annex === null)?.sources ?? [];
  for (const [slot, staged] of [...stage.slots]) {
    const found = sources.find((source) => source.id === staged.sourceId);
    if (found?.freshness === "stale" || found?.freshness === "unknown") await upload(stage, slot);
  }
}

async function ageOne(asked: Asked): Promise<void> {
  const slots = slotsAsked(asked).filter((slot) => lifetime(slot) !== null);
  if (slots.length === 0) throw new Unable("no slot ages");
  const slot = turned(slots, asked.turn);
  const effectiveAt = new Date(Date.now() - ((lifetime(slot) ?? 0) + 24) * HOUR);
  await upload(asked.stage, slot.key, { effectiveAt });
}

/** The ranks that sources hold, told apart again. */
async function rankApart({ stage }: Asked): Promise<void> {
  const [, second] = [...stage.slots.values()];
  if (second) await rank(stage, second.sourceId, 900);
}

async function rankAlike({ stage }: Asked): Promise<void> {
  const [first, second] = [...stage.slots.values()];
  if (!first || !second) throw new Unable("there is one source");
  await rank(stage, first.sourceId, 800);
  await rank(stage, second.sourceId, 800);
}

async function rank({ packetId, world }: Stage, sourceId: string, to: number): Promise<void> {
  must(await changeSource(world.clerk, { packetId, sourceId, rank: to }));
}

/** Two sources of one rank that disagree: nobody can say which is right. */
async function divide(asked: Asked): Promise<void> {
  const { stage } = asked;
  const [first, second] = [...stage.slots];
  if (!first || !second) throw new Unable("there is one source");
  const key = "record.disputed";
  await upload(stage, first[0], { facts: new Map([[key, "one thing"]]) });
  await upload(stage, second[0], { facts: new Map([[key, "another"]]) });
  await rankAlike(asked);
}

async function agree(asked: Asked): Promise<void> {
  await rankApart(asked);
  await settleFacts(asked.stage, ["record.disputed"]);
}

/** Makes every slot that states one of these facts state the same, the first one's. */
async function settleFacts(stage: Stage, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    const value = wanted(stage, key);
    if (value === undefined) continue;
    for (const [slot, source] of [...stage.slots]) {
      if (source.facts.has(key) && source.facts.get(key) !== value)
        await upload(stage, slot, { facts: new Map([[key, value]]) });
    }
  }
}

/** What a fact is meant to be: as the kind's gates and fields have it, else as the first source says. */
function wanted(stage: Stage, key: string): FactValue | undefined {
  for (const facts of stage.facts.values()) if (facts.has(key)) return facts.get(key);
  for (const source of stage.slots.values()) if (source.facts.has(key)) return source.facts.get(key);
  return undefined;
}

async function mixCandidates({ stage, params, turn }: Asked): Promise<void> {
  const key = turned(listOf(params, "facts"), turn);
  const stating = [...stage.slots].filter(([, source]) => source.facts.has(key));
  const [slot, source] = stating.at(-1) ?? [];
  if (slot === undefined || !source) throw new Unable(`nobody states ${key}`);
  const another = other(source.facts.get(key) ?? "");
  if (stating.length > 1) await upload(stage, slot, { facts: new Map([[key, another]]) });
  else {
    const silent = [...stage.slots.keys()].find((one) => one !== slot);
    if (!silent) throw new Unable("there is one source");
    await upload(stage, silent, { facts: new Map([[key, another]]) });
  }
}

/** Writes every fact that a check asserts, in the slot that it names, else in each that states it. */
async function stateFacts({ stage, params }: Asked): Promise<void> {
  const of = textOf(params, "of");
  const changes = new Map<string, Map<string, FactValue>>();
  for (const text of listOf(params, "facts")) {
    const assertion = assertionOf(stage.kind, text);
    for (const slot of slotsStating(stage, assertion.key, of)) {
      const said = stage.slots.get(slot)?.facts.get(assertion.key);
      if (said !== undefined && fits(assertion, said)) continue;
      const facts = changes.get(slot) ?? new Map<string, FactValue>();
      changes.set(slot, facts.set(assertion.key, fitting(assertion)));
    }
  }
  for (const [slot, facts] of changes) await upload(stage, slot, { facts });
  await renewAll({ stage, params, gate: stage.kind.gates[0] as Asked["gate"], turn: 0 });
}

/** The slots that an assertion is held against. */
function slotsStating(stage: Stage, key: string, of: string | null): readonly string[] {
  if (of !== null) return [of];
  const stating = [...stage.slots].filter(([, source]) => source.facts.has(key)).map(([slot]) => slot);
  return stating.length > 0 ? stating : [[...stage.slots.keys()][0] ?? ""];
}

async function unstate({ stage, params, turn }: Asked, all = false): Promise<void> {
  const texts = listOf(params, "facts");
  if (texts.length === 0) throw new Unable("no fact is asked");
  for (const text of all ? texts : [turned(texts, turn)]) {
    const assertion = assertionOf(stage.kind, text);
    const [slot = ""] = slotsStating(stage, assertion.key, textOf(params, "of"));
    await upload(stage, slot, { facts: new Map([[assertion.key, failing(assertion)]]) });
  }
}

/** Only the surface lags behind what the authority said just now. */
async function lag({ stage, params }: Asked): Promise<void> {
  const key = textOf(params, "fact") ?? "";
  const surface = textOf(params, "of") ?? "";
  const authority = textOf(params, "authoritative") ?? "";
  const value = stage.facts.get(authority)?.get(key) ?? "said by the authority";
  for (const [slot, source] of [...stage.slots]) {
    if (slot !== surface && slot !== authority && source.facts.has(key) && source.facts.get(key) !== value)
      await upload(stage, slot, { facts: new Map([[key, value]]) });
  }
  await upload(stage, authority, { facts: new Map([[key, value]]) });
  await upload(stage, surface, { facts: new Map([[key, other(value)]]) });
}

/** The authority said so longer ago than a surface may lag. */
async function lagTooLong(asked: Asked): Promise<void> {
  const { stage, params, turn } = asked;
  await lag(asked);
  const authority = textOf(params, "authoritative") ?? "";
  const key = textOf(params, "fact") ?? "";
  const third = [...stage.slots].find(
    ([slot, source]) => slot !== authority && slot !== textOf(params, "of") && source.facts.has(key),
  );
  if (third && turn % 2 === 1) {
    await upload(stage, third[0], { facts: new Map([[key, other(third[1].facts.get(key) ?? "")]]) });
    return;
  }
  const minutes = numberOf(params, "minutes") ?? 1;
  await upload(stage, authority, { effectiveAt: new Date(Date.now() - (minutes + 5) * 60_000) });
}

/** A slot that lies in the window that the evidence states. */
async function proposeSlot({ stage, params }: Asked): Promise<void> {
  const of = textOf(params, "of") ?? [...stage.slots.keys()][0] ?? "";
  const facts = new Map([
    [textOf(params, "opens") ?? "", hoursFromNow(24)],
    [textOf(params, "closes") ?? "", hoursFromNow(240)],
  ]);
  await upload(stage, of, { facts });
  const [row] = await activeRows(stage, "slots");
  const columns = { from: hoursFromNow(48), to: hoursFromNow(49) };
  if (row) await editRow(stage, "slots", row.key, columns);
  else await addRow(stage, "slots", columns);
}

/** The window moves away from every slot that was proposed; every other time, the slots leave the window. */
async function missWindow({ stage, params, turn }: Asked): Promise<void> {
  const rows = await activeRows(stage, "slots");
  if (turn % 2 === 1 && rows.length > 0) {
    for (const row of rows)
      await editRow(stage, "slots", row.key, { from: hoursFromNow(480), to: hoursFromNow(481) });
    return;
  }
  const of = textOf(params, "of") ?? [...stage.slots.keys()][0] ?? "";
  const facts = new Map([
    [textOf(params, "opens") ?? "", hoursFromNow(900)],
    [textOf(params, "closes") ?? "", hoursFromNow(901)],
  ]);
  await upload(stage, of, { facts });
}

/** The guardrails hold and a state is in force. */
async function keepGuardrails(asked: Asked): Promise<void> {
  await stateFacts(asked);
  if (!hasRegister(asked.stage, "in-force")) return;
  const rows = await activeRows(asked.stage, "in-force");
  const columns = { what: "The approved state", since: hoursFromNow(-1), until: hoursFromNow(1) };
  if (rows.length === 0) await addRow(asked.stage, "in-force", columns);
  for (const row of rows) await editRow(asked.stage, "in-force", row.key, columns);
}

/** A guardrail is broken; every other time, the state has outlived its validity. */
async function breakGuardrails(asked: Asked): Promise<void> {
  const { stage, params, turn } = asked;
  const rows = hasRegister(stage, "in-force") ? await activeRows(stage, "in-force") : [];
  const outlives = stage.kind.validity !== null && rows.length > 0;
  if (outlives && (turn % 2 === 1 || listOf(params, "facts").length === 0)) {
    for (const row of rows)
      await editRow(stage, "in-force", row.key, { since: hoursFromNow(-9000), until: hoursFromNow(-1) });
    return;
  }
  await unstate({ ...asked, turn: Math.floor(turn / 2) });
}

const STATED: Recipe = { satisfy: stateFacts, violate: (asked) => unstate(asked) };

/** Recipes of checks of what evidence says. */
export const EVIDENCE: Readonly<Record<string, Recipe>> = {
  "evidence-present": {
    satisfy: presentAll,
    violate: removeOne,
    able: (kind, params) => slotsOf(kind, params).length > 0,
  },
  "evidence-fresh": {
    satisfy: async (asked) => {
      await presentAll(asked);
      await renewAll(asked);
    },
    violate: ageOne,
    able: (kind, params) => slotsOf(kind, params).some((slot) => lifetime(slot) !== null),
  },
  "precedence-stated": { satisfy: rankApart, violate: rankAlike, able: (kind) => kind.sources.length > 1 },
  "contradictions-shown": { satisfy: agree, violate: divide, able: (kind) => kind.sources.length > 1 },
  "single-candidate": {
    satisfy: ({ stage, params }) => settleFacts(stage, listOf(params, "facts")),
    violate: mixCandidates,
  },
  "facts-match": STATED,
  "within-authority": STATED,
  "threshold-met": {
    satisfy: stateFacts,
    violate: (asked) => unstate(asked, textOf(asked.params, "mode") === "any"),
  },
  "guardrails-kept": { satisfy: keepGuardrails, violate: breakGuardrails },
  "lag-allowed": { satisfy: lag, violate: lagTooLong },
  "slot-inside-window": { satisfy: proposeSlot, violate: missWindow },
  "trigger-authoritative": {
    satisfy: nothing,
    able: (kind) => kind.starts.some((start) => start.on !== null),
    // The source that began the run says something newer: the run speaks of what is no longer so.
    violate: async ({ stage }) => {
      const trigger = stage.notes.get("trigger-slot");
      if (!trigger) throw new Unable("no version began the run");
      await upload(stage, trigger);
    },
  },
};
