import "server-only";
import type { Actor } from "../auth/actor.ts";
import { outcomeTransaction } from "../db/client.ts";
import { ok } from "../kernel/result.ts";
import type { EvidenceSlot } from "../kinds/kind.schema.ts";
import type { PacketHeaderView, SourceView } from "../packet/views.ts";
import type { Outcome } from "../refusals/refusal.ts";
import { openPacket } from "./open-packet.ts";
import { readHeader } from "./read-header.ts";
import { readEvidenceOf, sourceViews } from "./view-evidence.ts";

/** A fact that sources state differently, most authoritative first. */
export interface ContradictionView {
  readonly key: string;
  readonly values: readonly {
    readonly sourceId: string;
    readonly sourceNumber: number;
    readonly sourceName: string;
    readonly rank: number;
    readonly value: string;
  }[];
  /** Which source's value the precedence picks; null where the best rank itself is divided. */
  readonly authoritativeSourceId: string | null;
}

/** The shelf of a packet's evidence, as this reader may see it. */
export interface SourceShelfView {
  readonly header: PacketHeaderView;
  readonly sources: readonly SourceView[];
  readonly slots: readonly EvidenceSlot[];
  readonly contradictions: readonly ContradictionView[];
  readonly mayAdd: boolean;
  /** Annexes that this reader may add evidence to. */
  readonly annexes: readonly { readonly id: string; readonly number: number }[];
}

/** Loads the shelf of a packet's sources. */
export async function loadSources(actor: Actor, slug: string): Promise<Outcome<SourceShelfView>> {
  return outcomeTransaction(async (tx) => {
    const opened = await openPacket(tx, actor, slug);
    if (!opened.ok) return opened;
    const open = opened.value;
    const evidence = await readEvidenceOf(tx, open);
    const sources = sourceViews(open, evidence);
    const byId = new Map(sources.map((source) => [source.id, source]));
    const found = [...evidence.judgement.contradictions.values()].flat();
    const once = new Map(found.map((one) => [JSON.stringify([one.key, one.values]), one]));
    return ok({
      header: (await readHeader(tx, open)).header,
      sources,
      slots: open.access.kind.sources,
      contradictions: [...once.values()].map((one) => ({
        key: one.key,
        authoritativeSourceId: one.authoritativeSourceId,
        values: one.values.map((value) => ({
          sourceId: value.sourceId,
          sourceNumber: byId.get(value.sourceId)?.number ?? 0,
          sourceName: byId.get(value.sourceId)?.name ?? "",
          rank: value.rank,
          value: String(value.value),
        })),
      })),
      mayAdd: open.may("source.add"),
      annexes: open.annexes
        .filter((annex) => open.scopes.includes(annex.id) && open.may("source.add", { annexId: annex.id }))
        .map(({ id, number }) => ({ id, number })),
    });
  });
}
