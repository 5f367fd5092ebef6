// What checks look at in one scope: claims, sources and contradictions judged by the clock of the database.

import type { JudgedClaim, JudgedSource, ScopeFacts } from "../checks/check.ts";
import type { Assertion } from "../claims/assertion.schema.ts";
import { judgeClaim, type TracedLink } from "../claims/claim-state.ts";
import { type Contradiction, type FactSource, findContradictions } from "../evidence/contradictions.ts";
import type { Fact } from "../evidence/fact.ts";
import { isEvidenceFormat } from "../evidence/format.ts";
import { type Freshness, type FreshnessRule, freshnessOf } from "../evidence/freshness.ts";
import { type Locator, locatorSchema } from "../evidence/locator.schema.ts";
import { type Moments, momentsFor, momentsOf } from "../evidence/moments.ts";
import { resolveLocator } from "../evidence/resolve.ts";
import { groupBy } from "../kernel/group-by.ts";
import { fieldOf, textOrNull } from "../kernel/json-field.ts";
import type { Kind } from "../kinds/kind.schema.ts";
import { seatRoleOf } from "../packet/seats.ts";
import type { SectionBody } from "../revision/revision.ts";
import { sectionText } from "../revision/section-text.ts";
import type { Tx } from "./client.ts";
import { contentReader } from "./content.ts";
import type { SourceRow } from "./packet-rows.ts";
import type { ScopeState } from "./packet-state.ts";
import { readBytes } from "./source-store.ts";

/** Judges a scope by its kind. `body` is the packet's body, whose evidence an annex may lean on. */
export async function scopeFacts(
  tx: Tx,
  kind: Kind,
  scope: ScopeState,
  body: ScopeState,
  now: Date,
): Promise<ScopeFacts> {
  const within = scope.annex === null ? scope.sources : [...scope.sources, ...body.sources];
  const contradictions = findContradictions(within.filter((source) => !source.retired).map(factSource));
  const moments = bodyMoments(body);
  const claims = await judgeClaims(tx, scope, within, contradictions, { now, moments });
  const leanedOn = new Set(scope.trace.map((link) => link.sourceVersionId));
  return {
    annex: scope.annex?.number ?? null,
    commitment: scope.commitment,
    sections: scope.sections.map((section) => ({
      key: section.key,
      characters: sectionText(section as unknown as SectionBody).trim().length,
    })),
    claims,
    sources: scope.sources.map((source) => judgeSource(source, leanedOn, now, moments)),
    objections: scope.objections.map((objection) => {
      const last = objection.events.at(-1);
      return {
        number: objection.number,
        state: objection.state,
        expiresOn: textOrNull(fieldOf(last?.content ?? null, "expiresOn")),
        acceptedByRightRole: objection.state !== "accepted-as-residual" || acceptedRightly(kind, last),
      };
    }),
    holds: scope.holds.map(({ number, sort }) => ({ number, sort })),
    contradictions: contradictions
      .filter((found) => scope.annex === null || found.values.some((value) => isOwn(scope, value.sourceId)))
      .map((found) => ({
        key: found.key,
        onClaim:
          claims.find((claim) => claim.state === "contradicted" && claim.about.includes(found.key))?.number ??
          null,
        ranked: found.authoritativeSourceId !== null,
      })),
    facts: scope.sources.flatMap((source) =>
      ((source.versions.at(-1)?.facts ?? []) as unknown as readonly Fact[]).map((fact) => ({
        key: fact.key,
        value: fact.value,
        source: source.body.number,
        locator: fact.locator,
      })),
    ),
    openSuggestions: scope.openSuggestions,
  };
}

/** By what the event keeps of who accepted it: roles change hands, and a membership that is given again says nothing of before. */
function acceptedRightly(kind: Kind, event: ScopeState["objections"][number]["events"][number] | undefined) {
  const held = fieldOf(event?.content ?? null, "acceptedAs");
  const roles = new Set(Array.isArray(held) ? held.flatMap((role) => textOrNull(role) ?? []) : []);
  return roles.has(seatRoleOf(kind, kind.objections.residualAcceptedBy));
}

function isOwn(scope: ScopeState, sourceId: string): boolean {
  return scope.sources.some((source) => source.id === sourceId);
}

function factSource(source: SourceRow): FactSource {
  const newest = source.versions.at(-1);
  return {
    sourceId: source.id,
    sourceVersionId: newest?.id ?? "",
    rank: source.body.rank,
    facts: (newest?.facts ?? []) as unknown as readonly Fact[],
  };
}

/** What time is judged by: the database's clock, and times that the packet itself states. */
interface Clock {
  readonly now: Date;
  readonly moments: Moments;
}

function bodyMoments(body: ScopeState): Moments {
  const facts = body.sources
    .filter((source) => !source.retired)
    .flatMap((source) => (source.versions.at(-1)?.facts ?? []) as unknown as readonly Fact[]);
  const rows = body.registers.find((register) => register.key === "fields")?.rows ?? [];
  const fields = rows.flatMap((row) =>
    row.state === "active" && typeof row.columns.value === "string"
      ? [[row.key, row.columns.value] as const]
      : [],
  );
  return momentsOf(facts, new Map(fields));
}

/** Freshness of a source's newest version by the rule of its slot. */
export function sourceFreshness(source: SourceRow, now: Date, moments: Moments): Freshness {
  const newest = source.versions.at(-1);
  if (!newest) return { state: "unknown", dueAt: null };
  const rule = source.body.freshness as unknown as FreshnessRule | null;
  return freshnessOf({
    ...momentsFor(rule, newest.facts as unknown as readonly Fact[], moments),
    rule,
    effectiveAt: newest.effectiveAt === null ? null : new Date(newest.effectiveAt),
    receivedAt: new Date(newest.receivedAt),
    now,
  });
}

const UNREADABLE = new Set(["unsupported-version", "malformed"]);

function judgeSource(
  source: SourceRow,
  leanedOn: ReadonlySet<string>,
  now: Date,
  moments: Moments,
): JudgedSource {
  const { state, dueAt } = sourceFreshness(source, now, moments);
  const newest = source.versions.at(-1);
  return {
    id: source.id,
    number: source.body.number,
    versionId: newest?.id ?? null,
    digest: newest?.digest ?? null,
    effectiveAt: newest?.effectiveAt ?? newest?.receivedAt ?? null,
    name: source.body.name,
    slot: source.retired ? null : source.body.slot,
    rank: source.body.rank,
    hasVersion: newest !== undefined && !source.retired,
    readable: newest !== undefined && !UNREADABLE.has(newest.status),
    freshness: source.body.freshness === null ? "no-rule" : state === "due" ? "stale" : state,
    freshUntil: dueAt?.toISOString() ?? null,
    leanedOn: source.versions.some((version) => leanedOn.has(version.id)),
  };
}

type Judged = JudgedClaim & { readonly about: readonly string[] };

async function judgeClaims(
  tx: Tx,
  scope: ScopeState,
  sources: readonly SourceRow[],
  contradictions: readonly Contradiction[],
  clock: Clock,
): Promise<readonly Judged[]> {
  const links = groupBy(scope.trace, (link) => link.claimId);
  const sectionOf = new Map(
    scope.sections.flatMap((section) => section.claims.map((claim) => [claim.claimId, section.key] as const)),
  );
  const read = placeReader(tx, scope);
  const out: Judged[] = [];
  for (const claim of scope.claims) {
    const traced: TracedLink[] = [];
    for (const link of links.get(claim.id) ?? []) traced.push(await tracedLink(link, sources, read, clock));
    const { state, reasons } = judgeClaim({
      assertion: claim.assertion as unknown as Assertion | null,
      links: traced,
      contradictions,
    });
    out.push({
      id: claim.id,
      number: claim.number,
      quote: claim.quote,
      sectionKey: sectionOf.get(claim.id) ?? null,
      state,
      about: reasons.flatMap((reason) => reason.key ?? []),
    });
  }
  return out;
}

type PlaceReader = (source: SourceRow, versionId: string, locator: Locator) => Promise<TracedLink["current"]>;

async function tracedLink(
  link: ScopeState["trace"][number],
  sources: readonly SourceRow[],
  read: PlaceReader,
  { now, moments }: Clock,
): Promise<TracedLink> {
  const source = sources.find((found) =>
    found.versions.some((version) => version.id === link.sourceVersionId),
  );
  const newest = source?.versions.at(-1);
  const locator = locatorSchema.safeParse(link.locator);
  const base = {
    linkId: link.id,
    sourceId: source?.id ?? "",
    locator: link.locator as unknown as Locator,
    tracedVersionId: link.sourceVersionId,
    currentVersionId: newest?.id ?? "",
    facts: (newest?.facts ?? []) as unknown as readonly Fact[],
  };
  if (!source || !newest || source.retired || !locator.success) {
    return { ...base, reachable: false, traced: null, current: null, freshness: "unknown" };
  }
  const freshness = sourceFreshness(source, now, moments).state;
  // The place was resolved when it was traced and the bytes cannot change, so the same version needs no reading.
  if (newest.id === link.sourceVersionId) {
    const place = { digest: newest.digest } as NonNullable<TracedLink["current"]>;
    return { ...base, reachable: true, traced: place, current: place, freshness };
  }
  // Places in newer bytes were resolved when those came in; bytes are read again only where none was kept.
  const kept = Object.hasOwn(newest.places, link.id) ? newest.places[link.id] : undefined;
  return {
    ...base,
    reachable: true,
    traced: asPlace(link.place) ?? (await read(source, link.sourceVersionId, locator.data)),
    current: kept === undefined ? await read(source, newest.id, locator.data) : asPlace(kept),
    freshness,
  };
}

function asPlace(digest: string | null): TracedLink["current"] {
  return digest === null ? null : ({ digest } as NonNullable<TracedLink["current"]>);
}

/** Reads places in versions of sources, each version's bytes once. */
function placeReader(tx: Tx, scope: ScopeState): PlaceReader {
  const kept = new Map<string, Uint8Array>();
  return async (source, versionId, locator) => {
    const version = source.versions.find((found) => found.id === versionId);
    if (!version || !isEvidenceFormat(version.format)) return null;
    let bytes = kept.get(versionId);
    if (!bytes) {
      const annexId = isOwn(scope, source.id) ? (scope.annex?.id ?? null) : null;
      const row = await tx.sourceVersion.findUniqueOrThrow({
        where: { id: versionId },
        select: { blobId: true },
      });
      const reader = await contentReader(tx, annexId === null ? [] : [annexId]);
      bytes = await readBytes(tx, row.blobId, version.digest, reader);
      kept.set(versionId, bytes);
    }
    const located = resolveLocator(bytes, version.format, locator);
    return located.ok ? { digest: located.value.digest } : null;
  };
}
