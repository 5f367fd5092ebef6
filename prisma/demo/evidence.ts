// Evidence that the demo's own systems would have exported: plain JSON records, dated from the day of the demo.
import { createHash, randomUUID } from "node:crypto";
import type { Actor } from "../../lib/auth/actor.ts";
import type { Json } from "../../lib/kernel/canonical.ts";
import { addSource } from "../../lib/workflows/add-source.ts";
import { must } from "./must.ts";

const HOUR = 3_600_000;

/** One export: the slot that it fills, what it says, and how old it is. */
export interface DemoExport {
  readonly slot: string;
  readonly file: string;
  readonly name: string;
  readonly authority: string;
  readonly hoursOld: number;
  readonly says: Json;
}

/** A source as the demo brought it. */
export interface Brought {
  readonly sourceId: string;
  readonly versionId: string;
  readonly bytes: Uint8Array;
}

/** SHA-256 of some words, in hex: a digest that looks like one and is the same in every demo. */
export function digestOf(words: string): string {
  return createHash("sha256").update(words).digest("hex");
}

/** A day from today, as `2027-03-31`; or one that is past, where `days` is below 0. */
export function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 24 * HOUR).toISOString().slice(0, 10);
}

/** Brings exports to a packet, in their order. Gives each by its file name; throws where one is refused. */
export async function bringExports(
  actor: Actor,
  packetId: string,
  exports: readonly DemoExport[],
): Promise<ReadonlyMap<string, Brought>> {
  const brought = new Map<string, Brought>();
  for (const { slot, file, name, authority, hoursOld, says } of exports) {
    const bytes = new TextEncoder().encode(`${JSON.stringify(says, null, 2)}\n`);
    const added = await addSource(actor, {
      ...{ id: randomUUID(), packetId, bytes, fileName: file, slotKey: slot, name, authority },
      effectiveAt: new Date(Date.now() - hoursOld * HOUR).toISOString(),
    });
    const { sourceId, versionId } = must(added);
    brought.set(file, { sourceId, versionId, bytes });
  }
  return brought;
}
