// A record that lacks nothing, and rows and sources put into it: what checks of records, facts and persons look at.

import { readFileSync } from "node:fs";
import fc from "fast-check";
import type {
  CheckInput,
  CheckOutcome,
  CheckParams,
  CheckResult,
  JudgedSource,
} from "../lib/checks/check.ts";
import type { CheckName } from "../lib/checks/names.ts";
import { runCheck } from "../lib/checks/registry.ts";
import type { FactValue } from "../lib/evidence/fact.ts";
import { digestOfText } from "../lib/kernel/digest.ts";
import { type Kind, STANDARD_REGISTERS } from "../lib/kinds/kind.schema.ts";
import { parseKind } from "../lib/kinds/parse-kind.ts";
import { buildRevision, digestOfJson, type RowBody, revisionDigest } from "../lib/revision/revision.ts";
import { sampleRegister, sampleRevisionInput } from "../lib/revision/sample.ts";

const FILE = "kinds/execution-runbook/namespace-pod-security-label-restoration.yaml";

function baseKind(): Kind {
  const parsed = parseKind(readFileSync(FILE, "utf8"), FILE);
  if (!parsed.ok) throw new Error("the kind does not parse");
  const [slot] = parsed.value.sources;
  if (!slot) throw new Error("the kind has no slot");
  const named = (key: string, change: Partial<Kind["sources"][number]>) => ({
    ...slot,
    key,
    label: `The ${key}`,
    required: false,
    freshness: null,
    tier: null,
    ...change,
  });
  return {
    ...parsed.value,
    keeps: [...STANDARD_REGISTERS],
    sources: [
      named("baseline", { tier: 1, class: "authoritative" }),
      named("inventory", { tier: 2, class: "authoritative" }),
      named("surface", { tier: 3, class: "supporting" }),
      named("commentary", { tier: 4, class: "commentary", conditional: "only-when-higher-disagree" }),
    ],
  };
}

/** A record kind that keeps every register of the workspace's own shape. */
export const RECORD_KIND: Kind = baseKind();
export const NOW = new Date("2026-03-23T09:00:00.000Z");

/** A source of the body: what it states, and what differs from one that is read, without an age and in no slot. */
export interface SampleSource extends Partial<JudgedSource> {
  readonly states?: Readonly<Record<string, FactValue>>;
}

/** A row: its columns, with `id` for its key and `retired` for one that was taken out. */
export interface SampleRow {
  readonly id?: string;
  readonly retired?: boolean;
  readonly [column: string]: string | number | boolean | null | undefined;
}

export interface SampleRecord extends Partial<Omit<CheckInput, "kind" | "candidate" | "scopes">> {
  readonly kind?: Partial<Kind>;
  readonly rows?: Readonly<Record<string, readonly SampleRow[]>>;
  readonly sources?: readonly SampleSource[];
  readonly trace?: readonly { readonly claim: number; readonly source: number; readonly pointer: string }[];
}

function rowBody(register: string, { id, retired, ...columns }: SampleRow, i: number): RowBody {
  const filled = Object.entries(columns).filter(([, value]) => value !== undefined);
  return {
    key: id ?? `${register}-${i + 1}`,
    ordinal: i + 1,
    state: retired ? "retired" : "active",
    ownerId: null,
    columns: Object.fromEntries(filled) as RowBody["columns"],
  };
}

function judged({ states, ...change }: SampleSource, i: number): JudgedSource {
  return {
    id: `source-${i + 1}`,
    number: i + 1,
    versionId: `version-${i + 1}`,
    digest: digestOfText(`file ${i + 1} ${JSON.stringify(states ?? {})}`),
    effectiveAt: "2026-03-23T08:30:00.000Z",
    name: `Source ${i + 1}`,
    slot: null,
    rank: i + 1,
    hasVersion: true,
    readable: true,
    freshness: "no-rule",
    freshUntil: null,
    leanedOn: false,
    ...change,
  };
}

/** The pointer that a sample fact stands at. */
export function pointerTo(key: string): string {
  return `/${key}`;
}

/** A check's input over a record with these rows and sources. */
export function recordInput(record: SampleRecord = {}): CheckInput {
  const { kind, rows = {}, sources = [], trace = [], ...rest } = record;
  const all = sources.map(judged);
  const candidate = buildRevision({
    ...sampleRevisionInput(),
    registers: Object.entries(rows).map(([key, list]) =>
      sampleRegister(
        key,
        list.map((row, i) => rowBody(key, row, i)),
      ),
    ),
    claims: [],
    trace: trace.map(({ claim, source, pointer }, i) => ({
      id: `link-${i}`,
      claimId: `claim-${claim}`,
      sourceNumber: source,
      version: 1,
      digest: all[source - 1]?.digest ?? "",
      locator: { kind: "json-pointer", pointer },
      excerpt: "",
    })),
    sources: all.map(bodyOfSource),
    stopBoundary: RECORD_KIND.stopBoundary,
  });
  return {
    now: NOW,
    packet: { windowHours: 72, artifactOwnerId: "ao", releaseOwnerId: null },
    head: null,
    candidate,
    candidateDigest: revisionDigest(candidate),
    run: null,
    decision: null,
    lane: null,
    seats: [],
    contributorIds: [],
    approverIds: [],
    manifest: null,
    ...rest,
    kind: { ...RECORD_KIND, ...kind },
    scopes: [
      {
        annex: null,
        commitment: null,
        sections: [],
        claims: [1, 2, 3].map((number) => ({
          id: `claim-${number}`,
          number,
          quote: "a claim",
          sectionKey: null,
          state: "supported" as const,
        })),
        sources: all,
        objections: [],
        holds: [],
        contradictions: [],
        facts: sources.flatMap(({ states = {} }, i) =>
          Object.entries(states).map(([key, value]) => ({
            key,
            value,
            source: all[i]?.number ?? 0,
            locator: { kind: "json-pointer" as const, pointer: pointerTo(key) },
          })),
        ),
        openSuggestions: 0,
      },
    ],
  };
}

function bodyOfSource(source: JudgedSource) {
  return {
    id: source.id,
    number: source.number,
    slot: source.slot,
    name: source.name,
    authority: "somebody",
    rank: source.rank,
    retired: !source.hasVersion,
    freshness: null,
    version: {
      number: 1,
      digest: source.digest ?? "",
      size: 10,
      format: "json",
      formatVersion: null,
      status: "extracted",
      effectiveAt: source.effectiveAt,
      receivedAt: "2026-03-23T08:30:00.000Z",
      facts: digestOfJson([]),
    },
  };
}

/** What a check says of a record. */
export function checked(name: CheckName, record: SampleRecord, params: CheckParams = {}): CheckResult {
  return runCheck(name, recordInput(record), params);
}

/** The outcome of a check over a record. */
export function outcomeOf(name: CheckName, record: SampleRecord, params: CheckParams = {}): CheckOutcome {
  return checked(name, record, params).outcome;
}

/** True five times of six, so that what needs many things at once is met as well as missed. */
export const MOSTLY: fc.Arbitrary<boolean> = fc.integer({ min: 0, max: 5 }).map((n) => n > 0);

export const FRESHNESS: fc.Arbitrary<JudgedSource["freshness"]> = fc.constantFrom(
  "fresh" as const,
  "fresh" as const,
  "no-rule" as const,
  "no-rule" as const,
  "stale" as const,
  "unknown" as const,
);

/** A source of the body as it may stand: out of use, unreadable or old now and then. */
export const SOURCE: fc.Arbitrary<Pick<JudgedSource, "hasVersion" | "readable" | "freshness">> = fc.record({
  hasVersion: MOSTLY,
  readable: MOSTLY,
  freshness: FRESHNESS,
});

/** True where a source can be leaned on, as docs/spec/checks.md says it. */
export function leans(
  source: Pick<JudgedSource, "hasVersion" | "readable" | "freshness"> | undefined,
): boolean {
  if (!source?.hasVersion || !source.readable) return false;
  return source.freshness === "fresh" || source.freshness === "no-rule";
}
