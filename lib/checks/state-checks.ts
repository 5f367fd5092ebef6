import {
  type CheckInput,
  type CheckResult,
  filled,
  holdUnlessEmpty,
  inScope,
  lookedInto,
  notApplicable,
  partsOf,
  reason,
} from "./check.ts";
import { faultOf } from "./read-record.ts";

/** Every prerequisite is confirmed, by named sources where evidence is asked, or surfaced as a blocker where the kind allows. */
export function prerequisitesConfirmed(input: CheckInput): CheckResult {
  if (input.kind.prerequisites.length === 0) return notApplicable("This kind has no prerequisites.");
  const rows = input.candidate.registers.find((register) => register.key === "prerequisites")?.rows ?? [];
  const reasons = input.kind.prerequisites.flatMap((prerequisite) => {
    const row = rows.find((found) => found.key === prerequisite.key && found.state === "active");
    const state = row?.columns.state;
    if (state === "surfaced-as-blocker" && prerequisite.exemptIf === "surfaced-as-blocker") return [];
    if (state !== "confirmed")
      return [reason(`Not confirmed: ${prerequisite.statement}`, "registers/prerequisites")];
    if (!prerequisite.evidenceRequired) return [];
    const fault = evidenceFault(input, row?.columns.evidence);
    return fault === null ? [] : [reason(`${fault}: ${prerequisite.statement}`, "registers/prerequisites")];
  });
  return holdUnlessEmpty(reasons, partsOf(input, "registers", "evidence"));
}

/**
 * Why what a row names as its evidence is none: it must name sources of the body (*S2*, *S1 and S3*), and each of them
 * must be there, readable and current. What nobody can look at confirms nothing.
 */
function evidenceFault(input: CheckInput, value: unknown): string | null {
  const numbers =
    typeof value === "string" ? [...value.matchAll(/\bS(\d{1,6})\b/g)].map((one) => Number(one[1])) : [];
  if (numbers.length === 0) return "Confirmed without naming a source (S1, S2 …)";
  const sources = input.scopes.find((scope) => scope.annex === null)?.sources ?? [];
  for (const number of numbers) {
    const source = sources.find((one) => one.number === number && one.hasVersion);
    if (!source) return `Confirmed by S${number}, which is no source in use`;
    const fault = faultOf(source);
    if (fault !== null) return `Confirmed by ${fault}`;
  }
  return null;
}

/** Every fixed requirement is mapped; a non-waivable one is not waived. */
export function requirementsMapped(input: CheckInput): CheckResult {
  if (input.kind.requirements.length === 0) return notApplicable("This kind fixes no requirements.");
  const rows = input.candidate.registers.find((register) => register.key === "requirements")?.rows ?? [];
  const reasons = input.kind.requirements.flatMap((requirement) => {
    const row = rows.find((found) => found.key === requirement.key && found.state === "active");
    if (!row || !filled(row.columns.disposition))
      return [reason(`Not mapped: ${requirement.text}`, "registers/requirements")];
    return requirement.nonWaivable && row.columns.disposition === "waived"
      ? [reason(`May not be waived: ${requirement.text}`, "registers/requirements")]
      : [];
  });
  return holdUnlessEmpty(reasons, partsOf(input, "registers"));
}

/** No person's hold is open; a carry-forward or a value hold travels. */
export function holdsClosed(input: CheckInput): CheckResult {
  const reasons = input.scopes.flatMap((scope) =>
    scope.holds
      .filter((hold) => hold.sort === "terminal" || hold.sort === "re-entry")
      .map((hold) => inScope(scope, `Hold H${hold.number} is open.`, `holds#H${hold.number}`)),
  );
  return holdUnlessEmpty(reasons, lookedInto(input, "holds"));
}

/** No suggestion is undecided. */
export function suggestionsDecided(input: CheckInput): CheckResult {
  const reasons = input.scopes.flatMap((scope) =>
    scope.openSuggestions > 0
      ? [inScope(scope, `${scope.openSuggestions} suggestions are undecided.`, "suggestions")]
      : [],
  );
  return holdUnlessEmpty(reasons);
}
