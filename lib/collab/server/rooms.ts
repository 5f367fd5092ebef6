import type { BusEvent } from "../../bus/bus.ts";
import { readUpdates } from "../../db/document-log.ts";
import type { SectionSpec } from "../layout.ts";
import { CLOSE } from "../wire.ts";
import type { ScopedDocument } from "./authority.ts";
import { flush, keepSnapshot, type RoomPort, rejudge } from "./flush.ts";
import { LIMITS } from "./limits.ts";
import { dropPresence } from "./presence-room.ts";
import { makeRoom, type Room, type Seat } from "./room.ts";

/** The open rooms of one process. */
export interface Rooms {
  readonly open: Map<string, Promise<Room>>;
  readonly port: RoomPort;
}

/** The room of a document, loaded once however many ask at the same time. */
export function roomOf(
  rooms: Rooms,
  document: ScopedDocument,
  sections: readonly SectionSpec[],
): Promise<Room> {
  const held = rooms.open.get(document.id);
  if (held) return held;
  const loading = load(rooms, document, sections);
  rooms.open.set(document.id, loading);
  loading.catch(() => rooms.open.delete(document.id));
  return loading;
}

async function load(rooms: Rooms, document: ScopedDocument, sections: readonly SectionSpec[]): Promise<Room> {
  const room = makeRoom(document, sections, await readUpdates(document, 0n));
  // Rows written between reading and now were announced before this room could hear it.
  room.behind = true;
  watchIdle(rooms, room);
  return room;
}

/** Seats a joined socket. */
export function enter(room: Room, seat: Seat): void {
  if (room.idleTimer) clearTimeout(room.idleTimer);
  room.idleTimer = null;
  room.seats.add(seat);
}

/** Takes a socket out of its room; an empty room leaves memory after a while. */
export function leave(rooms: Rooms, room: Room, seat: Seat): void {
  if (!room.seats.delete(seat)) return;
  dropPresence(room, seat);
  if (room.seats.size === 0) watchIdle(rooms, room);
}

function watchIdle(rooms: Rooms, room: Room): void {
  if (room.idleTimer) clearTimeout(room.idleTimer);
  room.idleTimer = setTimeout(() => {
    unloadIdle(rooms, room).catch((cause: unknown) => rooms.port.failed(room, cause));
  }, LIMITS.idleRoomMs).unref();
}

async function unloadIdle(rooms: Rooms, room: Room): Promise<void> {
  await flush(room, rooms.port);
  if (room.seats.size > 0 || room.closed) return;
  forget(rooms, room);
  await keepSnapshot(room, LIMITS.snapshotAtUnloadRows);
}

/** Takes a room out of memory. Whoever comes next loads it from its rows. */
export function forget(rooms: Rooms, room: Room): void {
  room.closed = true;
  if (room.idleTimer) clearTimeout(room.idleTimer);
  if (room.presenceTimer) clearTimeout(room.presenceTimer);
  rooms.open.delete(room.document.id);
}

/** Closes everybody's sockets and forgets the room: they come back to what the database holds. */
export function failRoom(rooms: Rooms, room: Room, reason: string): void {
  forget(rooms, room);
  for (const seat of [...room.seats]) seat.close(CLOSE.tryLater, reason);
}

/** Every room that is loaded, or will be. */
export async function loadedRooms(rooms: Rooms): Promise<Room[]> {
  const settled = await Promise.allSettled([...rooms.open.values()]);
  return settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
}

/** Acts on what another process, or a workflow, says. */
export async function hear(rooms: Rooms, event: BusEvent): Promise<void> {
  if (event.kind === "document") {
    const room = await rooms.open.get(event.id);
    if (!room || BigInt(event.seq) <= room.seq) return;
    room.behind = true;
    await flush(room, rooms.port);
    return;
  }
  for (const room of await loadedRooms(rooms)) {
    if (event.packetId !== undefined && room.document.packetId !== event.packetId) continue;
    const concerned = [...room.seats].filter(
      (seat) => event.accountId === undefined || seat.actor.id === event.accountId,
    );
    await Promise.all(concerned.map((seat) => rejudge(room, seat, rooms.port)));
    // What waited from somebody who may not edit any more is refused now, not when the next change comes.
    await flush(room, rooms.port);
  }
}
