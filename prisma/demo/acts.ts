// What people do in the demo's packets, in the fewest words.
import { randomUUID } from "node:crypto";
import type { Actor } from "../../lib/auth/actor.ts";
import { database, transaction } from "../../lib/db/client.ts";
import { contentReader } from "../../lib/db/content.ts";
import { type ReadRow, readRows } from "../../lib/db/register-store.ts";
import { inspectEvidence } from "../../lib/evidence/inspect.ts";
import type { Columns } from "../../lib/packet/registers.ts";
import { createPacket } from "../../lib/workflows/create-packet.ts";
import { takeGate } from "../../lib/workflows/flow/take-gate.ts";
import { makeClaim } from "../../lib/workflows/make-claim.ts";
import { traceClaim } from "../../lib/workflows/trace-claim.ts";
import { addRegisterRow, editRegisterRow } from "../../lib/workflows/write-register-row.ts";
import type { Cast } from "./cast.ts";
import type { Brought } from "./evidence.ts";
import { must } from "./must.ts";
import { plainText, writeText } from "./write-text.ts";

/** Who sits in a packet beside its artifact owner. */
export type Members = readonly {
  readonly accountId: string;
  readonly role: string;
  readonly kindRole?: string;
}[];

/** Words of a section that rest on a fact of a file; `mark` is theirs in the text. */
export interface TracedWords {
  readonly mark: string;
  readonly section: string;
  readonly file: string;
  readonly fact: string;
  readonly assertion: { readonly key: string; readonly op: string; readonly value: string | number };
}

/** Makes a packet of a kind that releases nothing, by the author. Gives its id. */
export async function makeRecord(
  cast: Cast,
  kindKey: string,
  title: string,
  members: Members,
): Promise<string> {
  const artifactOwnerId = cast["artifact-owner"].id;
  const made = await createPacket(cast.author, {
    ...{ id: randomUUID(), title, kindKey, artifactOwnerId, releaseOwnerId: null, members },
  });
  return must(made).packetId;
}

/** Writes a packet's body. */
export async function writeBody(
  actor: Actor,
  packetId: string,
  text: Readonly<Record<string, readonly string[]>>,
  claimIds: ReadonlyMap<string, string> = new Map(),
): Promise<void> {
  const where = { packetId, annexId: null };
  const body = await database().document.findFirstOrThrow({ where, select: { id: true } });
  await writeText(actor, body.id, text, claimIds);
}

/** Writes a packet's body, with one claim of it traced to the file that it rests on. */
export async function writeTraced(
  actor: Actor,
  packetId: string,
  text: Readonly<Record<string, readonly string[]>>,
  claim: TracedWords,
  sources: ReadonlyMap<string, Brought>,
): Promise<void> {
  const { mark, section, file, fact, assertion } = claim;
  const source = sources.get(file);
  if (!source) throw new Error(`the demo brought no ${file}`);
  const quote = plainText(text[section] ?? [], mark);
  const { claimId } = must(await makeClaim(actor, { id: randomUUID(), packetId, quote, assertion }));
  await writeBody(actor, packetId, text, new Map([[mark, claimId]]));
  const locator = inspectEvidence(source.bytes).facts.find((one) => one.key === fact)?.locator;
  const trace = { id: randomUUID(), packetId, claimId, sourceVersionId: source.versionId, locator };
  must(await traceClaim(actor, trace));
}

/** The rows of a register by their key, as whoever looks at them would send them back. */
export async function rowsOf(packetId: string, register: string): Promise<ReadonlyMap<string, ReadRow>> {
  const rows = await transaction(async (tx) => readRows(tx, packetId, [null], await contentReader(tx, [])));
  return new Map(rows.filter((row) => row.register === register).map((row) => [row.key, row]));
}

/** Says columns of several rows anew, by the row's key; the others keep their words. */
export async function amend(
  actor: Actor,
  packetId: string,
  register: string,
  says: Readonly<Record<string, Columns>>,
): Promise<void> {
  const rows = await rowsOf(packetId, register);
  for (const [key, anew] of Object.entries(says)) {
    const row = rows.get(key);
    const newest = row?.versions[0];
    if (!row || !newest) throw new Error(`the demo has no row ${key} of ${register}`);
    const columns = { ...newest.columns, ...anew };
    must(await editRegisterRow(actor, { packetId, rowId: row.id, version: newest.version, columns }));
  }
}

/** Adds one row, which belongs to whoever adds it where rows have owners. */
export async function addRow(
  actor: Actor,
  packetId: string,
  register: string,
  columns: Columns,
): Promise<void> {
  must(await addRegisterRow(actor, { id: randomUUID(), packetId, register, columns }));
}

/** Takes a gate that its checks answer. `seenSeq` is the number of the newest step; 0 before any. */
export async function take(actor: Actor, packetId: string, gate: string, seenSeq: number): Promise<void> {
  must(await takeGate(actor, { packetId, requestId: randomUUID(), gate, seenSeq }));
}
