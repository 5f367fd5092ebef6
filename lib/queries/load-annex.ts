import "server-only";
import type { Actor } from "../auth/actor.ts";
import { outcomeTransaction } from "../db/client.ts";
import { readSeats } from "../db/people-store.ts";
import { ok } from "../kernel/result.ts";
import type { AnnexSlot } from "../kinds/kind.schema.ts";
import type {
  AnnexView,
  ClaimView,
  HoldView,
  ObjectionView,
  PacketHeaderView,
  PersonView,
  RemarkView,
  SourceView,
} from "../packet/views.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { annexViews, readableTexts, seatsOfClaims } from "./load-packet-room.ts";
import { openPacket } from "./open-packet.ts";
import { readHeader } from "./read-header.ts";
import { claimViews, readEvidenceOf, sourceViews } from "./view-evidence.ts";
import { holdViews, objectionViews, remarkViews } from "./view-objections.ts";

/** One annex: for the uncleared, `inside` is null and the placeholder is all there is. */
export interface AnnexPageView {
  readonly header: PacketHeaderView;
  readonly annex: AnnexView;
  readonly inside: {
    readonly owner: PersonView;
    readonly cleared: readonly (PersonView & { readonly since: string })[];
    /** Members who could be cleared. */
    readonly clearable: readonly PersonView[];
    readonly mayClear: boolean;
    readonly mayEdit: boolean;
    readonly mayAddSource: boolean;
    readonly mayObject: boolean;
    readonly sources: readonly SourceView[];
    readonly claims: readonly ClaimView[];
    readonly objections: readonly ObjectionView[];
    readonly remarks: readonly RemarkView[];
    readonly holds: readonly HoldView[];
    readonly objectionClasses: readonly string[];
    readonly people: readonly PersonView[];
  } | null;
}

/** Every annex of a packet, and the slots of which more can be made. */
export interface AnnexesPageView {
  readonly header: PacketHeaderView;
  readonly annexes: readonly AnnexView[];
  readonly slots: readonly AnnexSlot[];
  readonly mayMake: boolean;
  readonly people: readonly PersonView[];
}

/** Loads the annexes of a packet as this reader may see them. */
export async function loadAnnexes(actor: Actor, slug: string): Promise<Outcome<AnnexesPageView>> {
  return outcomeTransaction(async (tx) => {
    const opened = await openPacket(tx, actor, slug);
    if (!opened.ok) return opened;
    const open = opened.value;
    const seats = await readSeats(tx, open.access.packet);
    await open.learn(seats.map((seat) => seat.accountId));
    return ok({
      header: (await readHeader(tx, open)).header,
      annexes: await annexViews(tx, open),
      slots: open.access.kind.annexes,
      mayMake: open.access.kind.annexes.length > 0 && open.may("annex.make"),
      people: [...new Set(seats.map((seat) => seat.accountId))].map(open.person),
    });
  });
}

/** Loads one annex by its number. Its number is in sight of every member; what is in it, of the cleared. */
export async function loadAnnex(actor: Actor, slug: string, number: number): Promise<Outcome<AnnexPageView>> {
  return outcomeTransaction<AnnexPageView>(async (tx) => {
    const opened = await openPacket(tx, actor, slug);
    if (!opened.ok) return opened;
    const open = opened.value;
    const row = open.annexes.find((annex) => annex.number === number);
    const annex = (await annexViews(tx, open)).find((view) => view.number === number);
    if (!row || !annex) return refuse("not-found");
    const { header, reading } = await readHeader(tx, open);
    if (!annex.cleared) return ok({ header, annex, inside: null });
    const at = { annexId: row.id };
    const texts = readableTexts(open, reading);
    const evidence = await readEvidenceOf(tx, open);
    const objections = await objectionViews(tx, open, texts);
    const clearances = await tx.clearance.findMany({
      where: { annexId: row.id, endedAt: null },
      orderBy: { since: "asc" },
    });
    const seats = await readSeats(tx, open.access.packet);
    await open.learn([row.ownerId, ...seats.map((s) => s.accountId), ...clearances.map((c) => c.accountId)]);
    const people = [...new Set(seats.map((seat) => seat.accountId))].map(open.person);
    const here = <T extends { readonly annexNumber: number | null }>(items: readonly T[]) =>
      items.filter((item) => item.annexNumber === number);
    const holdsClearance = new Set(clearances.map((clearance) => clearance.accountId));
    return ok({
      header,
      annex,
      inside: {
        owner: open.person(row.ownerId),
        cleared: clearances.map((c) => ({ ...open.person(c.accountId), since: c.since.toISOString() })),
        clearable: people.filter((person) => !holdsClearance.has(person.id)),
        mayClear: row.ownerId === actor.id && ["drafting", "frozen"].includes(open.access.packet.state),
        mayEdit: open.may("annex.write", at),
        mayAddSource: open.may("source.add", at),
        mayObject: open.may("objection.raise", at),
        sources: here(sourceViews(open, evidence)),
        claims: here(claimViews(open, evidence, seatsOfClaims(texts))),
        objections: here(objections),
        remarks: here(await remarkViews(tx, open, objections)),
        holds: here(await holdViews(tx, open)),
        objectionClasses: open.access.kind.objections.classes,
        people,
      },
    });
  });
}
