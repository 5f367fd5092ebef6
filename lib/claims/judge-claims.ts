import { type Contradiction, findContradictions } from "../evidence/contradictions.ts";
import { type Freshness, freshnessOf } from "../evidence/freshness.ts";
import { type Moments, momentsFor, momentsOf } from "../evidence/moments.ts";
import type { Kind } from "../kinds/kind.schema.ts";
import type { ClaimContent, SourceVersionContent, TraceContent } from "../packet/content.ts";
import { type ClaimJudgement, judgeClaim, type TracedLink } from "./claim-state.ts";

/** A source as the judgement needs it; `versions` newest first. `annexId` null is the body. */
export interface SourceToJudge {
  readonly id: string;
  readonly annexId: string | null;
  readonly slotKey: string | null;
  readonly rank: number;
  readonly retiredAt: Date | null;
  readonly versions: readonly {
    readonly id: string;
    readonly receivedAt: Date;
    readonly content: SourceVersionContent;
  }[];
}

/** A claim with its living links. */
export interface ClaimToJudge {
  readonly id: string;
  readonly annexId: string | null;
  readonly content: ClaimContent;
  readonly links: readonly {
    readonly id: string;
    readonly sourceVersionId: string;
    readonly content: TraceContent;
  }[];
}

/** What evidence says of a packet at a moment. */
export interface PacketJudgement {
  readonly claims: ReadonlyMap<string, ClaimJudgement>;
  /** By source id; a source without a version is unknown. */
  readonly freshness: ReadonlyMap<string, Freshness>;
  /** By scope: the body (null) among its own, an annex among its own and the body's. */
  readonly contradictions: ReadonlyMap<string | null, readonly Contradiction[]>;
}

/**
 * Judges every claim of the given scopes at `clock.now`; `fields` are the values that rules name as `@key`. A body claim is judged by the body's sources alone, so that its
 * state says nothing of an annex; an annex claim by its annex's and the body's. Pure, and the same for all who ask.
 */
export function judgeClaims(
  kind: Kind,
  sources: readonly SourceToJudge[],
  claims: readonly ClaimToJudge[],
  clock: { readonly now: Date; readonly fields: ReadonlyMap<string, string> },
): PacketJudgement {
  const stated = sources
    .filter((source) => source.annexId === null && source.retiredAt === null)
    .flatMap((source) => source.versions[0]?.content.facts ?? []);
  const moments = momentsOf(stated, clock.fields);
  const freshness = new Map(
    sources.map((source) => [source.id, sourceFreshness(kind, source, clock.now, moments)]),
  );
  const scopes = new Set<string | null>([null, ...[...sources, ...claims].map((item) => item.annexId)]);
  const contradictions = new Map(
    [...scopes].map((scope) => [
      scope,
      findContradictions(factSources(sources.filter((s) => s.annexId === null || s.annexId === scope))),
    ]),
  );
  const byVersion = new Map(
    sources.flatMap((source) => source.versions.map((version) => [version.id, source] as const)),
  );
  const judged = claims.map((claim) => {
    const links = claim.links.map((link) => tracedLink(link, byVersion.get(link.sourceVersionId), freshness));
    const found = contradictions.get(claim.annexId) ?? [];
    return [
      claim.id,
      judgeClaim({ assertion: claim.content.assertion, links, contradictions: found }),
    ] as const;
  });
  return { claims: new Map(judged), freshness, contradictions };
}

/** How fresh a source's newest version is by its slot's rule at `now`. */
export function sourceFreshness(kind: Kind, source: SourceToJudge, now: Date, moments: Moments): Freshness {
  const newest = source.versions[0];
  if (!newest) return { state: "unknown", dueAt: null };
  const rule = kind.sources.find((slot) => slot.key === source.slotKey)?.freshness ?? null;
  const { effectiveAt } = newest.content;
  return freshnessOf({
    ...momentsFor(rule, newest.content.facts, moments),
    rule,
    effectiveAt: effectiveAt === null ? null : new Date(effectiveAt),
    receivedAt: newest.receivedAt,
    now,
  });
}

function factSources(sources: readonly SourceToJudge[]) {
  return sources.flatMap((source) => {
    const newest = source.versions[0];
    if (!newest || source.retiredAt) return [];
    return [
      {
        sourceId: source.id,
        sourceVersionId: newest.id,
        rank: source.rank,
        facts: newest.content.facts,
      },
    ];
  });
}

function tracedLink(
  link: ClaimToJudge["links"][number],
  source: SourceToJudge | undefined,
  freshness: ReadonlyMap<string, Freshness>,
): TracedLink {
  const newest = source?.versions[0];
  const { locator, digest } = link.content;
  const current = newest?.id === link.sourceVersionId ? digest : (newest?.content.places?.[link.id] ?? null);
  return {
    linkId: link.id,
    sourceId: source?.id ?? "",
    locator,
    tracedVersionId: link.sourceVersionId,
    currentVersionId: newest?.id ?? link.sourceVersionId,
    reachable: source !== undefined && source.retiredAt === null,
    traced: { digest: digest as NonNullable<TracedLink["traced"]>["digest"] },
    current: current === null ? null : { digest: current as NonNullable<TracedLink["current"]>["digest"] },
    freshness: (source && freshness.get(source.id)?.state) ?? "unknown",
    facts: newest?.content.facts ?? [],
  };
}
