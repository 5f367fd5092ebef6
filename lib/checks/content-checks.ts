import { registersOf } from "../packet/registers.ts";
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
} from "./check.ts";

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

/** Every required register has an active row; every active row has its required columns. */
export function registersComplete(input: CheckInput): CheckResult {
  const reasons = registersOf(input.kind).flatMap((register) => {
    const rows = input.candidate.registers.find((found) => found.key === register.key)?.rows ?? [];
    const active = rows.filter((row) => row.state === "active");
    const target = `registers/${register.key}`;
    if (register.required && active.length === 0) return [reason(`“${register.title}” has no row.`, target)];
    return active.flatMap((row) =>
      register.columns
        .filter((column) => column.required && !filled(row.columns[column.key]))
        .map((column) => reason(`Row ${row.key} of “${register.title}” lacks “${column.title}”.`, target)),
    );
  });
  return holdUnlessEmpty(reasons, lookedInto(input, "registers"));
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

/** Every required evidence slot holds a source version that could be read. */
export function evidencePresent(input: CheckInput): CheckResult {
  const body = input.scopes.filter((scope) => scope.annex === null).flatMap((scope) => scope.sources);
  const required = input.kind.sources.filter((slot) => slot.required);
  if (required.length === 0) return notApplicable("This kind requires no evidence slot.");
  const reasons = required.flatMap((slot) => {
    const found = body.filter((source) => source.slot === slot.key && source.hasVersion);
    if (found.length === 0) return [reason(`“${slot.label}” is missing.`, `sources#slot-${slot.key}`)];
    return found.some((source) => source.readable)
      ? []
      : [reason(`“${slot.label}” is there but could not be read.`, `sources#S${found[0]?.number}`)];
  });
  return holdUnlessEmpty(reasons, partsOf(input, "evidence"));
}

/** Every source with a freshness rule that a claim or a required slot leans on is inside it. */
export function evidenceFresh(input: CheckInput): CheckResult {
  const required = new Set(input.kind.sources.filter((slot) => slot.required).map((slot) => slot.key));
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

/** No two sources of the body share a rank. */
export function precedenceStated(input: CheckInput): CheckResult {
  const reasons = input.scopes.flatMap((scope) => {
    const seen = new Map<number, number>();
    return scope.sources.flatMap((source) => {
      const other = seen.get(source.rank);
      seen.set(source.rank, source.number);
      return other === undefined
        ? []
        : [
            inScope(
              scope,
              `S${other} and S${source.number} have the same rank.`,
              `sources#S${source.number}`,
            ),
          ];
    });
  });
  return holdUnlessEmpty(reasons, lookedInto(input, "evidence"));
}

/** All evidence speaks of one candidate: each named fact has one value. */
export function singleCandidate(input: CheckInput, params: CheckParams): CheckResult {
  const keys = Array.isArray(params.facts) ? (params.facts as readonly string[]) : [];
  if (keys.length === 0) return notApplicable("The kind names no fact that must be one.");
  const reasons = input.scopes.flatMap((scope) =>
    keys.flatMap((key) => {
      const values = new Set(scope.facts.filter((fact) => fact.key === key).map((fact) => fact.value));
      return values.size > 1
        ? [inScope(scope, `Sources name ${values.size} values of ${key}.`, "sources")]
        : [];
    }),
  );
  return holdUnlessEmpty(reasons, lookedInto(input, "evidence"));
}
