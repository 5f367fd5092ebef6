// The `content` columns. What a person wrote stands there as canonical JSON: in clear in the body's scope, sealed
// under the annex's key in an annex, with the row that it belongs to bound, so that it opens nowhere else.

import { fromUtf8 } from "../kernel/bytes.ts";
import { canonicalBytes, type Json } from "../kernel/canonical.ts";
import { FaultError } from "../kernel/invariant.ts";
import { parseStrictJson } from "../kernel/strict-json.ts";
import { type AnnexKey, openAnnexKey, seal, unseal } from "../signing/annex-keys.ts";
import type { Tx } from "./client.ts";

/** What a row with a `content` column keeps. */
export interface Content {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly sealed: boolean;
}

/** A row's place: its table's name and its id, as `seal` binds them. Parts of a compound id are joined by `/`. */
export function contentPlace(table: string, ...id: readonly (string | number)[]): string {
  return [table, ...id].join("/");
}

/** JSON made ready for the `content` and `sealed` columns of a row of the scope; `annexId` null is the body. */
export async function sealContent(
  tx: Tx,
  annexId: string | null,
  place: string,
  value: unknown,
): Promise<Content> {
  const bytes = await sealBytes(tx, annexId, place, canonicalBytes(value));
  return { content: bytes, sealed: annexId !== null };
}

/** The JSON of one row. Throws `FaultError` where the bytes were moved, changed, or their key is missing. */
export async function openContent(
  tx: Tx,
  annexId: string | null,
  place: string,
  row: { readonly content: Uint8Array; readonly sealed: boolean },
): Promise<Json> {
  return (await contentReader(tx, annexId === null ? [] : [annexId])).open(annexId, place, row);
}

/** Bytes made ready for a scope: as they are for the body, sealed for an annex. */
export async function sealBytes(
  tx: Tx,
  annexId: string | null,
  place: string,
  bytes: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  if (annexId === null) return new Uint8Array(bytes);
  return seal(await annexKey(tx, annexId), place, bytes);
}

/** Opens the content of many rows, each annex's key unwrapped once. */
export interface ContentReader {
  /** Throws `FaultError` for a row of an annex that the reader was not made for. */
  open(
    annexId: string | null,
    place: string,
    row: { readonly content: Uint8Array; readonly sealed: boolean },
  ): Json;
  openBytes(annexId: string | null, place: string, bytes: Uint8Array): Uint8Array<ArrayBuffer>;
}

/** A reader for the body and the given annexes: give it only those that the actor is cleared for. */
export async function contentReader(tx: Tx, annexIds: Iterable<string>): Promise<ContentReader> {
  const ids = [...annexIds];
  const rows =
    ids.length === 0
      ? []
      : await tx.annex.findMany({
          where: { id: { in: ids } },
          select: { id: true, wrappedKey: true, keyId: true },
        });
  const keys = new Map(rows.map((row) => [row.id, openAnnexKey(row)]));
  function openBytes(annexId: string | null, place: string, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    if (annexId === null) return new Uint8Array(bytes);
    const key = keys.get(annexId);
    if (!key) throw new FaultError("annex-key-missing", { cause: "the reader was not made for this annex" });
    return unseal(key, place, bytes);
  }
  return {
    openBytes,
    open: (annexId, place, row) => {
      if (row.sealed !== (annexId !== null)) {
        throw new FaultError("integrity-failed", { cause: `${place}: sealed does not fit its scope` });
      }
      return jsonOf(place, openBytes(annexId, place, row.content));
    },
  };
}

async function annexKey(tx: Tx, annexId: string): Promise<AnnexKey> {
  const row = await tx.annex.findUniqueOrThrow({
    where: { id: annexId },
    select: { id: true, wrappedKey: true, keyId: true },
  });
  return openAnnexKey(row);
}

function jsonOf(place: string, bytes: Uint8Array): Json {
  const parsed = parseStrictJson(fromUtf8(bytes) ?? "", 200);
  if (!parsed.ok) throw new FaultError("integrity-failed", { cause: `${place}: not canonical JSON` });
  return parsed.value;
}
