import type { EvidenceSlot } from "../kinds/kind.schema.ts";
import { registersOf } from "../packet/registers.ts";
import { BLOCKED_PATHS_REGISTER, OPTIONS_REGISTER, type RowBody } from "../revision/revision.ts";
import {
  type CheckInput,
  type CheckParams,
  type CheckResult,
  earliest,
  filled,
  holdUnlessEmpty,
  inScope,
  lookedInto,
  notApplicable,
  partsOf,
  pass,
  type Reason,
  reason,
  type ScopeFacts,
} from "./check.ts";
import { dueOf, isMember, KindFault, listParam, slotPlace, slotTitle } from "./read-record.ts";
import { standing } from "./stated.ts";

/** Every required section has text. */
export function sectionsComplete(input: CheckInput): CheckResult {
  const body = input.scopes.find((scope) => scope.annex === null);
  const reasons = input.kind.sections.flatMap((section) => {
    const characters = body?.sections.find((found) => found.key === section.key)?.characters ?? 0;
    return section.required && characters === 0
      ? [reason(`The section “${section.title}” is empty.`, `#section-${section.key}`)]
      : [];
  });
  return holdUnlessEmpty(
    reasons,
    partsOf(input, ...input.kind.sections.map((section) => `section:${section.key}`)),
  );
}

/**
 * Every required register has an active row; every active row has its required columns. `params.registers` names the
 * registers to look at instead, each of which must have a row. Forced by seed 000 #1 #6 #7 #10 #29 #40 #41 #42.
 */
export function registersComplete(input: CheckInput, params: CheckParams): CheckResult {
  const named = listParam(params, "registers");
  const all = registersOf(input.kind);
  for (const key of named) {
    if (!all.some((register) => register.key === key))
      throw new KindFault(`This kind has no register “${key}”.`);
  }
  const asked = named.length === 0 ? all : all.filter((register) => named.includes(register.key));
  const reasons = asked.flatMap((register) => {
    const active = rowsIn(input, register.key).filter((row) => row.state === "active");
    const target = `registers/${register.key}`;
    if ((register.required || named.length > 0) && active.length === 0)
      return [reason(`“${register.title}” has no row.`, target)];
    return active.flatMap((row) =>
      register.columns
        .filter((column) => column.required && !filled(row.columns[column.key]))
        .map((column) => reason(`Row ${row.key} of “${register.title}” lacks “${column.title}”.`, target)),
    );
  });
  return holdUnlessEmpty(reasons, lookedInto(input, "registers", "option-set", "blocked-paths"));
}

/** The rows of a register of the record; options and blocked paths stand beside the others. */
function rowsIn(input: CheckInput, register: string): readonly RowBody[] {
  if (register === OPTIONS_REGISTER) return input.candidate.options;
  if (register === BLOCKED_PATHS_REGISTER) return input.candidate.blockedPaths;
  return input.candidate.registers.find((found) => found.key === register)?.rows ?? [];
}

/** The option set is of the kind's mode and size. */
export function optionSet(input: CheckInput): CheckResult {
  const { mode, items, min, max } = input.kind.options;
  if (mode === "none") return notApplicable("This kind has no options.");
  const active = input.candidate.options.filter((row) => row.state === "active");
  const reasons: Reason[] = [];
  if (active.length < min)
    reasons.push(reason(`${active.length} of at least ${min} options stand.`, "registers/options"));
  if (active.length > max)
    reasons.push(reason(`${active.length} options stand; ${max} is the most.`, "registers/options"));
  const known = new Set(items.map((item) => item.key));
  if (mode === "fixed") {
    const standing = new Set(active.map((row) => row.key));
    for (const item of items) {
      if (!standing.has(item.key))
        reasons.push(reason(`The option “${item.text}” is missing.`, "registers/options"));
    }
    for (const row of active) {
      if (!known.has(row.key))
        reasons.push(reason(`The option ${row.key} is not one of this kind's.`, "registers/options"));
    }
  }
  return holdUnlessEmpty(reasons, partsOf(input, "option-set"));
}

/** Every blocked path of the kind stands with a reason of its own; none merged, emptied or retired. */
export function blockedPaths(input: CheckInput): CheckResult {
  if (input.kind.blockedPaths.length === 0 && input.candidate.blockedPaths.length === 0) {
    return notApplicable("This kind blocks no path.");
  }
  const rows = new Map(input.candidate.blockedPaths.map((row) => [row.key, row]));
  const target = "registers/blocked-paths";
  const reasons = input.kind.blockedPaths.flatMap((path) => {
    const row = rows.get(path.key);
    if (row?.state !== "active") return [reason(`The blocked path “${path.text}” is missing.`, target)];
    return [];
  });
  for (const row of rows.values()) {
    if (row.state === "active" && !filled(row.columns.reason)) {
      reasons.push(reason(`The blocked path ${row.key} has no reason.`, target));
    }
  }
  return holdUnlessEmpty(reasons, partsOf(input, "blocked-paths"));
}

/** No objection blocks where the policy says block; residuals came from the right role and have not expired. */
export function objectionsSettled(input: CheckInput): CheckResult {
  const policy = input.kind.objections.openPolicy;
  const today = input.now.toISOString().slice(0, 10);
  const reasons = input.scopes.flatMap((scope) =>
    scope.objections.flatMap((objection) => {
      const name = `O${objection.number}`;
      const target = `objections#${name}`;
      const open = ["raised", "answered", "maintained"].includes(objection.state);
      if (open && policy === "block")
        return [inScope(scope, `Objection ${name} is ${objection.state}.`, target)];
      if (objection.state !== "accepted-as-residual") return [];
      if (!objection.acceptedByRightRole) {
        return [inScope(scope, `The residual ${name} was accepted by somebody who may not.`, target)];
      }
      return objection.expiresOn !== null && objection.expiresOn < today
        ? [inScope(scope, `The residual ${name} expired on ${objection.expiresOn}.`, target)]
        : [];
    }),
  );
  // Of the body alone: when something in an annex falls due is the annex's business.
  const body = input.scopes.filter((scope) => scope.annex === null);
  const expiries = body.flatMap((scope) =>
    scope.objections.flatMap((objection) => objection.expiresOn ?? []),
  );
  const due = earliest(expiries.filter((day) => day >= today).map((day) => `${day}T23:59:59.999Z`));
  return holdUnlessEmpty(reasons, lookedInto(input, "objection-ledger"), due);
}

/** Claims stand on evidence: no claim is untraced in a section that asks for a trace, or in an annex. */
export function claimsTraced(input: CheckInput): CheckResult {
  const modes = new Map(input.kind.sections.map((section) => [section.key, section.claimTrace]));
  const reasons = input.scopes.flatMap((scope) =>
    scope.claims.flatMap((claim) => {
      const mode = claim.sectionKey === null ? "required" : (modes.get(claim.sectionKey) ?? "required");
      return claim.state === "untraced" && mode !== "none"
        ? [
            inScope(
              scope,
              `Claim C${claim.number} is untraced: “${short(claim.quote)}”.`,
              `claims#C${claim.number}`,
            ),
          ]
        : [];
    }),
  );
  return holdUnlessEmpty(reasons, lookedInto(input, "claim-trace"));
}

/** No claim is drifted, contradicted or unreachable. */
export function claimsSupported(input: CheckInput): CheckResult {
  const bad = ["drifted", "contradicted", "unreachable"];
  const reasons = input.scopes.flatMap((scope) =>
    scope.claims
      .filter((claim) => bad.includes(claim.state))
      .map((claim) =>
        inScope(
          scope,
          `Claim C${claim.number} is ${claim.state}: “${short(claim.quote)}”.`,
          `claims#C${claim.number}`,
        ),
      ),
  );
  return holdUnlessEmpty(reasons, lookedInto(input, "claim-trace", "evidence"));
}

function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/**
 * Every required evidence slot holds a source version that could be read; `params.slots` names the slots to look at
 * instead.
 */
export function evidencePresent(input: CheckInput, params: CheckParams): CheckResult {
  const body = input.scopes.filter((scope) => scope.annex === null).flatMap((scope) => scope.sources);
  const asked = slotsAsked(input, params);
  if (asked.length === 0) return notApplicable("This kind requires no evidence slot.");
  const reasons = asked.flatMap((slot) => {
    const found = body.filter((source) => source.slot === slot.key && source.hasVersion);
    if (found.length === 0) return [reason(`“${slot.label}” is missing.`, slotPlace(slot.key))];
    return found.some((source) => source.readable)
      ? []
      : [reason(`“${slot.label}” is there but could not be read.`, `sources#S${found[0]?.number}`)];
  });
  return holdUnlessEmpty(reasons, partsOf(input, "evidence"));
}

/** The slots that `params.slots` names, else those that the kind requires. */
function slotsAsked(input: CheckInput, params: CheckParams): readonly EvidenceSlot[] {
  const named = listParam(params, "slots");
  for (const slot of named) slotTitle(input, slot);
  return input.kind.sources.filter((slot) => (named.length > 0 ? named.includes(slot.key) : slot.required));
}

/**
 * Every source with a freshness rule that a claim or a required slot leans on is inside it. `params.slots` names the
 * slots to look at instead: each must hold a source, and every one there must be readable and inside its rule.
 */
export function evidenceFresh(input: CheckInput, params: CheckParams): CheckResult {
  if (listParam(params, "slots").length > 0) return slotsFresh(input, params);
  const required = new Set(slotsAsked(input, params).map((slot) => slot.key));
  const judged = input.scopes.flatMap((scope) =>
    scope.sources
      .filter(
        (source) =>
          source.hasVersion && (source.leanedOn || (source.slot !== null && required.has(source.slot))),
      )
      .map((source) => ({ scope, source })),
  );
  const reasons = judged.flatMap(({ scope, source }) => {
    const name = `S${source.number} ${source.name}`;
    const target = `sources#S${source.number}`;
    if (source.freshness === "stale")
      return [inScope(scope, `${name} is older than its freshness rule allows.`, target)];
    if (source.freshness === "unknown") {
      return [inScope(scope, `When ${name} became effective is not known.`, target)];
    }
    return [];
  });
  const due = judged.flatMap(({ scope, source }) =>
    scope.annex === null && source.freshness === "fresh" ? (source.freshUntil ?? []) : [],
  );
  return holdUnlessEmpty(reasons, lookedInto(input, "evidence"), earliest(due));
}

function slotsFresh(input: CheckInput, params: CheckParams): CheckResult {
  const found = slotsAsked(input, params).map((slot) => standing(input, slot.key));
  return holdUnlessEmpty(
    found.flatMap((one) => one.reasons),
    lookedInto(input, "evidence"),
    dueOf(found.flatMap((one) => one.sources)),
  );
}

/** Every contradiction is in sight; without `allow` one that touches a claim holds. */
export function contradictionsShown(input: CheckInput, params: CheckParams): CheckResult {
  const found = input.scopes.flatMap((scope) =>
    scope.contradictions.map((contradiction) => ({
      ...contradiction,
      says: inScope(
        scope,
        `Sources disagree about ${contradiction.key}${contradiction.onClaim === null ? "" : ` (claim C${contradiction.onClaim})`}.`,
        contradiction.onClaim === null ? "sources" : `claims#C${contradiction.onClaim}`,
      ),
    })),
  );
  const holding = found.filter((item) => !item.ranked || (params.allow !== true && item.onClaim !== null));
  const looked = lookedInto(input, "evidence", "claim-trace");
  if (holding.length > 0)
    return holdUnlessEmpty(
      holding.map((item) => item.says),
      looked,
    );
  return { ...pass(looked), reasons: found.map((item) => item.says) };
}

/** All evidence speaks of one candidate: each named fact has one value, and the body states it. */
export function singleCandidate(input: CheckInput, params: CheckParams): CheckResult {
  const keys = listParam(params, "facts");
  if (keys.length === 0) return notApplicable("The kind names no fact that must be one.");
  const reasons = keys.flatMap((key) => {
    const found = input.scopes.map((scope) => ({ scope, values: valuesIn(scope, key) }));
    if (found.every(({ scope, values }) => scope.annex !== null || values.size === 0))
      return [reason(`No source states ${key}. Add the evidence that does.`, "sources")];
    return found.flatMap(({ scope, values }) =>
      values.size > 1 ? [inScope(scope, `Sources name ${values.size} values of ${key}.`, "sources")] : [],
    );
  });
  return holdUnlessEmpty(reasons, lookedInto(input, "evidence"));
}

/** Every value that sources in use give a fact; a list of that name is one value, as its source has it. */
function valuesIn(scope: ScopeFacts, key: string): ReadonlySet<string> {
  return new Set(
    scope.sources
      .filter((one) => one.hasVersion)
      .flatMap((source) => {
        const facts = scope.facts.filter((fact) => fact.source === source.number);
        const own = facts.filter((fact) => fact.key === key).map((fact) => JSON.stringify(fact.value));
        const members = facts.filter((fact) => isMember(fact.key, key));
        return members.length === 0 ? own : [...own, JSON.stringify(members.map((fact) => fact.value))];
      }),
  );
}
