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

/** Every prerequisite is confirmed, with evidence where asked, or surfaced as a blocker where the kind allows. */
export function prerequisitesConfirmed(input: CheckInput): CheckResult {
  if (input.kind.prerequisites.length === 0) return notApplicable("This kind has no prerequisites.");
  const rows = input.candidate.registers.find((register) => register.key === "prerequisites")?.rows ?? [];
  const reasons = input.kind.prerequisites.flatMap((prerequisite) => {
    const row = rows.find((found) => found.key === prerequisite.key && found.state === "active");
    const state = row?.columns.state;
    if (state === "surfaced-as-blocker" && prerequisite.exemptIf === "surfaced-as-blocker") return [];
    if (state !== "confirmed")
      return [reason(`Not confirmed: ${prerequisite.statement}`, "registers/prerequisites")];
    return prerequisite.evidenceRequired && !filled(row?.columns.evidence)
      ? [reason(`Confirmed without evidence: ${prerequisite.statement}`, "registers/prerequisites")]
      : [];
  });
  return holdUnlessEmpty(reasons, partsOf(input, "registers"));
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
