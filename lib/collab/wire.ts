import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

// The wire between editor and collab server: y-websocket's messages and two of our own. Rules CO40 to CO49 in
// docs/spec/collab.md. Both sides use this module; the server reads what arrives with its own bounded reader.

/** First number of a message. 0, 1 and 3 are y-websocket's; 64 and 65 are ours, from server to client only. */
export const MESSAGE = { sync: 0, awareness: 1, queryAwareness: 3, ack: 64, notice: 65 } as const;

/** Second number of a sync message. */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const;

/** What the socket's person may do in the document now. */
export type Mode = "edit" | "read-only" | "frozen" | "closed";

/**
 * What the server says beside the text. `mode`: what the person may do from now on. `refused`: a change was not
 * taken, nor is anything that builds on it; `code` says why, `message` is for the person.
 */
export type Notice =
  | { readonly kind: "mode"; readonly mode: Mode }
  | { readonly kind: "refused"; readonly code: string; readonly message: string };

/** Close codes of the collab server; 44xx ends reconnecting. */
export const CLOSE = {
  goingAway: 1012,
  tryLater: 1013,
  protocol: 4400,
  signedOut: 4401,
  notAllowed: 4403,
  notFound: 4404,
  replaced: 4409,
  /** A change was not taken: start anew with the stored text. */
  notTaken: 4422,
  tooLarge: 4413,
  tooMany: 4429,
} as const;

/** Everything up to `taken` changes of this connection is stored; `seq` is the document's sequence with them. */
export interface Ack {
  readonly seq: number;
  readonly taken: number;
}

/** A sync message: its step and the bytes it carries (a state vector or a V1 update). */
export function syncMessage(step: (typeof SYNC)[keyof typeof SYNC], bytes: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.sync);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, bytes);
  return encoding.toUint8Array(encoder);
}

/** An acknowledgement message. */
export function ackMessage({ seq, taken }: Ack): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.ack);
  encoding.writeVarUint(encoder, seq);
  encoding.writeVarUint(encoder, taken);
  return encoding.toUint8Array(encoder);
}

/** Reads an acknowledgement after its message number. */
export function readAck(decoder: decoding.Decoder): Ack {
  return { seq: decoding.readVarUint(decoder), taken: decoding.readVarUint(decoder) };
}

/** A notice message. */
export function noticeMessage(notice: Notice): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.notice);
  encoding.writeVarString(encoder, JSON.stringify(notice));
  return encoding.toUint8Array(encoder);
}

/** Reads a notice after its message number. It comes from our own server. */
export function readNotice(decoder: decoding.Decoder): Notice {
  return JSON.parse(decoding.readVarString(decoder)) as Notice;
}

/** One client's presence: what it is, or null when it left. */
export interface PresenceEntry {
  readonly client: number;
  readonly clock: number;
  readonly state: unknown;
}

/** An awareness message (y-protocols awareness.js). */
export function awarenessMessage(entries: readonly PresenceEntry[]): Uint8Array {
  const inner = encoding.createEncoder();
  encoding.writeVarUint(inner, entries.length);
  for (const { client, clock, state } of entries) {
    encoding.writeVarUint(inner, client);
    encoding.writeVarUint(inner, clock);
    encoding.writeVarString(inner, JSON.stringify(state));
  }
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.awareness);
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner));
  return encoding.toUint8Array(encoder);
}
