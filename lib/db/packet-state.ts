// The packet as a revision would say it now: documents projected, rows in their scopes, annexes committed to.

import { randomBytes } from "node:crypto";
import * as Y from "yjs";
import { documentSections } from "../collab/layout.ts";
import { type CanonicalSection, projectSections } from "../collab/projection.ts";
import type { Digest } from "../kernel/brand.ts";
import { equalBytes } from "../kernel/bytes.ts";
import { FaultError } from "../kernel/invariant.ts";
import type { Kind } from "../kinds/kind.schema.ts";
import { annexBytes, annexCommitment } from "../revision/annex.ts";
import {
  type AnnexBody,
  buildRevision,
  type ContributorBody,
  type RevisionBody,
  type RevisionInput,
  revisionDigest,
  type SectionBody,
} from "../revision/revision.ts";
import type { Tx } from "./client.ts";
import { contentPlace, contentReader, sealBytes } from "./content.ts";
import { loadDocument } from "./document-store.ts";
import type { Packet } from "./generated/client.ts";
import { type AnnexRow, loadPacketRows, type PacketRows, type ScopeRows } from "./packet-rows.ts";

/** An annex whose canonical bytes no stored version has: what a cut would keep of it. */
export interface FreshAnnex {
  readonly annexId: string;
  readonly version: number;
  readonly salt: Uint8Array;
  readonly bytes: Uint8Array;
  readonly commitment: Digest;
}

/** One scope with its text. */
export interface ScopeState extends ScopeRows {
  readonly sections: readonly CanonicalSection[];
  readonly commitment: Digest | null;
}

/** The whole committed state of a packet, ready to become a revision under any parent. */
export interface PacketState {
  readonly input: Omit<RevisionInput, "parent">;
  readonly scopes: readonly ScopeState[];
  readonly fresh: readonly FreshAnnex[];
  readonly contributorIds: readonly string[];
}

type Named = Pick<Packet, "id" | "title" | "kindDigest">;

/**
 * Reads and projects a packet. `people` are names that the head already gave to ids; they stay as they were.
 * The caller holds the locks where it goes on to write.
 */
export async function loadPacketState(
  tx: Tx,
  packet: Named,
  kind: Kind,
  people: Readonly<Record<string, string>> = {},
): Promise<PacketState> {
  const rows = await loadPacketRows(tx, packet.id, kind);
  const scopes: ScopeState[] = [];
  const fresh: FreshAnnex[] = [];
  const annexes: AnnexBody[] = [];
  for (const scope of rows.scopes) {
    const annex = rows.annexes.find((found) => found.id === scope.annex?.id) ?? null;
    const sections = await projectScope(tx, rows, kind, scope, annex);
    const committed = annex ? await commit(tx, packet.id, annex, scope, sections) : null;
    if (committed?.fresh) fresh.push(committed.fresh);
    if (annex && committed) annexes.push(placeholder(annex, committed.commitment));
    scopes.push({ ...scope, sections, commitment: committed?.commitment ?? null });
  }
  const body = scopes[0];
  if (!body) throw new FaultError("integrity-failed", { cause: "a packet without a body" });
  return {
    input: {
      ...(await inputOf(tx, packet, kind, body, people)),
      annexes,
    },
    scopes,
    fresh,
    contributorIds: [...new Set(scopes.flatMap((scope) => scope.contributions.map((one) => one.accountId)))],
  };
}

/** The revision that this state is under a parent, and its digest. */
export function reviseUnder(
  state: PacketState,
  parent: Digest | null,
): { readonly body: RevisionBody; readonly digest: Digest } {
  const body = buildRevision({ ...state.input, parent });
  return { body, digest: revisionDigest(body) };
}

/** Keeps the new canonical states of annexes that a cut commits to. */
export async function keepFreshAnnexes(tx: Tx, fresh: readonly FreshAnnex[]): Promise<void> {
  for (const one of fresh) {
    const place = contentPlace("annex_versions", one.annexId, one.version);
    await tx.annexVersion.create({
      data: {
        annexId: one.annexId,
        version: one.version,
        commitment: one.commitment,
        sealedSalt: await sealBytes(tx, one.annexId, `${place}/salt`, one.salt),
        sealedBytes: await sealBytes(tx, one.annexId, `${place}/bytes`, one.bytes),
      },
    });
  }
}

/** The canonical bytes and the salt of the annex state that a commitment names, or null where there is none. */
export async function openAnnexVersion(
  tx: Tx,
  annexId: string,
  commitment: string,
): Promise<{ readonly bytes: Uint8Array; readonly salt: Uint8Array } | null> {
  const row = await tx.annexVersion.findFirst({ where: { annexId, commitment } });
  if (!row) return null;
  const reader = await contentReader(tx, [annexId]);
  const place = contentPlace("annex_versions", annexId, row.version);
  return {
    bytes: reader.openBytes(annexId, `${place}/bytes`, row.sealedBytes),
    salt: reader.openBytes(annexId, `${place}/salt`, row.sealedSalt),
  };
}

async function projectScope(
  tx: Tx,
  rows: PacketRows,
  kind: Kind,
  scope: ScopeRows,
  annex: AnnexRow | null,
): Promise<readonly CanonicalSection[]> {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, await loadDocument(tx, annex?.documentId ?? rows.bodyDocumentId));
  const specs = documentSections(kind, annex !== null);
  const projected = projectSections(doc, specs, new Set(scope.claims.map((claim) => claim.id)));
  doc.destroy();
  if (!projected.ok)
    throw new FaultError("integrity-failed", { cause: "a stored document does not fit its layout" });
  return projected.value;
}

async function commit(
  tx: Tx,
  packetId: string,
  annex: AnnexRow,
  scope: ScopeRows,
  sections: readonly CanonicalSection[],
): Promise<{ readonly commitment: Digest; readonly fresh: FreshAnnex | null }> {
  const bytes = annexBytes({
    packetId,
    number: annex.number,
    slot: annex.slot,
    title: scope.annex?.title ?? "",
    sections: asBodies(sections),
    registers: scope.registers,
    claims: scope.claims,
    trace: scope.trace.map(bound),
    sources: scope.sources.map((source) => source.body),
    objections: scope.objections,
    holds: scope.holds,
    contributorIds: [...new Set(scope.contributions.map((one) => one.accountId))],
  });
  const newest = await tx.annexVersion.findFirst({
    where: { annexId: annex.id },
    orderBy: { version: "desc" },
  });
  const kept = newest ? await openAnnexVersion(tx, annex.id, newest.commitment) : null;
  if (newest && kept && equalBytes(kept.bytes, bytes)) {
    return { commitment: newest.commitment as Digest, fresh: null };
  }
  const salt = new Uint8Array(randomBytes(32));
  const commitment = annexCommitment(salt, bytes);
  return {
    commitment,
    fresh: { annexId: annex.id, version: (newest?.version ?? 0) + 1, salt, bytes, commitment },
  };
}

function placeholder(annex: AnnexRow, commitment: Digest): AnnexBody {
  const { number, slot, holds, because, liftedBy } = annex;
  return { number, slot, holds, because, liftedBy, commitment };
}

async function inputOf(
  tx: Tx,
  packet: Named,
  kind: Kind,
  body: ScopeState,
  people: Readonly<Record<string, string>>,
): Promise<Omit<RevisionInput, "parent" | "annexes">> {
  const contributors = contributorsOf(body);
  return {
    kind: { key: kind.key, version: kind.version, digest: packet.kindDigest as Digest },
    packet: { id: packet.id, title: packet.title },
    sections: asBodies(body.sections),
    registers: body.registers,
    claims: body.claims,
    trace: body.trace.map(bound),
    sources: body.sources.map((source) => source.body),
    objections: body.objections,
    holds: body.holds,
    contributors,
    people: await namesFor(tx, body, contributors, people),
    stopBoundary: kind.stopBoundary,
  };
}

function contributorsOf(body: ScopeState): ContributorBody[] {
  const byPerson = new Map<string, ContributorBody>();
  for (const { accountId, kind, count } of body.contributions) {
    const known = byPerson.get(accountId) ?? {
      actorId: accountId,
      edits: 0,
      rows: 0,
      links: 0,
      suggestions: 0,
    };
    byPerson.set(accountId, { ...known, [kind]: count });
  }
  return [...byPerson.values()];
}

/** Names of everybody whom the body may point at: as the head has them, else as the accounts have them now. */
async function namesFor(
  tx: Tx,
  body: ScopeState,
  contributors: readonly ContributorBody[],
  known: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const ids = new Set([
    ...contributors.map((one) => one.actorId),
    ...body.objections.flatMap((one) => [one.raisedById, ...one.events.map((event) => event.actorId)]),
    ...body.holds.map((hold) => hold.raisedById),
    ...body.registers.flatMap((register) => register.rows.flatMap((row) => row.ownerId ?? [])),
  ]);
  const accounts = await tx.account.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, name: true },
  });
  return { ...Object.fromEntries(accounts.map((account) => [account.id, account.name])), ...known };
}

function bound({
  sourceVersionId: _,
  place: __,
  ...link
}: ScopeRows["trace"][number]): RevisionInput["trace"][number] {
  return link;
}

// A canonical section is plain JSON by construction; its named members only say more than the revision needs.
function asBodies(sections: readonly CanonicalSection[]): readonly SectionBody[] {
  return sections as unknown as readonly SectionBody[];
}
