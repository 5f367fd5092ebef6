import { accessPacket, type PacketAccess } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { type Tx, transaction } from "../db/client.ts";
import { contentPlace, contentReader } from "../db/content.ts";
import type { Source } from "../db/generated/client.ts";
import { record } from "../db/ledger-store.ts";
import { holdRelease, openRelease } from "../db/release-store.ts";
import { revisionById } from "../db/revision-store.ts";
import { addSourceVersion, keepBytes } from "../db/source-store.ts";
import type { EvidenceInspection } from "../evidence/inspect.ts";
import { resolveOffThread } from "../evidence-worker/inspect-off-thread.ts";
import { ok } from "../kernel/result.ts";
import type { TraceContent } from "../packet/content.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { addSourceVersionSchema } from "./add-source.schema.ts";
import { type AddedVersion, inspectDeclared, versionContent } from "./add-source.ts";
import { onPacket } from "./on-packet.ts";
import { parseInput } from "./parse-input.ts";
import { recordBound } from "./record-bound.ts";

type Input = ReturnType<typeof addSourceVersionSchema.parse>;
type Places = Readonly<Record<string, string | null>>;

/**
 * Adds a version to a source: the bytes before it stay, and each claim that leans on it is judged anew by where its
 * links lead in the new bytes. Input: `addSourceVersionSchema`.
 */
export async function addVersion(actor: Actor, input: unknown): Promise<Outcome<AddedVersion>> {
  const parsed = parseInput(addSourceVersionSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId, sourceId } = parsed.value;
  const may = await transaction(async (tx) => {
    const source = await tx.source.findUnique({ where: { id: sourceId } });
    if (source?.packetId !== packetId) return refuse("not-found");
    const at = { annexId: source.annexId, lock: false };
    const access = await accessPacket(tx, actor, packetId, "source.add", at);
    return access.ok ? ok({ source, links: await linksTo(tx, source) }) : access;
  });
  if (!may.ok) return may;
  const { source, links } = may.value;
  const inspected = await inspectDeclared(parsed.value);
  if (!inspected.ok) return inspected;
  const places = await placesOf(parsed.value.bytes, inspected.value, links);
  const at = { annexId: source.annexId };
  return onPacket(actor, { packetId, action: "source.add", at }, (tx, access) =>
    add(tx, access, { input: parsed.value, source, inspected: inspected.value, places }),
  );
}

interface Prepared {
  readonly input: Input;
  readonly source: Source;
  readonly inspected: EvidenceInspection;
  readonly places: Places;
}

async function add(tx: Tx, access: PacketAccess, prepared: Prepared): Promise<Outcome<AddedVersion>> {
  const { input, source, inspected } = prepared;
  const { packetId, annexId, number } = source;
  const { id } = input;
  const first = await tx.sourceVersion.findUnique({ where: { id } });
  if (first) {
    const same = first.sourceId === source.id && first.receivedById === access.actor.id;
    return same
      ? ok({ sourceId: source.id, versionId: id, number, version: first.version, format: inspected.format })
      : refuse("duplicate");
  }
  const now = await tx.source.findUniqueOrThrow({ where: { id: source.id }, select: { retiredAt: true } });
  if (now.retiredAt) return refuse("state-conflict", "This source was taken out of use.");
  const version = 1 + (await tx.sourceVersion.count({ where: { sourceId: source.id } }));
  const blobId = await keepBytes(tx, { packetId, annexId }, input.bytes);
  await addSourceVersion(tx, {
    id,
    sourceId: source.id,
    annexId,
    version,
    blobId,
    receivedById: access.actor.id,
    receivedAt: access.now,
    content: { ...versionContent(input, inspected, access.now), places: await completed(tx, prepared) },
  });
  await recordBound(tx, {
    actor: access.actor,
    packetId,
    annexId,
    reason: `Source S${number} has a new version.`,
    type: "source superseded",
    subjects: { source: inspected.digest },
    text: { number, version, format: inspected.format },
  });
  if (annexId === null) await holdWhatRestsOn(tx, source, version, access.now);
  return ok({ sourceId: source.id, versionId: id, number, version, format: inspected.format });
}

/** An open release whose revision binds an older version of the source is on hold: the evidence moved under it. */
async function holdWhatRestsOn(tx: Tx, source: Source, version: number, now: Date): Promise<void> {
  const release = await openRelease(tx, source.packetId);
  const revision = release && (await revisionById(tx, release.revisionId));
  const bound = revision?.body.sources.find((one) => one.id === source.id)?.version;
  if (!release || !bound) return;
  const reason = `S${source.number} has a newer version: released on version ${bound.number}, now ${version}.`;
  if (!(await holdRelease(tx, release.id, reason, now))) return;
  const { digest } = await tx.manifest.findUniqueOrThrow({ where: { id: release.manifestId } });
  await record(tx, {
    type: "hold opened",
    actor: null,
    packetId: source.packetId,
    subjects: { manifest: digest },
    text: { release: release.id, reason },
  });
}

interface LivingLink {
  readonly id: string;
  readonly content: TraceContent;
}

// An annex's claim may lean on a body source, so that links of every scope are met here. What is kept of them beside
// the version is no more than where they lead, and no query shows it.
async function linksTo(tx: Tx, source: Source): Promise<readonly LivingLink[]> {
  const versions = await tx.sourceVersion.findMany({ where: { sourceId: source.id }, select: { id: true } });
  const rows = await tx.traceLink.findMany({
    where: {
      sourceVersionId: { in: versions.map((version) => version.id) },
      endedAt: null,
    },
  });
  const reader = await contentReader(tx, new Set(rows.flatMap((row) => row.annexId ?? [])));
  return rows.map((row) => ({
    id: row.id,
    content: reader.open(row.annexId, contentPlace("trace_links", row.id), row) as unknown as TraceContent,
  }));
}

async function placesOf(
  bytes: Uint8Array,
  inspected: EvidenceInspection,
  links: readonly LivingLink[],
): Promise<Places> {
  if (links.length === 0) return {};
  const locators = links.map((link) => link.content.locator);
  const resolved = await resolveOffThread(bytes, inspected.format, locators);
  return Object.fromEntries(
    links.map((link, i) => {
      const found = resolved.ok ? resolved.value[i] : undefined;
      return [link.id, found?.ok ? found.value.digest : null];
    }),
  );
}

/** The places with those of links that were made while the bytes were read. */
async function completed(tx: Tx, { input, source, inspected, places }: Prepared): Promise<Places> {
  const links = await linksTo(tx, source);
  const late = links.filter((link) => !Object.hasOwn(places, link.id));
  return late.length === 0 ? places : { ...places, ...(await placesOf(input.bytes, inspected, late)) };
}
