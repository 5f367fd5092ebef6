import type { RawData, WebSocket } from "ws";
import * as Y from "yjs";
import type { Actor } from "../../auth/actor.ts";
import { findDocument, readLeases } from "../../db/document-log.ts";
import { isUuid } from "../../kernel/ids.ts";
import { CLOSE, MESSAGE, noticeMessage, SYNC, syncMessage } from "../wire.ts";
import { judgeStanding, type Standing } from "./authority.ts";
import { ByteReader, MalformedError } from "./byte-reader.ts";
import { flush, rejudge } from "./flush.ts";
import { LIMITS, rateLimit } from "./limits.ts";
import { readPresence } from "./presence.ts";
import { presenceMessage, takePresence } from "./presence-room.ts";
import { type Room, refusalNotice, type Seat, stateOf, takeChange } from "./room.ts";
import { enter, leave, type Rooms, roomOf } from "./rooms.ts";
import { scanStateVector } from "./update-scan.ts";

/** One open socket, joined or not. */
export interface Connection {
  readonly socket: WebSocket;
  readonly actor: Actor;
  /** The room that the address names, as it came. */
  readonly roomName: string;
  readonly client: number;
  readonly waiting: Uint8Array[];
  waitingBytes: number;
  /** What a large first answer may add to the unread bytes. */
  allowance: number;
  room: Room | null;
  seat: Seat | null;
  /** Somebody's authority moved while this socket was joining. */
  stale: boolean;
  alive: boolean;
  over: boolean;
}

interface Rates {
  readonly updates: (now: number) => boolean;
  readonly presence: (now: number) => boolean;
  readonly pings: (now: number) => boolean;
}

/** Ends a connection with a code; a peer that does not answer is cut off. Safe to call again. */
export function end(connection: Connection, code: number, reason: string): void {
  if (connection.over) return;
  connection.over = true;
  connection.socket.close(code, reason);
  setTimeout(() => connection.socket.terminate(), LIMITS.closeGraceMs).unref();
}

function send(connection: Connection, bytes: Uint8Array): void {
  const { socket } = connection;
  if (connection.over || socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount === 0) connection.allowance = 0;
  if (socket.bufferedAmount > LIMITS.bufferedBytes + connection.allowance) {
    end(connection, CLOSE.tryLater, "slow-reader");
    return;
  }
  // `ws` reports a failed write to the callback and as `close`; without the callback it would be thrown.
  socket.send(bytes, { binary: true, compress: false }, () => undefined);
}

/** Wires a socket up and joins it to its room. Everything that it may send is answered or ends this socket alone. */
export function serveConnection(rooms: Rooms, connection: Connection, done: () => void): void {
  const { socket } = connection;
  const rates: Rates = {
    updates: rateLimit(LIMITS.updatesPerSecond, LIMITS.updatesBurst),
    presence: rateLimit(LIMITS.presencePerSecond, LIMITS.presenceBurst),
    pings: rateLimit(LIMITS.pingsPerSecond, LIMITS.pingsBurst),
  };
  // `ws` emits `error` for a frame that breaks the protocol; without a listener that would end the process.
  socket.on("error", () => socket.terminate());
  socket.on("pong", () => {
    connection.alive = true;
  });
  socket.on("ping", () => {
    if (!rates.pings(performance.now())) end(connection, CLOSE.tooMany, "pings");
  });
  socket.on("message", (data, isBinary) => receive(rooms, connection, rates, data, isBinary));
  socket.on("close", () => {
    connection.over = true;
    if (connection.room && connection.seat) leave(rooms, connection.room, connection.seat);
    done();
  });
  join(rooms, connection, rates).catch((cause: unknown) => {
    logFault("join", cause);
    end(connection, CLOSE.tryLater, "unavailable");
  });
}

/** Writes a fault to the log: what failed, never the document's text. */
export function logFault(where: string, cause: unknown): void {
  const name = cause instanceof Error ? `${cause.name}: ${cause.message}` : "unknown";
  console.warn(JSON.stringify({ event: "collab.fault", where, cause: name.slice(0, 200) }));
}

function receive(rooms: Rooms, connection: Connection, rates: Rates, data: RawData, isBinary: boolean): void {
  if (connection.over) return;
  if (!isBinary) {
    end(connection, CLOSE.protocol, "text-frame");
    return;
  }
  const bytes = new Uint8Array(data as Buffer);
  if (connection.seat) {
    handle(rooms, connection, rates, bytes);
    return;
  }
  connection.waiting.push(bytes);
  connection.waitingBytes += bytes.length;
  if (connection.waiting.length > LIMITS.joinMessages || connection.waitingBytes > LIMITS.joinBytes) {
    end(connection, CLOSE.tooLarge, "before-join");
  }
}

async function join(rooms: Rooms, connection: Connection, rates: Rates): Promise<void> {
  const { actor, client, roomName } = connection;
  const document = isUuid(roomName) ? await findDocument(roomName) : null;
  const judged = document && (await judgeStanding(actor, document));
  // Missing, malformed and not allowed look the same from outside.
  if (!document || !judged?.ok) {
    end(connection, CLOSE.notFound, "not-found");
    return;
  }
  const leases = await readLeases(document.id, actor.id);
  if (!leases.has(client)) {
    end(connection, CLOSE.protocol, "no-lease");
    return;
  }
  const room = await roomOf(rooms, document, judged.value.sections);
  if (connection.over) return;
  if (room.seats.size >= LIMITS.socketsPerRoom || room.closed) {
    end(connection, CLOSE.tryLater, "room-full");
    return;
  }
  await sit(rooms, connection, room, judged.value, leases);
  for (const bytes of connection.waiting.splice(0))
    if (!connection.over) handle(rooms, connection, rates, bytes);
  if (room.behind) await flush(room, rooms.port);
}

async function sit(
  rooms: Rooms,
  connection: Connection,
  room: Room,
  standing: Standing,
  leases: ReadonlySet<number>,
): Promise<void> {
  const { actor, client } = connection;
  const seat: Seat = {
    actor,
    client,
    leases,
    standing,
    taken: 0,
    answered: false,
    send: (bytes) => send(connection, bytes),
    close: (code, reason) => end(connection, code, reason),
    isOpen: () => !connection.over,
  };
  // One live connection a lease: a tab that comes back before its old socket is known to be dead replaces it.
  for (const other of room.seats) if (other.client === client) other.close(CLOSE.replaced, "replaced");
  while (connection.stale) {
    connection.stale = false;
    await rejudge(room, seat, rooms.port);
  }
  if (connection.over) return;
  connection.room = room;
  connection.seat = seat;
  enter(room, seat);
  seat.send(noticeMessage({ kind: "mode", mode: seat.standing.mode }));
  seat.send(syncMessage(SYNC.step1, Y.encodeStateVector(room.doc)));
  const present = presenceMessage(room);
  if (present) seat.send(present);
}

function handle(rooms: Rooms, connection: Connection, rates: Rates, bytes: Uint8Array): void {
  const { room, seat } = connection;
  if (!room || !seat) return;
  try {
    const reader = new ByteReader(bytes);
    const type = reader.varUint();
    if (type === MESSAGE.sync) handleSync(rooms, connection, room, seat, rates, reader);
    else if (type === MESSAGE.awareness) handlePresence(connection, room, seat, rates, reader);
    else if (type === MESSAGE.queryAwareness) {
      reader.end();
      const present = rates.presence(performance.now()) ? presenceMessage(room) : null;
      if (present) seat.send(present);
    } else end(connection, CLOSE.protocol, "unknown-message");
  } catch (error) {
    if (!(error instanceof MalformedError)) logFault("message", error);
    end(connection, CLOSE.protocol, "malformed");
  }
}

function handlePresence(
  connection: Connection,
  room: Room,
  seat: Seat,
  rates: Rates,
  reader: ByteReader,
): void {
  if (!rates.presence(performance.now())) {
    end(connection, CLOSE.tooMany, "presence");
    return;
  }
  const payload = reader.block();
  reader.end();
  const said = readPresence(payload, seat.client);
  if (said) takePresence(room, seat, said);
}

function handleSync(
  rooms: Rooms,
  connection: Connection,
  room: Room,
  seat: Seat,
  rates: Rates,
  reader: ByteReader,
): void {
  if (!rates.updates(performance.now())) {
    end(connection, CLOSE.tooMany, "updates");
    return;
  }
  const step = reader.varUint();
  const payload = reader.block();
  reader.end();
  if (step === SYNC.step1) answerStep1(connection, room, seat, payload);
  else if (step === SYNC.step2 || step === SYNC.update) {
    seat.answered ||= step === SYNC.step2;
    handleChange(rooms, connection, room, seat, payload);
  } else end(connection, CLOSE.protocol, "unknown-step");
}

function answerStep1(connection: Connection, room: Room, seat: Seat, vector: Uint8Array): void {
  const entries = scanStateVector(vector, LIMITS.stateVectorEntries);
  if (entries === null) {
    end(connection, CLOSE.protocol, "state-vector");
    return;
  }
  const state = entries === 0 ? stateOf(room) : Y.encodeStateAsUpdate(room.doc, vector);
  connection.allowance += state.length;
  seat.send(syncMessage(SYNC.step2, state));
}

/** Refusals after which the client's text and ours have parted: the connection ends, and the client starts anew. */
const CLOSE_AFTER: Readonly<Record<string, number>> = {
  malformed: CLOSE.protocol,
  gap: CLOSE.protocol,
  pending: CLOSE.protocol,
  layout: CLOSE.notTaken,
  "too-large": CLOSE.tooLarge,
  "foreign-client": CLOSE.notAllowed,
};

function handleChange(
  rooms: Rooms,
  connection: Connection,
  room: Room,
  seat: Seat,
  update: Uint8Array,
): void {
  const { refused } = takeChange(room, seat, update);
  if (!refused) {
    if (room.queue.length > 0) void flush(room, rooms.port);
    return;
  }
  seat.send(refusalNotice(refused.code));
  const code = CLOSE_AFTER[refused.code];
  // A reader's own Yjs tidies marks and offers that: it is told no, and keeps reading.
  if (code === undefined) return;
  const { id } = room.document;
  console.warn(
    JSON.stringify({ event: "collab.refused", ...refused, document: id, account: connection.actor.id }),
  );
  end(connection, code, refused.code);
}
