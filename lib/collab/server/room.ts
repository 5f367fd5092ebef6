import * as Y from "yjs";
import type { Actor } from "../../auth/actor.ts";
import { BODY, type SectionSpec } from "../layout.ts";
import { ackMessage, type Mode, noticeMessage, SYNC, syncMessage } from "../wire.ts";
import type { ScopedDocument, Standing } from "./authority.ts";
import { LIMITS } from "./limits.ts";
import type { Cursor } from "./presence.ts";
import { judgeUpdate } from "./update-gate.ts";

/** One socket that has joined a room. */
export interface Seat {
  readonly actor: Actor;
  /** The leased client id that this connection announces itself by. */
  readonly client: number;
  readonly leases: ReadonlySet<number>;
  standing: Standing;
  /** Changes (sync step 2 and update messages) taken in so far on this connection; acknowledgements count them. */
  taken: number;
  /** It has answered our state vector: what it holds and we do not has come. */
  answered: boolean;
  send(bytes: Uint8Array): void;
  /** Ends the connection. Safe to call again. */
  close(code: number, reason: string): void;
  readonly isOpen: () => boolean;
}

/** A change that passed the gate and waits to be stored; `bytes` null: nothing new, only to be acknowledged. */
export interface Pending {
  readonly seat: Seat;
  readonly bytes: Uint8Array | null;
  readonly taken: number;
}

/** What a client showed of itself, as the server tells it on. */
export interface Presence {
  clock: number;
  cursor: Cursor;
  gone: boolean;
  readonly seat: Seat;
}

/** A document in memory: a cache of committed rows, and those who look at it. */
export interface Room {
  readonly document: ScopedDocument;
  readonly sections: readonly SectionSpec[];
  /** Committed state: what joins and broadcasts come from. */
  readonly doc: Y.Doc;
  /** Committed state and what waits to be stored: what the gate tries updates on. */
  scratch: Y.Doc;
  seq: bigint;
  /** Upper bound of the state's size as one update. */
  stateBytes: number;
  snapshotSeq: bigint;
  readonly seats: Set<Seat>;
  queue: Pending[];
  inFlight: readonly Pending[];
  /** Another process wrote rows that are not read yet. */
  behind: boolean;
  flushing: Promise<void> | null;
  /** True once the room left memory: nothing may come in any more. */
  closed: boolean;
  state: { readonly seq: bigint; readonly bytes: Uint8Array } | null;
  readonly presence: Map<number, Presence>;
  readonly presenceDue: Set<number>;
  presenceTimer: NodeJS.Timeout | null;
  idleTimer: NodeJS.Timeout | null;
}

function emptyDoc(): Y.Doc {
  const doc = new Y.Doc();
  // Told before anything arrives, so that the root is a fragment from the first change on.
  doc.getXmlFragment(BODY);
  return doc;
}

/** Applies known-good updates in one transaction and returns them as one frame, or null where all was known. */
export function applyAll(doc: Y.Doc, updates: readonly Uint8Array[]): Uint8Array | null {
  const frames: Uint8Array[] = [];
  const note = (frame: Uint8Array) => frames.push(frame);
  doc.on("update", note);
  try {
    // One local transaction around them: Yjs tidies marks after a remote one, and the server writes nothing itself.
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update);
    });
  } finally {
    doc.off("update", note);
  }
  return frames[0] ?? null;
}

/** Builds a room from rows read up to `seq`. */
export function makeRoom(
  document: ScopedDocument,
  sections: readonly SectionSpec[],
  read: { readonly seq: bigint; readonly updates: readonly Uint8Array[] },
): Room {
  const doc = emptyDoc();
  applyAll(doc, read.updates);
  const bytes = Y.encodeStateAsUpdate(doc);
  const scratch = emptyDoc();
  applyAll(scratch, [bytes]);
  return {
    document,
    sections,
    doc,
    scratch,
    seq: read.seq,
    stateBytes: bytes.length,
    snapshotSeq: read.seq - BigInt(Math.max(0, read.updates.length - 1)),
    seats: new Set(),
    queue: [],
    inFlight: [],
    behind: false,
    flushing: null,
    closed: false,
    state: { seq: read.seq, bytes },
    presence: new Map(),
    presenceDue: new Set(),
    presenceTimer: null,
    idleTimer: null,
  };
}

/** The committed state as one update, encoded once for each sequence. */
export function stateOf(room: Room): Uint8Array {
  if (room.state?.seq !== room.seq) {
    room.state = { seq: room.seq, bytes: Y.encodeStateAsUpdate(room.doc) };
  }
  return room.state.bytes;
}

/** Makes the scratch document anew: committed state and whatever still waits. */
export function rebuildScratch(room: Room): void {
  room.scratch.destroy();
  room.scratch = emptyDoc();
  const waiting = [...room.inFlight, ...room.queue].flatMap((pending) => pending.bytes ?? []);
  applyAll(room.scratch, [stateOf(room), ...waiting]);
}

const SENTENCES: Readonly<Record<string, string>> = {
  frozen: "The text is frozen while approval is pending.",
  closed: "The packet is closed.",
  "read-only": "You may read this text but not change it.",
  "too-large": "The document has reached its largest size.",
  layout: "The change does not fit the layout of this document.",
  "foreign-client": "The change claims to come from somebody else.",
};

/** Words a refusal for the person. */
export function refusalNotice(code: string): Uint8Array {
  const message = SENTENCES[code] ?? "The change could not be read.";
  return noticeMessage({ kind: "refused", code, message });
}

function whyNotEditing(mode: Mode): string {
  return mode === "edit" ? "read-only" : mode;
}

/** What became of a change that a seat sent. `refused` says why; where it is not null the text is unchanged. */
export interface Taken {
  readonly refused: { readonly code: string; readonly detail: string } | null;
}

/**
 * Whoever types while a connection comes back sends those words before the answer to our state vector, and they may
 * build on what that answer brings. The answer holds them too, so they are counted and left to it.
 */
const EARLY: ReadonlySet<string> = new Set(["gap", "pending"]);

/** Judges a change and queues it to be stored. Does not wait. */
export function takeChange(room: Room, seat: Seat, update: Uint8Array): Taken {
  let dirty = false;
  const mayEdit = seat.standing.mode === "edit";
  const verdict = judgeUpdate({
    scratch: room.scratch,
    update,
    sections: room.sections,
    mayEdit,
    leases: (client) => seat.leases.has(client),
    dirty: () => {
      dirty = true;
    },
  });
  if (dirty) rebuildScratch(room);
  if (!verdict.ok && !seat.answered && EARLY.has(verdict.error.code)) {
    seat.taken += 1;
    return { refused: null };
  }
  if (!verdict.ok) {
    const code = verdict.error.code === "read-only" ? whyNotEditing(seat.standing.mode) : verdict.error.code;
    return { refused: { code, detail: verdict.error.detail } };
  }
  if (verdict.value && isTooLarge(room, verdict.value.length)) {
    const detail = `${room.stateBytes} bytes`;
    room.stateBytes -= verdict.value.length;
    rebuildScratch(room);
    return { refused: { code: "too-large", detail } };
  }
  seat.taken += 1;
  if (verdict.value === null && room.queue.length === 0 && room.inFlight.length === 0) {
    seat.send(ackMessage({ seq: Number(room.seq), taken: seat.taken }));
  } else {
    room.queue.push({ seat, bytes: verdict.value, taken: seat.taken });
  }
  return { refused: null };
}

/** True where the document, with everything that waits and the change just tried, has outgrown its limit. */
function isTooLarge(room: Room, more: number): boolean {
  room.stateBytes += more;
  if (room.stateBytes <= LIMITS.documentBytes) return false;
  // The bound only grows: look once at what it really is.
  room.stateBytes = Y.encodeStateAsUpdate(room.scratch).length;
  return room.stateBytes > LIMITS.documentBytes;
}

/** Sends a frame to everybody in the room but one. */
export function broadcast(room: Room, frame: Uint8Array, except: Seat | null): void {
  const message = syncMessage(SYNC.update, frame);
  for (const seat of room.seats) if (seat !== except) seat.send(message);
}
