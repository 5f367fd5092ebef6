import type { Json } from "../kernel/canonical.ts";
import { digestOfJson, type RowBody } from "../revision/revision.ts";
import { sectionText } from "../revision/section-text.ts";
import {
  type CheckInput,
  type CheckResult,
  holdUnlessEmpty,
  notApplicable,
  partsOf,
  type Reason,
  reason,
} from "./check.ts";

interface Pattern {
  readonly title: string;
  readonly expression: RegExp;
}

/** A text of the body with where it is mended. */
interface BodyText {
  readonly text: string;
  readonly where: string;
  readonly target: string;
}

/**
 * No text, row, field or trace excerpt of the body matches a pattern of the kind's redaction profile (seeds 002: no
 * secrets or customer data beyond the boundary; 004: no internal component names; 000/44: a partly redacted copy
 * counts as none). What matched is never repeated. A pattern that is no expression is an error, which holds.
 */
export function redactionApplied(input: CheckInput): CheckResult {
  const profile = input.kind.redaction;
  if (profile === null) return notApplicable("This kind has no redaction profile.");
  const name = `${profile.profile} v${profile.version}`;
  const looked = {
    ...partsOf(input, "registers", "option-set", "blocked-paths", "claim-trace", "evidence"),
    [`redaction:${name}`]: digestOfJson(profile),
    text: digestOfJson(input.candidate.sections),
  };
  const patterns: Pattern[] = [];
  for (const { key, title, pattern } of profile.patterns) {
    const expression = compiled(pattern);
    if (expression) patterns.push({ title, expression });
    else {
      const says = `The redaction profile ${name} cannot be applied: its pattern “${key}” is no expression.`;
      return { outcome: "error", reasons: [reason(says, "readiness")], looked, dueAt: null };
    }
  }
  const reasons = bodyTexts(input).flatMap((one) => matches(one, patterns, name));
  return holdUnlessEmpty(reasons, looked);
}

function compiled(pattern: string): RegExp | null {
  try {
    return new RegExp(pattern, "u");
  } catch {
    return null; // the caller says so; the pattern is the kind's
  }
}

function matches({ text, where, target }: BodyText, patterns: readonly Pattern[], name: string): Reason[] {
  return patterns
    .filter(({ expression }) => expression.test(text))
    .map(({ title }) => reason(`${where} holds what ${name} keeps out: ${title}. Take it out.`, target));
}

function bodyTexts(input: CheckInput): readonly BodyText[] {
  const { candidate, kind } = input;
  const titles = new Map(kind.sections.map((section) => [section.key, section.title]));
  const sections = candidate.sections.map((section) => ({
    text: sectionText(section),
    where: `The section “${titles.get(section.key) ?? section.key}”`,
    target: `#section-${section.key}`,
  }));
  const registers = [
    { key: "options", rows: candidate.options },
    { key: "blocked-paths", rows: candidate.blockedPaths },
    ...candidate.registers,
  ];
  const excerpts = candidate.trace.map((link) => ({
    text: texts(link.excerpt).join("\n"),
    where: `An excerpt of S${link.sourceNumber} that a claim leans on`,
    target: "claims",
  }));
  const names = candidate.sources.map((source) => ({
    text: source.name,
    where: `The name of S${source.number}`,
    target: `sources#S${source.number}`,
  }));
  return [
    ...sections,
    ...registers.flatMap(({ key, rows }) => rows.flatMap(rowTexts(key))),
    ...excerpts,
    ...names,
  ];
}

function rowTexts(register: string): (row: RowBody) => readonly BodyText[] {
  const of = (row: RowBody) =>
    register === "fields"
      ? { where: `The field “${row.key}”`, target: `fields#${row.key}` }
      : { where: `Row ${row.key} of ${register.replaceAll("-", " ")}`, target: `registers/${register}` };
  return (row) =>
    Object.values(row.columns)
      .flatMap(texts)
      .map((text) => ({ text, ...of(row) }));
}

/** Every text of a value, and numbers as they are written. */
function texts(value: Json): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [String(value)];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((inner: Json) => texts(inner));
}
