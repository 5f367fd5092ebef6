import type { Digest } from "../kernel/brand.ts";
import { canonicalBytes, type Json } from "../kernel/canonical.ts";
import { digestOf } from "../kernel/digest.ts";

/** The schema name that every packet revision carries. */
export const REVISION_SCHEMA = "countersign.dev/packet-revision/v1";

/** A section as the document projection gives it: its key, and whatever its blocks are. */
export type SectionBody = { readonly key: string; readonly [member: string]: Json };

/** A register row as it stands: `columns` are the typed values; a retired row stays, and says so. */
export interface RowBody {
  readonly key: string;
  readonly ordinal: number;
  readonly state: "active" | "retired";
  readonly ownerId: string | null;
  readonly columns: { readonly [column: string]: Json };
}

/** A register with its rows; `title` and `columns` in the kind's words and order, so that the bytes read alone. */
export interface RegisterBody {
  readonly key: string;
  readonly title: string;
  readonly columns: readonly RegisterColumnBody[];
  readonly rows: readonly RowBody[];
}

export interface RegisterColumnBody {
  readonly key: string;
  readonly title: string;
  readonly type: string;
}

export interface ClaimBody {
  readonly id: string;
  readonly number: number;
  readonly quote: string;
  readonly blockId: string | null;
  readonly assertion: Json;
}

/** A trace link names its source version by digest, so that another version is another link. */
export interface TraceBody {
  readonly id: string;
  readonly claimId: string;
  readonly sourceNumber: number;
  readonly version: number;
  readonly digest: string;
  readonly locator: Json;
  readonly excerpt: Json;
}

/** One source with its newest version, and the rule it is judged fresh by; never whether it is fresh today. */
export interface SourceBody {
  readonly id: string;
  readonly number: number;
  readonly slot: string | null;
  readonly name: string;
  readonly authority: Json;
  readonly rank: number;
  /** True where it was taken out of use while a claim still leans on it. */
  readonly retired: boolean;
  readonly freshness: Json;
  readonly version: {
    readonly number: number;
    readonly digest: string;
    readonly size: number;
    readonly format: string;
    readonly formatVersion: string | null;
    readonly status: string;
    readonly effectiveAt: string | null;
    readonly receivedAt: string;
    readonly facts: Digest;
  } | null;
}

export interface ObjectionBody {
  readonly id: string;
  readonly number: number;
  readonly class: string;
  readonly anchor: Json;
  readonly raisedById: string;
  readonly raisedAt: string;
  readonly state: string;
  readonly events: readonly {
    readonly type: string;
    readonly actorId: string;
    readonly at: string;
    readonly content: Json;
  }[];
}

/** A hold that a person raised and nobody has closed. */
export interface HoldBody {
  readonly number: number;
  readonly sort: string;
  readonly raisedById: string;
  readonly openedAt: string;
  readonly content: Json;
}

/** What the body shows of an annex: the held-detail placeholder and the commitment to its bytes. */
export interface AnnexBody {
  readonly number: number;
  readonly slot: string;
  readonly holds: string;
  readonly because: string;
  readonly liftedBy: string;
  readonly commitment: Digest;
}

/** Somebody who has a hand in the text or in what it rests on. `edits` counts accepted updates of the body. */
export interface ContributorBody {
  readonly actorId: string;
  readonly edits: number;
  readonly rows: number;
  readonly links: number;
  readonly suggestions: number;
}

export interface StopBoundaryBody {
  readonly statement: string;
  readonly deniedActions: readonly { readonly key: string; readonly text: string }[];
}

/** Everything a revision is a function of. Order does not matter; `buildRevision` gives each list its own. */
export interface RevisionInput {
  readonly kind: { readonly key: string; readonly version: number; readonly digest: Digest };
  readonly packet: { readonly id: string; readonly title: string };
  readonly parent: Digest | null;
  readonly sections: readonly SectionBody[];
  readonly registers: readonly RegisterBody[];
  readonly claims: readonly ClaimBody[];
  readonly trace: readonly TraceBody[];
  readonly sources: readonly SourceBody[];
  readonly objections: readonly ObjectionBody[];
  readonly holds: readonly HoldBody[];
  readonly annexes: readonly AnnexBody[];
  readonly contributors: readonly ContributorBody[];
  /** Actor id → name as at the first cut that names them. */
  readonly people: Readonly<Record<string, string>>;
  readonly stopBoundary: StopBoundaryBody;
}

/** The canonical revision: the input in its one order, and the digest of each part. */
export interface RevisionBody extends Omit<RevisionInput, "registers"> {
  readonly schema: typeof REVISION_SCHEMA;
  readonly options: readonly RowBody[];
  readonly blockedPaths: readonly RowBody[];
  readonly registers: readonly RegisterBody[];
  readonly parts: Readonly<Record<string, Digest>>;
}

/** The registers that stand under names of their own in a revision. */
export const OPTIONS_REGISTER = "options";
export const BLOCKED_PATHS_REGISTER = "blocked-paths";

function by<T>(key: (item: T) => string | number): (a: T, b: T) => number {
  return (a, b) => {
    const left = key(a);
    const right = key(b);
    return left < right ? -1 : left > right ? 1 : 0;
  };
}

function inOrder(rows: readonly RowBody[]): readonly RowBody[] {
  return [...rows].sort(by((row) => row.key)).sort((a, b) => a.ordinal - b.ordinal);
}

function rowsOf(registers: readonly RegisterBody[], key: string): readonly RowBody[] {
  return inOrder(registers.find((register) => register.key === key)?.rows ?? []);
}

/**
 * Builds the canonical revision body from committed packet state and the parent's digest alone.
 * Sections keep their order (the kind's); every other list is sorted by its number, ordinal or id, and `people`
 * holds exactly those whom the body names, so that the same state always gives the same bytes.
 */
export function buildRevision(input: RevisionInput): RevisionBody {
  const body: Omit<RevisionBody, "parts" | "people"> = {
    schema: REVISION_SCHEMA,
    kind: input.kind,
    packet: input.packet,
    parent: input.parent,
    sections: input.sections,
    options: rowsOf(input.registers, OPTIONS_REGISTER),
    blockedPaths: rowsOf(input.registers, BLOCKED_PATHS_REGISTER),
    registers: input.registers
      .filter((register) => register.key !== OPTIONS_REGISTER && register.key !== BLOCKED_PATHS_REGISTER)
      .map((register) => ({ ...register, rows: inOrder(register.rows) }))
      .sort(by((register) => register.key)),
    claims: [...input.claims].sort(by((claim) => claim.number)),
    trace: [...input.trace].sort(by((link) => link.id)),
    sources: [...input.sources].sort(by((source) => source.number)),
    objections: [...input.objections].sort(by((objection) => objection.number)),
    holds: [...input.holds].sort(by((hold) => hold.number)),
    annexes: [...input.annexes].sort(by((annex) => annex.number)),
    contributors: [...input.contributors].sort(by((contributor) => contributor.actorId)),
    stopBoundary: input.stopBoundary,
  };
  const people = namesOf(body, input.people);
  return { ...body, people, parts: partDigests({ ...body, people }) };
}

/** The names of everybody whom the body points at by id, and of nobody else. */
function namesOf(
  body: Omit<RevisionBody, "parts" | "people">,
  known: Readonly<Record<string, string>>,
): Record<string, string> {
  const rows = [
    ...body.options,
    ...body.blockedPaths,
    ...body.registers.flatMap((register) => register.rows),
  ];
  const ids = new Set<string>([
    ...body.contributors.map((contributor) => contributor.actorId),
    ...body.objections.flatMap((objection) => [
      objection.raisedById,
      ...objection.events.map((event) => event.actorId),
    ]),
    ...body.holds.map((hold) => hold.raisedById),
    ...rows.flatMap((row) => (row.ownerId ? [row.ownerId] : [])),
  ]);
  return Object.fromEntries([...ids].sort().map((id) => [id, known[id] ?? "unknown"]));
}

/** A revision body without its own part digests. */
export type Unparted = Omit<RevisionBody, "parts">;

/**
 * SHA-256 over the canonical bytes of each part, by name: one a section (`section:<key>`), and the parts that a
 * manifest binds by name. A verifier recomputes these and compares them with `parts`.
 */
export function partDigests(body: Unparted): Record<string, Digest> {
  const parts: Record<string, Digest> = {};
  for (const section of body.sections) parts[`section:${section.key}`] = digestOfJson(section);
  parts["option-set"] = digestOfJson(body.options);
  parts["blocked-paths"] = digestOfJson(body.blockedPaths);
  parts.registers = digestOfJson(body.registers);
  parts["claim-trace"] = digestOfJson({ claims: body.claims, trace: body.trace });
  parts.evidence = digestOfJson(body.sources);
  parts["objection-ledger"] = digestOfJson(body.objections);
  parts.holds = digestOfJson(body.holds);
  parts["annex-boundary"] = digestOfJson(body.annexes);
  parts.contributors = digestOfJson({ contributors: body.contributors, people: body.people });
  parts["stop-boundary"] = digestOfJson(body.stopBoundary);
  return parts;
}

/** SHA-256 of the canonical bytes of plain data. */
export function digestOfJson(value: unknown): Digest {
  return digestOf(canonicalBytes(value));
}

/** The exact bytes that are stored, served and signed: RFC 8785 over UTF-8. */
export function revisionBytes(body: RevisionBody): Uint8Array {
  return canonicalBytes(body);
}

/** SHA-256 of `revisionBytes`. */
export function revisionDigest(body: RevisionBody): Digest {
  return digestOf(revisionBytes(body));
}
