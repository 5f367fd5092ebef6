import type { Kind } from "@/lib/kinds/kind.schema";
import { answererOf, headingOf } from "../flow/flow-words";

/** What a packet of a kind is, by what fills it. */
export const FITS = {
  document: "Document",
  fields: "Fields",
  board: "Board",
  verdict: "Verdict",
  record: "Record only",
} as const;
export type Fit = keyof typeof FITS;

/** What the gallery and the form of a new packet show of a kind: enough to choose it, and no more. */
export interface KindSummary {
  readonly key: string;
  readonly title: string;
  readonly family: string;
  readonly domain: string;
  readonly summary: string;
  /** Number of the seed's instance that it was read from. */
  readonly seedNo: number | null;
  readonly fit: Fit;
  readonly gates: number;
  /** Who decides: roles of the human gates in words; empty where checks alone decide. */
  readonly deciders: readonly string[];
  readonly roles: readonly string[];
  readonly stopBoundary: string;
  readonly releases: boolean;
  readonly maxWindowHours: number | null;
}

/** Reduces a kind to what the gallery shows. */
export function summariseKind(kind: Kind): KindSummary {
  return {
    key: kind.key,
    title: kind.title,
    family: kind.family,
    domain: kind.domain,
    summary: kind.summary,
    seedNo: kind.seed?.no ?? null,
    fit: fitOf(kind),
    gates: kind.gates.length,
    deciders: decidersOf(kind),
    roles: kind.roles.map((role) => role.title),
    stopBoundary: kind.stopBoundary.statement,
    releases: kind.approval.releaseOwner,
    maxWindowHours: kind.lane?.maxWindowHours ?? null,
  };
}

/**
 * What fills a packet of this kind, from the kind's own shape: closed verdicts; rows of a board that is kept current;
 * the record of what is attempted or put in force elsewhere; more fields than sections; else text.
 */
export function fitOf(kind: Kind): Fit {
  const keeps = (...keys: Kind["keeps"]) => keys.some((key) => kind.keeps.includes(key));
  if (kind.verdicts !== null) return "verdict";
  if (keeps("notices", "updates")) return "board";
  if (keeps("cases") && kind.elsewhere === null) return "board";
  if (kind.elsewhere !== null && keeps("checkpoints", "cases", "signals", "in-force", "slots"))
    return "record";
  return kind.fields.length > kind.sections.length ? "fields" : "document";
}

function decidersOf(kind: Kind): readonly string[] {
  const people = kind.gates.map((gate) => answererOf(kind, gate)).filter((answer) => answer.by !== "checks");
  return [...new Set(people.map((answer) => answer.who))];
}

/** The deciders in a sentence's end: "the checks", "Release owner", "A and B". */
export function decidersWords(deciders: readonly string[]): string {
  if (deciders.length === 0) return "checks alone";
  const last = deciders.at(-1);
  return deciders.length === 1 ? `${last}` : `${deciders.slice(0, -1).join(", ")} and ${last}`;
}

/** Families whose key loses its sense when every hyphen becomes a space. */
const FAMILY_TITLES: Readonly<Record<string, string>> = {
  "approval-gated-briefing-circulation": "Approval-gated briefing circulation",
  "approval-gated-recommendation-release": "Approval-gated recommendation release",
  "co-production-approved-release": "Co-production and approved release",
  "critical-channel-safe-state-packaging": "Critical channel-safe state packaging",
};

/** A family's key as a heading. */
export function familyTitle(family: string): string {
  return FAMILY_TITLES[family] ?? headingOf(family);
}
