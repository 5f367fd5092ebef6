import { BODY } from "../layout.ts";
import { ByteReader, MalformedError } from "./byte-reader.ts";
import { LIMITS } from "./limits.ts";

// Presence is the server's word: id, name and role come from the session (and the colour from the id), and a client
// gives a cursor only.

/** A place in the text as Yjs writes it in JSON, reduced to what a cursor needs. */
export interface CursorPosition {
  readonly type?: { readonly client: number; readonly clock: number };
  readonly tname?: string;
  readonly item?: { readonly client: number; readonly clock: number };
  readonly assoc: number;
}

/** Where somebody's cursor stands; null: nowhere. */
export type Cursor = { readonly anchor: CursorPosition; readonly head: CursorPosition } | null;

/** What a client said about itself that is kept; `gone` where it took itself away. */
export interface PresenceSaid {
  readonly clock: number;
  readonly gone: boolean;
  readonly cursor: Cursor;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function readId(value: unknown): { client: number; clock: number } | null {
  const { client, clock } = (value ?? {}) as { client?: unknown; clock?: unknown };
  return isCount(client) && isCount(clock) ? { client, clock } : null;
}

function readPosition(value: unknown): CursorPosition | null {
  if (typeof value !== "object" || value === null) return null;
  const { type, tname, item, assoc } = value as Record<string, unknown>;
  const typeId = readId(type);
  const itemId = readId(item);
  if (!typeId && !itemId && tname !== BODY) return null;
  return {
    ...(typeId ? { type: typeId } : {}),
    ...(tname === BODY ? { tname: BODY } : {}),
    ...(itemId ? { item: itemId } : {}),
    assoc: typeof assoc === "number" && assoc < 0 ? -1 : 0,
  };
}

function readCursor(state: unknown): Cursor {
  const cursor = (state as { cursor?: unknown } | null)?.cursor as
    | { anchor?: unknown; head?: unknown }
    | null
    | undefined;
  const anchor = readPosition(cursor?.anchor);
  const head = readPosition(cursor?.head);
  return anchor && head ? { anchor, head } : null;
}

function parseState(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // JSON.parse throws SyntaxError for malformed JSON and for nothing else.
    throw new MalformedError("presence is not JSON");
  }
}

/**
 * What an awareness payload says about `ownClient`, or null where it says nothing about it. Entries about others
 * are dropped. Throws `MalformedError` for bytes that are no awareness payload, or a state that is too large.
 */
export function readPresence(payload: Uint8Array, ownClient: number): PresenceSaid | null {
  const reader = new ByteReader(payload);
  const count = reader.count(1_000, 3);
  let said: PresenceSaid | null = null;
  for (let i = 0; i < count; i++) {
    const client = reader.varUint();
    const clock = reader.varUint();
    const text = reader.text(LIMITS.cursorBytes);
    if (client !== ownClient) continue;
    const state = parseState(text);
    said = { clock, gone: state === null, cursor: readCursor(state) };
  }
  reader.end();
  return said;
}
