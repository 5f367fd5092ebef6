import { type FreshnessRule, freshnessOf } from "../evidence/freshness.ts";
import { type Moments, momentsFor, momentsOf } from "../evidence/moments.ts";
import type { FieldSource } from "../fields/fill-fields.ts";
import type { Kind } from "../kinds/kind.schema.ts";
import type { Tx } from "./client.ts";
import type { ContentReader } from "./content.ts";
import { fieldValues } from "./register-store.ts";
import { type ReadSource, type ReadSourceVersion, readSources } from "./source-store.ts";

/** The sources that a packet's fields may be filled from: of the body, in use, each by its newest version. */
export async function fieldSources(
  tx: Tx,
  at: { readonly packetId: string; readonly kind: Kind; readonly now: Date },
  reader: ContentReader,
): Promise<readonly FieldSource[]> {
  const sources = await readSources(tx, at.packetId, [null], reader);
  const stated = sources.flatMap((source) =>
    source.retiredAt ? [] : (source.versions[0]?.content.facts ?? []),
  );
  const moments = momentsOf(stated, await fieldValues(tx, at.packetId, at.kind));
  return sources.flatMap((source) => {
    const [newest] = source.versions;
    if (!newest || source.retiredAt !== null) return [];
    return [
      {
        id: source.id,
        number: source.number,
        slot: source.slotKey,
        rank: source.rank,
        versionId: newest.id,
        stale: isStale(source, newest, at, moments),
        facts: newest.content.facts,
      },
    ];
  });
}

function isStale(
  source: ReadSource,
  version: ReadSourceVersion,
  at: { readonly kind: Kind; readonly now: Date },
  moments: Moments,
): boolean {
  const slot = at.kind.sources.find((one) => one.key === source.slotKey);
  const { effectiveAt } = version.content;
  const rule: FreshnessRule | null = slot?.freshness ?? null;
  const { state } = freshnessOf({
    ...momentsFor(rule, version.content.facts, moments),
    rule,
    effectiveAt: effectiveAt === null ? null : new Date(effectiveAt),
    receivedAt: version.receivedAt,
    now: at.now,
  });
  return state === "due";
}
