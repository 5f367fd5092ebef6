import "server-only";
import type { ReadRow } from "../db/register-store.ts";
import type { ReadSource } from "../db/source-store.ts";
import { type Candidate, type FieldEntry, holdsPacket, readEntry } from "../fields/field-entry.ts";
import { isByPerson } from "../fields/settle-field.ts";
import { statedUnder } from "../fields/stated.ts";
import type { CandidateView, ExceptionView, FieldPlace, FieldView, IntakeView } from "../fields/views.ts";
import { textOrNull } from "../kernel/json-field.ts";
import type { Kind, KindField } from "../kinds/kind.schema.ts";
import { placeQuery, placeWords } from "../packet/place-words.ts";
import type { OpenPacket } from "./open-packet.ts";

/** A field with its row, as the page shows it. Call `open.learn` with the writers of the rows first. */
export function fieldView(
  open: OpenPacket,
  field: KindField,
  row: ReadRow,
  sources: readonly ReadSource[],
): FieldView {
  const { kind } = open.access;
  const newest = row.versions[0];
  const entry = readEntry(field.key, newest?.columns ?? {});
  const { title, state, value, raw, rule, ruleVersion, confidence, mapping, reason } = entry;
  return {
    key: field.key,
    title,
    help: field.help ?? null,
    required: field.required,
    consequential: field.consequential,
    type: field.type,
    values: field.values ?? null,
    from: fromWords(kind, field),
    permittedBy: field.permittedBy,
    annex: annexOf(open, field),
    rowId: row.id,
    rowVersion: newest?.version ?? 0,
    ...{ state, value, raw, rule, ruleVersion, confidence, mapping, reason },
    keepsRaw: field.keepRaw,
    at: placeOf(entry, sources),
    candidates: entry.candidates.map((one) => candidateView(one, sources)),
    blocks: holdsPacket(field, entry) || (field.required && state === "open"),
    changedBy: newest?.actorId ? open.person(newest.actorId).name : null,
    changedAt: (newest?.at ?? row.createdAt).toISOString(),
    changes: row.versions.length,
    byPerson: isByPerson(entry),
  };
}

function fromWords(kind: Kind, field: KindField): string | null {
  if (field.fact === null) return null;
  const slot = kind.sources.find((one) => one.key === field.source);
  return `${slot?.label ?? "any evidence"}: ${field.fact}`;
}

function annexOf(open: OpenPacket, field: KindField): FieldView["annex"] {
  const slot = open.access.kind.annexes.find((one) => one.key === field.annex);
  if (!slot) return null;
  const annex = open.annexes.find((one) => one.slotKey === slot.key);
  return { title: slot.title, number: annex?.number ?? null };
}

function candidateView(candidate: Candidate, sources: readonly ReadSource[]): CandidateView {
  const { raw, value } = candidate;
  return { raw, value, at: placeOf(candidate, sources) };
}

function placeOf(
  { source: sourceId, version: versionId, locator }: Pick<FieldEntry, "source" | "version" | "locator">,
  sources: readonly ReadSource[],
): FieldPlace | null {
  const source = sources.find((one) => one.id === sourceId);
  const version = source?.versions.find((one) => one.id === versionId);
  if (!source || !version) return null;
  return {
    sourceId: source.id,
    sourceNumber: source.number,
    sourceName: source.content.name,
    version: version.version,
    newest: source.retiredAt === null && source.versions[0]?.id === version.id,
    place: locator === null ? null : placeWords(locator),
    query: locator === null ? `v=${version.version}` : placeQuery(version.version, locator),
  };
}

/** An exception as the queue shows it. */
export function exceptionView(kind: Kind, row: ReadRow): ExceptionView {
  const newest = row.versions[0];
  const columns = newest?.columns ?? {};
  const said = (key: string) => textOrNull(columns[key] ?? null);
  const state = said("state");
  const field = kind.fields.find((one) => row.key === `field-${one.key}`);
  return {
    id: row.id,
    fieldKey: field?.key ?? null,
    what: said("what") ?? row.key,
    raw: said("raw"),
    candidates: said("candidates"),
    reason: said("reason") ?? "",
    owner: said("owner"),
    state: state === "carried" || state === "resolved" ? state : "open",
    at: (newest?.at ?? row.createdAt).toISOString(),
  };
}

/** The intake's schema with every version that its profile states in the body's evidence now. */
export function intakeView(kind: Kind, sources: readonly ReadSource[]): IntakeView | null {
  const { intake } = kind;
  if (intake === null) return null;
  const { schema, version, profileFact, profileSource } = intake;
  if (profileFact === null) return { schema, version, stated: null };
  const stated = sources
    .filter((one) => one.retiredAt === null && (profileSource === null || one.slotKey === profileSource))
    .flatMap((one) => statedUnder(one.versions[0]?.content.facts ?? [], profileFact).map(({ raw }) => raw));
  return { schema, version, stated: [...new Set(stated)] };
}
