import "server-only";
import { formatAssertion } from "../claims/assertion.ts";
import type { ClaimReason } from "../claims/claim-state.ts";
import { judgeClaims, type PacketJudgement } from "../claims/judge-claims.ts";
import { type ReadClaim, readClaims } from "../db/claim-store.ts";
import type { Tx } from "../db/client.ts";
import { fieldValues } from "../db/register-store.ts";
import { type ReadSource, type ReadSourceVersion, readSources } from "../db/source-store.ts";
import { placeQuery, placeWords } from "../packet/place-words.ts";
import {
  type ClaimView,
  freshnessWord,
  type SourceVersionView,
  type SourceView,
  type TraceView,
} from "../packet/views.ts";
import type { OpenPacket } from "./open-packet.ts";

/** Sources and claims that a reader may see, with what the evidence says of them now. */
export interface EvidenceReading {
  readonly sources: readonly ReadSource[];
  readonly claims: readonly ReadClaim[];
  readonly judgement: PacketJudgement;
}

/** Reads and judges the evidence of the scopes that the packet was opened with. */
export async function readEvidenceOf(tx: Tx, open: OpenPacket): Promise<EvidenceReading> {
  const { access, scopes, reader } = open;
  const sources = await readSources(tx, access.packet.id, scopes, reader);
  const claims = await readClaims(tx, access.packet.id, scopes, reader);
  const fields = await fieldValues(tx, access.packet.id, access.kind);
  const judgement = judgeClaims(access.kind, sources, claims, { now: access.now, fields });
  await open.learn(sources.flatMap((source) => source.versions.map((version) => version.receivedById)));
  return { sources, claims, judgement };
}

/** Sources as the shelf and the rail show them. */
export function sourceViews(open: OpenPacket, reading: EvidenceReading): readonly SourceView[] {
  const leaning = new Map<string, Set<string>>();
  const sourceOf = new Map(
    reading.sources.flatMap((source) => source.versions.map((version) => [version.id, source.id] as const)),
  );
  for (const claim of reading.claims) {
    for (const link of claim.links) {
      const sourceId = sourceOf.get(link.sourceVersionId);
      if (sourceId) leaning.set(sourceId, (leaning.get(sourceId) ?? new Set()).add(claim.id));
    }
  }
  return reading.sources.map((source) => {
    const slot = open.access.kind.sources.find((entry) => entry.key === source.slotKey);
    const freshness = reading.judgement.freshness.get(source.id) ?? { state: "unknown", dueAt: null };
    const newest = source.versions[0];
    return {
      id: source.id,
      number: source.number,
      name: source.content.name,
      annexNumber: open.annexNumber(source.annexId),
      slotKey: source.slotKey,
      slot: slot?.label ?? null,
      rank: source.rank,
      authority: source.content.authority,
      retired: source.retiredAt !== null,
      claims: leaning.get(source.id)?.size ?? 0,
      freshness: freshnessWord(freshness, Boolean(slot?.freshness)),
      freshUntil: freshness.dueAt?.toISOString() ?? null,
      version: newest ? versionView(open, newest) : null,
    };
  });
}

/** One version without its facts. */
export function versionView(open: OpenPacket, version: ReadSourceVersion): SourceVersionView {
  const { digest, format, formatVersion, status, size, fileName, effectiveAt } = version.content;
  return {
    id: version.id,
    number: version.version,
    ...{ digest, format, formatVersion, status, size, effectiveAt },
    fileName: fileName ?? "unnamed",
    receivedAt: version.receivedAt.toISOString(),
    receivedBy: open.person(version.receivedById),
  };
}

/** Claims with their states; `sectionOf` gives the section that a claim's mark stands in, where it has one. */
export function claimViews(
  open: OpenPacket,
  reading: EvidenceReading,
  sectionOf: ReadonlyMap<
    string,
    { readonly sectionKey: string; readonly blockId: string; readonly quote: string }
  >,
): readonly ClaimView[] {
  return reading.claims.map((claim) => {
    const judged = reading.judgement.claims.get(claim.id);
    const seat = sectionOf.get(claim.id);
    const at = { annexId: claim.annexId };
    return {
      id: claim.id,
      number: claim.number,
      quote: seat?.quote ?? claim.content.quote,
      state: judged?.state ?? "untraced",
      why: judged?.reasons[0] ? reasonWords(judged.reasons[0]) : null,
      assertion: claim.content.assertion ? formatAssertion(claim.content.assertion) : null,
      annexNumber: open.annexNumber(claim.annexId),
      sectionKey: seat?.sectionKey ?? null,
      blockId: seat?.blockId ?? claim.content.blockId,
      traces: claim.links.flatMap((link) => traceView(open, reading.sources, link)),
      mayTrace: open.may("claim.trace", at),
      mayRetract: open.may("claim.retract", at),
    };
  });
}

function traceView(
  open: OpenPacket,
  sources: readonly ReadSource[],
  link: ReadClaim["links"][number],
): readonly TraceView[] {
  for (const source of sources) {
    const version = source.versions.find((found) => found.id === link.sourceVersionId);
    if (!version) continue;
    return [
      {
        id: link.id,
        sourceId: source.id,
        sourceNumber: source.number,
        sourceAnnexNumber: open.annexNumber(source.annexId),
        version: version.version,
        place: placeWords(link.content.locator),
        placeQuery: placeQuery(version.version, link.content.locator),
        excerpt: link.content.excerpt,
      },
    ];
  }
  return [];
}

const REASONS: Readonly<Record<ClaimReason["code"], string>> = {
  "no-link": "Nothing is cited for it yet.",
  "assertion-false": "What it asserts is not what the source states.",
  "assertion-not-stated": "No cited source states the fact that it asserts.",
  "assertion-not-comparable": "The fact that it asserts cannot be compared with what the source states.",
  "sources-disagree": "Sources state different values.",
  "place-changed": "The cited place says something else in the newest version.",
  "place-gone": "The cited place is gone from the newest version.",
  "source-unreachable": "The cited source cannot be read.",
  "locator-unresolved": "The cited place cannot be found.",
  "evidence-due": "The evidence is older than its rule allows.",
  "age-unknown": "Nobody stated when the evidence came to be.",
  holds: "The cited source carries it.",
};

function reasonWords(reason: ClaimReason): string {
  const words = REASONS[reason.code];
  return reason.key === null ? words : `${words.slice(0, -1)}: ${reason.key}.`;
}
