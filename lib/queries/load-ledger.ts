import "server-only";
import { accessPacket, accessWorkspace } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { outcomeTransaction, type Tx } from "../db/client.ts";
import { inclusionProof, readLeaves, type StoredLeaf, signCheckpoint } from "../db/ledger-store.ts";
import { memberPackets } from "../db/packet-list.ts";
import { readNames } from "../db/people-store.ts";
import { fromUtf8, toHex } from "../kernel/bytes.ts";
import { ok } from "../kernel/result.ts";
import { parseCheckpoint } from "../ledger/checkpoint.ts";
import { LEDGER_EVENT_TYPES, type LedgerEventType } from "../ledger/event.ts";
import { leafWords, type OpenedWords, withNames } from "../ledger/leaf-words.ts";
import type { LeafProofView, LedgerPageView, LedgerRow } from "../ledger/views.ts";
import { familyOf, type LedgerFamily, ledgerWords, typesOfFamily } from "../ledger/words.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";

const PAGE = 60;

/** What to show: one packet by slug, one family of events, and everything below a leaf's index. All optional. */
export interface LedgerAsk {
  readonly packetSlug?: string | null;
  readonly family?: LedgerFamily | null;
  readonly before?: number | null;
}

interface PacketName {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
}

/**
 * A page of the ledger, newest first. An auditor sees the whole; everybody else sees the packets that they are in.
 * Words of annex events are opened only to who is cleared for that annex.
 */
export async function loadLedger(actor: Actor, ask: LedgerAsk): Promise<Outcome<LedgerPageView>> {
  return outcomeTransaction(async (tx) => {
    const whole = (await accessWorkspace(tx, actor, "ledger.read")).ok;
    const packets = await memberPackets(tx, whole ? null : actor.id);
    const asked = ask.packetSlug ? packets.find((packet) => packet.slug === ask.packetSlug) : null;
    if (asked === undefined) return refuse("not-found");
    const leaves = await readLeaves(tx, {
      packetIds: asked ? [asked.id] : whole ? undefined : packets.map((packet) => packet.id),
      types: ask.family ? typesOfFamily(ask.family) : undefined,
      before: ask.before ? BigInt(ask.before) : undefined,
      limit: PAGE + 1,
      clearedAnnexIds: await clearedIn(tx, actor, asked ? [asked] : packets),
    });
    const head = await tx.ledgerHead.findUnique({ where: { id: 1 }, select: { size: true } });
    const rows = await asRows(tx, leaves.slice(0, PAGE), packets);
    return ok({
      rows,
      nextBefore: leaves.length > PAGE ? (rows.at(-1)?.index ?? null) : null,
      size: Number(head?.size ?? 0),
      packets,
      whole,
    });
  });
}

/** One leaf with its inclusion proof under a checkpoint signed now. Whoever may not see the leaf gets not-found. */
export async function loadLeafProof(actor: Actor, index: number): Promise<Outcome<LeafProofView>> {
  if (!Number.isSafeInteger(index) || index < 0) return refuse("not-found");
  return outcomeTransaction(async (tx) => {
    const whole = (await accessWorkspace(tx, actor, "ledger.read")).ok;
    const packets = await memberPackets(tx, whole ? null : actor.id);
    const [leaf] = await readLeaves(tx, {
      before: BigInt(index) + 1n,
      limit: 1,
      clearedAnnexIds: await clearedIn(tx, actor, packets),
    });
    const visible = whole || packets.some((packet) => packet.id === leaf?.packetId);
    if (leaf?.index !== BigInt(index) || !visible) return refuse("not-found");
    const { note: checkpoint } = await signCheckpoint(tx);
    const parsed = parseCheckpoint(checkpoint);
    if (!parsed.ok) return refuse("signer-unavailable");
    const [row] = await asRows(tx, [leaf], packets);
    if (!row) return refuse("not-found");
    return ok({
      row,
      leaf: fromUtf8(leaf.bytes) ?? "",
      leafHash: toHex(leaf.leafHash),
      treeSize: parsed.value.size,
      path: await inclusionProof(tx, leaf.index, BigInt(parsed.value.size)),
      root: toHex(parsed.value.root),
      checkpoint,
    });
  });
}

async function clearedIn(tx: Tx, actor: Actor, packets: readonly PacketName[]): Promise<ReadonlySet<string>> {
  const cleared = new Set<string>();
  for (const packet of packets) {
    const access = await accessPacket(tx, actor, packet.id, "packet.ledger");
    if (access.ok) for (const annexId of access.value.clearedAnnexIds) cleared.add(annexId);
  }
  return cleared;
}

async function asRows(
  tx: Tx,
  leaves: readonly StoredLeaf[],
  packets: readonly PacketName[],
): Promise<readonly LedgerRow[]> {
  const opened = leaves.map((leaf) => ({ leaf, words: leafWords(leaf.type, leaf.bytes, leaf.words) }));
  const ids = opened.flatMap(({ words }) => [words.actorId, words.onBehalfOfId, ...words.people]);
  const names = await readNames(
    tx,
    ids.filter((id) => id !== null),
  );
  return opened.map(({ leaf, words }) => asRow(leaf, words, names, packets));
}

function asRow(
  leaf: StoredLeaf,
  words: OpenedWords,
  names: ReadonlyMap<string, string>,
  packets: readonly PacketName[],
): LedgerRow {
  const type = LEDGER_EVENT_TYPES.find((known) => known === words.type) ?? ("annex event" as LedgerEventType);
  const packet = packets.find((entry) => entry.id === leaf.packetId);
  return {
    index: Number(leaf.index),
    type: leaf.type,
    says: ledgerWords(type),
    family: familyOf(type),
    at: leaf.at.toISOString(),
    actorName: words.actorId ? (names.get(words.actorId) ?? "Somebody") : null,
    onBehalfOfName: words.onBehalfOfId ? (names.get(words.onBehalfOfId) ?? "somebody") : null,
    packet: packet ? { slug: packet.slug, title: packet.title } : null,
    words: words.text.map(([name, value]) => [name, withNames(value, names)] as const),
  };
}
