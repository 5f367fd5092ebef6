import "server-only";
import { accessPacket } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { outcomeTransaction, type Tx } from "../db/client.ts";
import { contentReader } from "../db/content.ts";
import { openVersion, type ReadSource, readBytes } from "../db/source-store.ts";
import type { Fact, Problem } from "../evidence/fact.ts";
import { type Locator, locatorSchema } from "../evidence/locator.schema.ts";
import type { Where } from "../evidence/resolve.ts";
import type { EvidenceView, SourceText } from "../evidence/view.ts";
import {
  readOffThread,
  resolveOffThread,
  sourceTextOffThread,
} from "../evidence-worker/inspect-off-thread.ts";
import { fromBase64Url, fromUtf8 } from "../kernel/bytes.ts";
import { isUuid } from "../kernel/ids.ts";
import { ok } from "../kernel/result.ts";
import { parseStrictJson } from "../kernel/strict-json.ts";
import { placeWords } from "../packet/place-words.ts";
import type { ClaimView, PacketHeaderView, SourceVersionView, SourceView } from "../packet/views.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { seatsOfClaims } from "./load-packet-room.ts";
import { type OpenPacket, openPacket } from "./open-packet.ts";
import { readHeader } from "./read-header.ts";
import { claimViews, readEvidenceOf, sourceViews, versionView } from "./view-evidence.ts";

/** Which version to show (the newest where null), from which row and line, and the place to scroll to. */
export interface VersionAsk {
  readonly version?: number | null;
  readonly row?: number | null;
  readonly line?: number | null;
  /** A locator as base64url of its JSON. */
  readonly at?: string | null;
}

/** One version of a source as the viewer shows it. */
export interface SourceVersionPageView {
  readonly header: PacketHeaderView;
  readonly source: SourceView;
  readonly versions: readonly SourceVersionView[];
  readonly shown: SourceVersionView;
  readonly view: EvidenceView;
  readonly text: SourceText | null;
  readonly facts: readonly Fact[];
  readonly problems: readonly Problem[];
  /** The place that was asked for; `where` null: it is not in this version. */
  readonly place: { readonly words: string; readonly where: Where | null; readonly excerpt: string } | null;
  /** Claims that may be traced to it. */
  readonly claims: readonly ClaimView[];
  readonly mayTrace: boolean;
  readonly mayAddVersion: boolean;
}

const ROWS = 200;
const LINES = 400;

interface Found {
  readonly page: Omit<SourceVersionPageView, "view" | "text" | "place">;
  readonly bytes: Uint8Array;
  readonly format: ReadSource["versions"][number]["content"]["format"];
}

/** Loads one version of a source for the viewer. Bytes are read away from the main thread. */
export async function loadSourceVersion(
  actor: Actor,
  slug: string,
  sourceId: string,
  ask: VersionAsk,
): Promise<Outcome<SourceVersionPageView>> {
  const found = await outcomeTransaction(async (tx) => {
    const open = await openPacket(tx, actor, slug);
    return open.ok ? find(tx, open.value, sourceId, ask.version ?? null) : open;
  });
  if (!found.ok) return found;
  const { page, bytes, format } = found.value;
  const read = await readOffThread(bytes, { from: Math.max(0, ask.row ?? 0), limit: ROWS });
  if (!read.ok) return read;
  const locator = locatorOf(ask.at ?? null);
  const place = locator && (await placeIn(bytes, format, locator));
  const line = ask.line ?? (place?.where ? Math.max(1, place.where.startLine - 20) : 1);
  const text = await sourceTextOffThread(bytes, Math.max(1, line), LINES);
  return ok({ ...page, view: read.value.view, text: text.ok ? text.value : null, place });
}

async function find(
  tx: Tx,
  open: OpenPacket,
  sourceId: string,
  version: number | null,
): Promise<Outcome<Found>> {
  const evidence = await readEvidenceOf(tx, open);
  const source = evidence.sources.find((one) => one.id === sourceId);
  const shown =
    version === null ? source?.versions[0] : source?.versions.find((one) => one.version === version);
  const view = sourceViews(open, evidence).find((one) => one.id === sourceId);
  if (!source || !shown || !view) return refuse("not-found");
  const { header, reading } = await readHeader(tx, open);
  const scopes = reading.state.scopes.filter(({ annex }) => open.scopes.includes(annex?.id ?? null));
  const texts = new Map(scopes.map((scope) => [scope.annex?.id ?? null, scope.sections]));
  const at = { annexId: source.annexId };
  const claims = claimViews(open, evidence, seatsOfClaims(texts));
  return ok({
    bytes: await readBytes(tx, shown.blobId, shown.content.digest, open.reader),
    format: shown.content.format,
    page: {
      header,
      source: view,
      versions: source.versions.map((one) => versionView(open, one)),
      shown: versionView(open, shown),
      facts: shown.content.facts,
      problems: shown.content.problems,
      // A body claim never leans on an annex's source, so that only the annex's own are offered there.
      claims: claims.filter(
        (claim) => claim.mayTrace && (view.annexNumber === null || claim.annexNumber === view.annexNumber),
      ),
      mayTrace: open.may("claim.trace", at),
      mayAddVersion: open.may("source.add", at),
    },
  });
}

function locatorOf(text: string | null): Locator | null {
  const bytes = text === null || text.length > 16_000 ? null : fromBase64Url(text);
  const json = parseStrictJson((bytes && fromUtf8(bytes)) ?? "");
  const locator = json.ok ? locatorSchema.safeParse(json.value) : null;
  return locator?.success ? locator.data : null;
}

async function placeIn(
  bytes: Uint8Array,
  format: Found["format"],
  locator: Locator,
): Promise<SourceVersionPageView["place"]> {
  const resolved = await resolveOffThread(bytes, format, [locator]);
  const found = resolved.ok ? resolved.value[0] : undefined;
  const words = placeWords(locator);
  if (!found?.ok) return { words, where: null, excerpt: "" };
  return { words, where: found.value.where, excerpt: found.value.excerpt };
}

/** The exact bytes of a source version, for a download: never to be shown inline. */
export async function loadSourceBytes(
  actor: Actor,
  packetId: string,
  versionId: string,
): Promise<Outcome<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly fileName: string }>> {
  return outcomeTransaction(async (tx) => {
    const row = isUuid(versionId)
      ? await tx.sourceVersion.findUnique({ where: { id: versionId }, include: { source: true } })
      : null;
    if (row?.source.packetId !== packetId) return refuse("not-found");
    const { source, ...stored } = row;
    const { annexId } = source;
    const access = await accessPacket(tx, actor, packetId, "source.read", { annexId, lock: false });
    if (!access.ok) return access;
    const reader = await contentReader(tx, annexId === null ? [] : [annexId]);
    const version = openVersion(stored, annexId, reader);
    const bytes = await readBytes(tx, version.blobId, version.content.digest, reader);
    return ok({ bytes, fileName: version.content.fileName ?? `source-${source.number}-v${version.version}` });
  });
}
