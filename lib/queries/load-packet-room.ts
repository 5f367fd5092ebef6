import "server-only";
import type { Actor } from "../auth/actor.ts";
import { outcomeTransaction, type Tx } from "../db/client.ts";
import { readContributions } from "../db/contribution-store.ts";
import type { GateReading } from "../db/gate-input.ts";
import { readSeats } from "../db/people-store.ts";
import { readRows } from "../db/register-store.ts";
import { ok } from "../kernel/result.ts";
import { registersOf } from "../packet/registers.ts";
import type {
  AnnexView,
  ClaimView,
  PacketHeaderView,
  PacketRoomView,
  RegisterSummary,
  SectionView,
} from "../packet/views.ts";
import type { Outcome } from "../refusals/refusal.ts";
import { annexTitle, type OpenPacket, openPacket } from "./open-packet.ts";
import { readHeader } from "./read-header.ts";
import { claimViews, readEvidenceOf, sourceViews } from "./view-evidence.ts";
import { holdViews, objectionViews, remarkViews, type TextByScope } from "./view-objections.ts";

/** What the top bar of a packet's pages shows to this actor. */
export async function loadPacketHeader(actor: Actor, slug: string): Promise<Outcome<PacketHeaderView>> {
  return outcomeTransaction(async (tx) => {
    const open = await openPacket(tx, actor, slug);
    return open.ok ? ok((await readHeader(tx, open.value)).header) : open;
  });
}

/**
 * Everything that the room shows to this actor. Of an annex that they are not cleared for, the placeholder and
 * nothing else: no id, title, text, source, claim or objection.
 */
export async function loadPacketRoom(actor: Actor, slug: string): Promise<Outcome<PacketRoomView>> {
  return outcomeTransaction(async (tx) => {
    const opened = await openPacket(tx, actor, slug);
    return opened.ok ? ok(await room(tx, opened.value)) : opened;
  });
}

async function room(tx: Tx, open: OpenPacket): Promise<PacketRoomView> {
  const { access } = open;
  const { header, reading } = await readHeader(tx, open);
  const texts = readableTexts(open, reading);
  const evidence = await readEvidenceOf(tx, open);
  const claims = claimViews(open, evidence, seatsOfClaims(texts));
  const objections = await objectionViews(tx, open, texts);
  const seats = await readSeats(tx, access.packet);
  await open.learn(seats.map((seat) => seat.accountId));
  const people = [...new Set(seats.map((seat) => seat.accountId))].map(open.person);
  const body = await tx.document.findFirstOrThrow({
    where: { packetId: access.packet.id, annexId: null },
    select: { id: true },
  });
  return {
    header,
    documentId: body.id,
    viewer: { id: access.actor.id, name: access.actor.name, roles: [...access.roles] },
    may: roomActs(open),
    writingForfeits: await writingForfeits(tx, open),
    sections: sectionViews(open, texts, claims),
    registers: await registerSummaries(tx, open),
    sources: sourceViews(open, evidence),
    claims,
    objections,
    remarks: await remarkViews(tx, open, objections),
    holds: await holdViews(tx, open),
    annexes: await annexViews(tx, open),
    objectionClasses: access.kind.objections.classes,
    people,
  };
}

/** The projected text of the scopes that the reader may see, out of a reading that sees all. */
export function readableTexts(open: OpenPacket, reading: GateReading): TextByScope {
  const scopes = reading.state.scopes.filter(({ annex }) => open.scopes.includes(annex?.id ?? null));
  return new Map(scopes.map((scope) => [scope.annex?.id ?? null, scope.sections]));
}

/** Where each claim's mark stands first, by claim id. */
export function seatsOfClaims(texts: TextByScope): Parameters<typeof claimViews>[2] {
  const seats = new Map<string, { sectionKey: string; blockId: string; quote: string }>();
  for (const sections of texts.values()) {
    for (const section of sections) {
      for (const claim of section.claims) {
        const first = claim.ranges[0];
        if (!first) continue;
        const quote = claim.ranges.map((range) => range.quote).join(" … ");
        seats.set(claim.claimId, { sectionKey: section.key, blockId: first.blockId, quote });
      }
    }
  }
  return seats;
}

function roomActs(open: OpenPacket): PacketRoomView["may"] {
  return {
    edit: open.may("packet.edit-text"),
    claim: open.may("claim.make"),
    trace: open.may("claim.trace"),
    addSource: open.may("source.add"),
    object: open.may("objection.raise"),
    remark: open.may("remark.write"),
    hold: open.may("hold.open"),
    makeAnnex: open.access.kind.annexes.length > 0 && open.may("annex.make"),
  };
}

async function writingForfeits(tx: Tx, open: OpenPacket): Promise<boolean> {
  const { roles, kind, packet, actor } = open.access;
  if (!roles.has("release-owner") || kind.approval.approverMayContribute) return false;
  const hands = await readContributions(tx, packet.id);
  return !hands.some((hand) => hand.accountId === actor.id);
}

function sectionViews(
  open: OpenPacket,
  texts: TextByScope,
  claims: readonly ClaimView[],
): readonly SectionView[] {
  const body = texts.get(null) ?? [];
  return open.access.kind.sections.map((section) => {
    const written = body.find((found) => found.key === section.key);
    const inIt = claims.filter((claim) => claim.annexNumber === null && claim.sectionKey === section.key);
    const isEmpty = !written?.blocks.some((block) => JSON.stringify(block).includes('"text":"'));
    return {
      key: section.key,
      title: section.title,
      required: section.required,
      claimTrace: section.claimTrace,
      help: section.help ?? null,
      ...sectionDot(section, inIt, isEmpty),
    };
  });
}

function sectionDot(
  section: { readonly required: boolean; readonly claimTrace: string },
  claims: readonly ClaimView[],
  isEmpty: boolean,
): Pick<SectionView, "meaning" | "says"> {
  const count = (...states: readonly string[]) =>
    claims.filter((claim) => states.includes(claim.state)).length;
  const broken = count("contradicted", "drifted", "unreachable");
  if (broken > 0) return { meaning: "broken", says: `${broken} of its claims do not stand` };
  const untraced = section.claimTrace === "none" ? 0 : count("untraced");
  if (untraced > 0) return { meaning: "held", says: `${untraced} of its claims are untraced` };
  const due = count("due");
  if (due > 0) return { meaning: "waiting", says: `${due} of its claims are due for a look` };
  if (isEmpty)
    return section.required ? { meaning: "held", says: "empty" } : { meaning: "plain", says: "empty" };
  return { meaning: "ok", says: claims.length > 0 ? `${claims.length} claims supported` : "written" };
}

async function registerSummaries(tx: Tx, open: OpenPacket): Promise<readonly RegisterSummary[]> {
  const { packet, kind } = open.access;
  const rows = await readRows(tx, packet.id, open.scopes, open.reader);
  return registersOf(kind).map((definition) => {
    const active = rows.filter(
      (row) => row.register === definition.key && row.versions[0]?.state === "active",
    );
    const columns = active.map((row) => row.versions[0]?.columns ?? {});
    const isOpenRow = (row: Readonly<Record<string, unknown>>) =>
      definition.key === "open-questions"
        ? !row.answer
        : definition.key === "prerequisites" && row.state === "open";
    return {
      key: definition.key,
      title: definition.title,
      rows: active.length,
      open: columns.filter(isOpenRow).length,
    };
  });
}

/** Every annex: its placeholder for all, and what opens it for the cleared. */
export async function annexViews(tx: Tx, open: OpenPacket): Promise<readonly AnnexView[]> {
  const readable = open.annexes.filter((annex) => open.scopes.includes(annex.id));
  const documents = await tx.document.findMany({
    where: { annexId: { in: readable.map((annex) => annex.id) } },
    select: { id: true, annexId: true },
  });
  return open.annexes.map((annex) => {
    const { id, number, slotKey, holds, because, liftedBy } = annex;
    const documentId = documents.find((document) => document.annexId === id)?.id;
    return {
      ...{ number, slotKey, holds, because, liftedBy },
      cleared: documentId !== undefined,
      open: documentId === undefined ? null : { id, title: annexTitle(open, annex), documentId },
    };
  });
}
