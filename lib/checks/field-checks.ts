import { BY_PERSON, type FieldEntry, holdsPacket } from "../fields/field-entry.ts";
import { fieldTakes, fitsField, renderField } from "../fields/render-field.ts";
import { samePlace } from "../fields/stated.ts";
import type { KindField } from "../kinds/kind.schema.ts";
import {
  type CheckInput,
  type CheckParams,
  type CheckResult,
  holdUnlessEmpty,
  notApplicable,
  type Reason,
  reason,
} from "./check.ts";
import {
  bodySource,
  fieldsOf,
  type HeldField,
  lookedAtFields,
  ofField,
  rawOf,
  sourcesIn,
  statedBy,
} from "./field-input.ts";

const NO_FIELDS = "This kind has no fields.";

/**
 * Every required field is resolved, or held or withheld with a reason. A held field whose kind says *hold the packet*
 * holds it (seeds 002, 000/42); one that goes to the exception bundle travels (000/14, 000/17), unless
 * `params.held: stop` asks whether anything is left to travel.
 */
export function fieldsResolved(input: CheckInput, params: CheckParams): CheckResult {
  if (input.kind.fields.length === 0) return notApplicable(NO_FIELDS);
  const reasons = fieldsOf(input).flatMap((one) => unresolved(one, params.held === "stop"));
  return holdUnlessEmpty(reasons, lookedAtFields(input));
}

function unresolved({ field, entry }: HeldField, stopsAtHeld: boolean): readonly Reason[] {
  if (!entry) return field.required ? [ofField(field, "its row is gone; bring it back.")] : [];
  switch (entry.state) {
    case "resolved":
      return entry.value === null ? [ofField(field, "it says resolved and has no value.")] : [];
    case "held":
      if (entry.reason === null) return [ofField(field, "it is held without a reason; say why.")];
      return holdsPacket(field, entry) || stopsAtHeld ? [ofField(field, `it is held. ${entry.reason}`)] : [];
    case "placeholder":
      return entry.reason === null ? [ofField(field, "it is withheld without a reason; say why.")] : [];
    default:
      return field.required
        ? [ofField(field, "it is open; fill it from evidence, or say why it is held.")]
        : [];
  }
}

/**
 * Every consequential value names a source of the body, its newest version and a place, and the fact there still says
 * the raw value that the value comes from (seeds 000/7, 002, 004: lineage to the exact fragment).
 */
export function fieldsTraced(input: CheckInput): CheckResult {
  const consequential = fieldsOf(input).filter(({ field }) => field.consequential);
  if (consequential.length === 0) return notApplicable("No field of this kind is consequential.");
  const reasons = consequential.flatMap((one) => {
    const says = one.entry === null || one.entry.value === null ? null : traceFault(input, one, one.entry);
    return says === null ? [] : [ofField(one.field, says)];
  });
  return holdUnlessEmpty(reasons, lookedAtFields(input));
}

function traceFault(input: CheckInput, { field, table }: HeldField, entry: FieldEntry): string | null {
  const { locator } = entry;
  if (entry.source === null || locator === null)
    return "it names no place in a source; fill it from evidence.";
  const source = bodySource(input, entry.source);
  if (!source) return "its source is not in the body any more; fill it from other evidence.";
  const name = `S${source.number}`;
  if (source.versionId !== entry.version) return `${name} has a newer version; fill it from evidence again.`;
  const there = statedBy(input, source, field.fact).filter((one) => samePlace(one.locator, locator));
  if (there.length === 0) return `${name} does not state it at its place any more.`;
  const raw = entry.raw;
  const still = there.filter((one) => raw === null || one.raw === raw);
  if (still.length === 0) return `${name} says another raw value at its place now.`;
  return table !== null || still.some((one) => renderField(field, table, one.raw).value === entry.value)
    ? null
    : `it says something else than ${name} does; choose a candidate, or hold it.`;
}

/**
 * Every value fits its field's type and values, and the schema that the intake lane states now is the one that this
 * record is made for (seeds 000/7: the lane owns its schema; 002: the intake may add a field). Not stated is a hold.
 */
export function schemaConforms(input: CheckInput): CheckResult {
  const { kind } = input;
  if (kind.fields.length === 0 && kind.intake === null) return notApplicable(NO_FIELDS);
  const misfits = fieldsOf(input).flatMap(({ field, entry }) =>
    entry === null || entry.value === null || fitsField(field, entry.value)
      ? []
      : [ofField(field, `its value is not ${fieldTakes(field)}.`)],
  );
  return holdUnlessEmpty([...misfits, ...intakeFaults(input)], lookedAtFields(input));
}

function intakeFaults(input: CheckInput): readonly Reason[] {
  const { intake } = input.kind;
  if (intake === null || intake.profileFact === null) return [];
  const fact = intake.profileFact;
  const stated = sourcesIn(input, intake.profileSource).flatMap((source) =>
    statedBy(input, source, fact).map(({ raw }) => raw),
  );
  const versions = [...new Set(stated)];
  const [version] = versions;
  if (version === undefined) {
    return [
      reason(
        `Nothing states the present version of ${intake.schema}; bring the intake's profile.`,
        "sources",
      ),
    ];
  }
  if (versions.length > 1) {
    return [reason(`Sources state several versions of ${intake.schema}: ${versions.join(", ")}.`, "sources")];
  }
  return version === intake.version
    ? []
    : [
        reason(
          `The intake takes ${intake.schema} ${version} now; this kind is made for ${intake.version}.`,
          "sources",
        ),
      ];
}

/**
 * A value that lost something on its way from the raw one says so with a reason, and only where its field allows it
 * (seeds 000/14, 000/17, 002: lossy normalisation is explicit).
 */
export function lossinessDeclared(input: CheckInput): CheckResult {
  if (input.kind.fields.length === 0) return notApplicable(NO_FIELDS);
  const reasons = fieldsOf(input).flatMap((one) => {
    const says = one.entry === null || one.entry.value === null ? null : lossFault(input, one, one.entry);
    return says === null ? [] : [ofField(one.field, says)];
  });
  return holdUnlessEmpty(reasons, lookedAtFields(input));
}

function lossFault(input: CheckInput, one: HeldField, entry: FieldEntry): string | null {
  const declared = entry.mapping === "lossy";
  if (!declared && !losesSomething(one, rawOf(input, one.field, entry), entry.value)) return null;
  if (!one.field.allowLossy) return "its mapping loses something and this field may lose nothing; hold it.";
  if (!declared) return "its mapping loses something and does not say so; mark it lossy.";
  return entry.reason === null ? "its mapping is lossy; say what was lost." : null;
}

/** By the raw value where it is known; else where any raw value that gives this one loses something. */
function losesSomething({ field, table }: HeldField, raw: string | null, value: string | null): boolean {
  if (raw !== null && renderField(field, table, raw).mapping === "lossy") return true;
  const rows = table?.rows.filter((row) => row.to === value) ?? [];
  return rows.length > 1 || (raw === null && rows.some((row) => row.lossy));
}

/**
 * A field with a rendering table says exactly what the table, in the kind's version, makes of its raw value (seeds
 * 000/14, 000/17, 004). An unsupported raw value that somebody resolved by hand holds.
 */
export function renderedFromTable(input: CheckInput): CheckResult {
  const tabled = fieldsOf(input).filter(({ field }) => field.renderingTable !== null);
  if (tabled.length === 0) return notApplicable("No field of this kind is rendered from a table.");
  const reasons = tabled.flatMap((one) => {
    const says = one.entry === null || one.entry.value === null ? null : renderFault(input, one, one.entry);
    return says === null ? [] : [ofField(one.field, says)];
  });
  return holdUnlessEmpty(reasons, lookedAtFields(input));
}

function renderFault(input: CheckInput, { field, table }: HeldField, entry: FieldEntry): string | null {
  if (!table) return `the kind has no table ${field.renderingTable}.`;
  const name = `table ${table.key} v${table.version}`;
  const raw = rawOf(input, field, entry);
  if (raw === null) return `the raw value that ${name} would render is not known; fill it from evidence.`;
  const { value } = renderField(field, table, raw);
  if (value === null) return `${name} has no row for its raw value; hold it, or have the table extended.`;
  if (value !== entry.value) return `it says something else than ${name} makes of its raw value.`;
  const fromTable = entry.rule === `table ${table.key}` || entry.rule === BY_PERSON;
  return fromTable && entry.ruleVersion === table.version
    ? null
    : `it does not name ${name} as its rule; fill it from evidence again.`;
}

/** Fields whose value is withheld: what stands in the body of them. Read by `held-details`. */
export function withheldFaults(input: CheckInput): readonly Reason[] {
  return fieldsOf(input).flatMap(({ field, entry }) => {
    if (entry === null || (entry.state !== "placeholder" && field.annex === null)) return [];
    return [...shownFaults(field, entry), ...placeholderFaults(input, field, entry)];
  });
}

function shownFaults(field: KindField, entry: FieldEntry): readonly Reason[] {
  const shows = entry.value !== null || entry.raw !== null || entry.candidates.length > 0;
  return shows ? [ofField(field, "it is withheld, and its row still shows a value; withhold it again.")] : [];
}

function placeholderFaults(input: CheckInput, field: KindField, entry: FieldEntry): readonly Reason[] {
  if (entry.state !== "placeholder") return [];
  const faults = entry.reason === null ? [ofField(field, "it is withheld without a reason; say why.")] : [];
  if (field.annex === null) return faults;
  const annex = input.candidate.annexes.find((one) => one.slot === field.annex);
  return annex?.holds.trim() && annex.because.trim()
    ? faults
    : [...faults, ofField(field, `it is withheld, and no annex of the slot “${field.annex}” holds it.`)];
}

/** True where anything of a field is withheld. */
export function withholdsFields(input: CheckInput): boolean {
  return fieldsOf(input).some(
    ({ field, entry }) => entry?.state === "placeholder" || (field.annex !== null && entry !== null),
  );
}
