import {
  type Fact,
  type FactValue,
  isFactKey,
  type Problem,
  type ProblemCode,
  type StatedTime,
} from "./fact.ts";
import { clip, MAX_FACTS, MAX_PROBLEMS } from "./limits.ts";
import type { Locator } from "./locator.schema.ts";
import type { EvidenceView } from "./view.ts";

/** What an extractor reads out of one file. */
export interface Extraction {
  readonly formatVersion: string | null;
  readonly status: "extracted" | "unsupported-version" | "malformed";
  readonly facts: readonly Fact[];
  readonly problems: readonly Problem[];
  readonly statedTimes: readonly StatedTime[];
  readonly view: EvidenceView;
}

/** Collects facts, problems and times of one file within their bounds. */
export class Findings {
  readonly facts: Fact[] = [];
  readonly statedTimes: StatedTime[] = [];
  private readonly kept: Problem[] = [];
  private unsaid = 0;
  private full = false;
  private readonly keys = new Set<string>();

  /** Notes a fact. A missing value, a key that is not well formed and anything beyond the bound are left out. */
  fact(
    key: string,
    value: FactValue | null | undefined,
    locator: Locator,
    about: readonly string[] = [],
  ): void {
    if (value === null || value === undefined || (typeof value === "number" && !Number.isFinite(value)))
      return;
    if (!isFactKey(key) || this.keys.has(key)) return;
    if (this.facts.length >= MAX_FACTS) {
      this.full = true;
      return;
    }
    this.keys.add(key);
    this.facts.push({ key, value: typeof value === "string" ? clip(value) : value, locator, about });
  }

  /** Notes a problem; after the bound they are only counted. */
  problem(code: ProblemCode, detail: string, locator: Locator | null = null): void {
    if (this.kept.length >= MAX_PROBLEMS - 1) this.unsaid++;
    else this.kept.push({ code, detail: clip(detail, 400), locator });
  }

  /** Notes a time that the file states; one that is no ISO 8601 date and time becomes a problem. */
  time(key: string, text: string | null, locator: Locator): void {
    if (text === null) return;
    const at = isoTime(text);
    if (at) this.statedTimes.push({ key, at, locator });
    else
      this.problem(
        "time-unreadable",
        `${key} is “${clip(text, 60)}”, which is not a date and time.`,
        locator,
      );
  }

  /** Every problem, and at the end how many more there were. */
  problems(): readonly Problem[] {
    const out = [...this.kept];
    const more = [
      this.unsaid > 0 ? `${this.unsaid} more problems are not listed.` : "",
      this.full ? `Only the first ${MAX_FACTS} facts are kept.` : "",
    ].filter(Boolean);
    if (more.length > 0) out.push({ code: "truncated", detail: more.join(" "), locator: null });
    return out;
  }
}

const ISO_TIME = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d{1,12})?([Zz]|[+-]\d{2}:?\d{2})?$/;

/** An ISO 8601 date and time as UTC with milliseconds, or null. One without a zone is taken as UTC. */
export function isoTime(text: string): string | null {
  if (!ISO_TIME.test(text)) return null;
  const zoned = /([Zz]|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`;
  const time = Date.parse(zoned.replace(" ", "T").replace(/\.(\d{3})\d+/, ".$1"));
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
