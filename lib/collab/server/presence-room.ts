import { awarenessMessage, type PresenceEntry } from "../wire.ts";
import { LIMITS } from "./limits.ts";
import type { Cursor, PresenceSaid } from "./presence.ts";
import type { Presence, Room, Seat } from "./room.ts";

function entryOf(client: number, { clock, cursor, gone, seat }: Presence): PresenceEntry {
  const { actor, standing } = seat;
  const user = { id: actor.id, name: actor.name, role: standing.role };
  return { client, clock, state: gone ? null : { user, cursor } };
}

function tell(room: Room): void {
  room.presenceTimer = null;
  const entries = [...room.presenceDue].flatMap((client) => {
    const presence = room.presence.get(client);
    return presence ? [entryOf(client, presence)] : [];
  });
  room.presenceDue.clear();
  for (const { client, state } of entries) if (state === null) room.presence.delete(client);
  if (entries.length === 0) return;
  const message = awarenessMessage(entries);
  for (const seat of room.seats) seat.send(message);
}

function schedule(room: Room, client: number): void {
  room.presenceDue.add(client);
  // A cursor may be a tenth of a second late; text never waits for it.
  room.presenceTimer ??= setTimeout(() => tell(room), LIMITS.presenceEveryMs).unref();
}

function put(room: Room, seat: Seat, clock: number, cursor: Cursor, gone: boolean): void {
  room.presence.set(seat.client, { clock, cursor, gone, seat });
  schedule(room, seat.client);
}

/** Takes what a client said about itself. Older than what is known is ignored. */
export function takePresence(room: Room, seat: Seat, said: PresenceSaid): void {
  const known = room.presence.get(seat.client);
  if (known && known.seat === seat && known.clock > said.clock) return;
  put(room, seat, said.clock, said.cursor, said.gone);
}

/** Tells the room again who this seat is: its role changed. */
export function renewPresence(room: Room, seat: Seat): void {
  const known = room.presence.get(seat.client);
  if (known?.seat === seat) put(room, seat, known.clock + 1, known.cursor, known.gone);
}

/** Takes a seat's presence away when it leaves. */
export function dropPresence(room: Room, seat: Seat): void {
  const known = room.presence.get(seat.client);
  if (known?.seat === seat && !known.gone) put(room, seat, known.clock + 1, null, true);
}

/** Everybody's presence as one message, or null where nobody is there. */
export function presenceMessage(room: Room): Uint8Array | null {
  const entries = [...room.presence].map(([client, presence]) => entryOf(client, presence));
  return entries.length > 0 ? awarenessMessage(entries) : null;
}
