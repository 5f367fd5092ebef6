import { isUuid } from "../kernel/ids.ts";
import type { BusEvent } from "./bus.ts";

/** Channel of PostgreSQL's NOTIFY. */
export const BUS_CHANNEL = "countersign";

function isId(value: unknown): value is string {
  return typeof value === "string" && isUuid(value);
}

/** The text that carries an event. */
export function eventText(event: BusEvent): string {
  return JSON.stringify(event);
}

/** The event that the text carries, or null for anything else: another version's event is not an error. */
export function parseEvent(text: string): BusEvent | null {
  let value: Record<string, unknown> | null;
  try {
    value = JSON.parse(text) as Record<string, unknown> | null;
  } catch {
    // JSON.parse throws SyntaxError for malformed JSON and for nothing else.
    return null;
  }
  if (value?.kind === "document" && isId(value.id) && /^\d{1,18}$/.test(String(value.seq))) {
    return { kind: "document", id: value.id, seq: String(value.seq) };
  }
  if (value?.kind !== "access") return null;
  const { packetId, accountId } = value;
  if (!isId(packetId ?? accountId)) return null;
  return {
    kind: "access",
    ...(isId(packetId) ? { packetId } : {}),
    ...(isId(accountId) ? { accountId } : {}),
  };
}
