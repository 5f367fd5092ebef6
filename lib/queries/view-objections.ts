import "server-only";
import type { Action } from "../auth/policy.ts";
import { findQuote, walkBlocks } from "../collab/block-text.ts";
import type { CanonicalBlock, CanonicalSection } from "../collab/projection.ts";
import type { Tx } from "../db/client.ts";
import {
  type ReadObjection,
  type ReadRemark,
  readHolds,
  readObjections,
  readRemarks,
} from "../db/objection-store.ts";
import { actsFrom, isOpen, type ObjectionAct } from "../objections/machine.ts";
import type { Place } from "../objections/place.schema.ts";
import { holdsKindRole } from "../packet/seats.ts";
import type {
  HoldView,
  ObjectionActWord,
  ObjectionEventView,
  ObjectionView,
  RemarkView,
} from "../packet/views.ts";
import type { OpenPacket } from "./open-packet.ts";

const ACTS: Readonly<Record<ObjectionAct, readonly [ObjectionActWord, Action]>> = {
  answered: ["answer", "objection.answer"],
  maintained: ["maintain", "objection.maintain"],
  resolved: ["resolve", "objection.resolve"],
  withdrawn: ["withdraw", "objection.withdraw"],
  "accepted-as-residual": ["accept-residual", "objection.accept-residual"],
};

/** The text of each scope that the packet was opened with, by annex id; null is the body. */
export type TextByScope = ReadonlyMap<string | null, readonly CanonicalSection[]>;

/** Objections of the readable scopes, each with the acts that the reader may do. */
export async function objectionViews(
  tx: Tx,
  open: OpenPacket,
  texts: TextByScope,
): Promise<readonly ObjectionView[]> {
  const { access, scopes, reader } = open;
  const rows = await readObjections(tx, access.packet.id, scopes, reader);
  const events = rows.flatMap((row) => row.events);
  await open.learn([
    ...rows.map((row) => row.raisedById),
    ...events.flatMap((event) => [event.actorId, event.content.ownerId]),
  ]);
  const quotes = await quotesOf(
    tx,
    open,
    rows.map((row) => row.content.anchor),
  );
  const blocks = new Map([...texts].map(([scope, sections]) => [scope, blocksOf(sections)]));
  return rows.map((row) => objectionView(open, row, blocks.get(row.annexId), quotes));
}

function objectionView(
  open: OpenPacket,
  row: ReadObjection,
  blocks: ReadonlyMap<string, CanonicalBlock> | undefined,
  quotes: ReadonlyMap<string, string>,
): ObjectionView {
  const place = row.content.anchor;
  const at = { annexId: row.annexId, raisedById: row.raisedById };
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    class: row.content.class,
    raisedBy: open.person(row.raisedById),
    raisedAt: row.raisedAt.toISOString(),
    blocking: isOpen(row.state) && open.access.kind.objections.openPolicy === "block",
    annexNumber: open.annexNumber(row.annexId),
    place,
    quote: quoteOf(place, quotes),
    anchorLost: isLost(place, blocks),
    blockId: place.kind === "span" ? place.blockId : null,
    events: row.events.map((event) => eventView(open, event)),
    acts: actsFrom(row.state)
      .filter((act) => open.may(ACTS[act][1], at))
      .map((act) => ACTS[act][0]),
  };
}

function eventView(open: OpenPacket, event: ReadObjection["events"][number]): ObjectionEventView {
  const { text, rationale, ownerId, expiresOn, compensatingControl } = event.content;
  const residual =
    rationale !== undefined && ownerId !== undefined
      ? {
          rationale,
          ownerName: open.person(ownerId).name,
          expiresOn: expiresOn ?? "",
          compensatingControl: compensatingControl ?? "",
        }
      : null;
  return {
    seq: event.seq,
    type: event.type,
    actor: open.person(event.actorId),
    at: event.at.toISOString(),
    text,
    residual,
  };
}

/** Remarks of the readable scopes, replies within their thread, oldest first. */
export async function remarkViews(
  tx: Tx,
  open: OpenPacket,
  objections: readonly ObjectionView[],
): Promise<readonly RemarkView[]> {
  const { access, scopes, reader } = open;
  const rows = await readRemarks(tx, access.packet.id, scopes, reader);
  await open.learn(rows.map((row) => row.authorId));
  const quotes = await quotesOf(
    tx,
    open,
    rows.flatMap((row) => row.content.anchor ?? []),
  );
  const view = (row: ReadRemark): RemarkView => ({
    id: row.id,
    author: open.person(row.authorId),
    at: row.createdAt.toISOString(),
    text: row.content.text,
    place: row.content.anchor,
    quote: row.content.anchor && quoteOf(row.content.anchor, quotes),
    doneAt: row.doneAt?.toISOString() ?? null,
    objectionNumber: objections.find((one) => one.id === row.objectionId)?.number ?? null,
    annexNumber: open.annexNumber(row.annexId),
    replies: rows.filter((reply) => reply.parentId === row.id).map(view),
  });
  return rows.filter((row) => row.parentId === null).map(view);
}

/** Holds that people raised in the readable scopes; closed ones too. */
export async function holdViews(tx: Tx, open: OpenPacket): Promise<readonly HoldView[]> {
  const { access, scopes, reader } = open;
  const rows = await readHolds(tx, access.packet.id, scopes, reader);
  await open.learn(rows.map((row) => row.raisedById));
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    annexNumber: open.annexNumber(row.annexId),
    sort: row.sort,
    reason: row.content.reason,
    liftedBy: row.content.liftedBy,
    raisedBy: open.person(row.raisedById),
    openedAt: row.openedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    closeReason: row.content.closeReason ?? null,
    mayClose:
      row.closedAt === null &&
      open.may("hold.close", { annexId: row.annexId }) &&
      holdsKindRole(access.kind, access, row.content.liftedBy),
  }));
}

/** The words of the claims and rows that places name, by id. Only of the readable scopes. */
async function quotesOf(
  tx: Tx,
  open: OpenPacket,
  places: readonly Place[],
): Promise<ReadonlyMap<string, string>> {
  const ids = places.flatMap((place) => (place.kind === "claim" ? place.claimId : []));
  const rowIds = places.flatMap((place) => (place.kind === "row" ? place.rowId : []));
  const claims = await tx.claim.findMany({ where: { id: { in: ids } } });
  const rows = await tx.registerRow.findMany({ where: { id: { in: rowIds } } });
  const words = new Map<string, string>();
  for (const claim of claims) {
    if (!open.scopes.includes(claim.annexId)) continue;
    const content = open.reader.open(claim.annexId, `claims/${claim.id}`, claim) as { quote?: unknown };
    words.set(claim.id, String(content.quote ?? ""));
  }
  for (const row of rows) {
    if (open.scopes.includes(row.annexId))
      words.set(row.id, `${row.register.replaceAll("-", " ")}: ${row.key}`);
  }
  return words;
}

function quoteOf(place: Place, quotes: ReadonlyMap<string, string>): string | null {
  if (place.kind === "span") return place.quote;
  if (place.kind === "claim") return quotes.get(place.claimId) ?? null;
  return place.kind === "row" ? (quotes.get(place.rowId) ?? null) : null;
}

/** The blocks of a scope by id: found once, because every anchor asks for one. */
function blocksOf(sections: readonly CanonicalSection[]): ReadonlyMap<string, CanonicalBlock> {
  return new Map([...walkBlocks(sections)].map(({ block }) => [block.id, block]));
}

function isLost(place: Place, blocks: ReadonlyMap<string, CanonicalBlock> | undefined): boolean {
  if (place.kind !== "span" || !blocks) return false;
  const block = blocks.get(place.blockId);
  const alone = block && [{ key: place.sectionKey, title: "", blocks: [block], claims: [] }];
  return !alone || findQuote(alone, place) === null;
}
