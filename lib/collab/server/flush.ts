import {
  type AppendOutcome,
  appendUpdates,
  type JudgedAuthority,
  readUpdates,
  writeSnapshot,
} from "../../db/document-log.ts";
import { FaultError } from "../../kernel/invariant.ts";
import { ackMessage, CLOSE } from "../wire.ts";
import { judgeStanding } from "./authority.ts";
import { LIMITS } from "./limits.ts";
import {
  applyAll,
  broadcast,
  type Pending,
  type Room,
  rebuildScratch,
  refusalNotice,
  type Seat,
  stateOf,
} from "./room.ts";

/** What the rest of the server is told by a room. */
export interface RoomPort {
  /** Rows up to `seq` are committed. */
  readonly committed: (room: Room) => void;
  /** The room cannot go on: its sockets are to be closed and the room forgotten. */
  readonly failed: (room: Room, cause: unknown) => void;
  /** What a seat may do changed. */
  readonly rejudged: (room: Room, seat: Seat) => void;
}

type Batch = readonly (Pending & { readonly bytes: Uint8Array })[];

/** Stores what waits, batch after batch, until nothing does. Resolves when this room has nothing in flight. */
export function flush(room: Room, port: RoomPort): Promise<void> {
  room.flushing ??= run(room, port).finally(() => {
    room.flushing = null;
  });
  return room.flushing;
}

async function run(room: Room, port: RoomPort): Promise<void> {
  try {
    while (!room.closed && (room.behind || room.queue.length > 0)) {
      if (room.behind) await catchUp(room);
      else await storeNext(room, port);
    }
  } catch (cause) {
    // Rows are the truth: whatever became of the last insert, the next load tells. Clients send again what is missing.
    port.failed(room, cause);
  }
}

/** Reads rows that other processes wrote, and tells them on. */
async function catchUp(room: Room): Promise<void> {
  room.behind = false;
  const read = await readUpdates(room.document, room.seq);
  if (read.updates.length === 0) return;
  const frame = applyAll(room.doc, read.updates);
  applyAll(room.scratch, read.updates);
  room.seq = read.seq;
  if (frame) {
    room.stateBytes += frame.length;
    broadcast(room, frame, null);
  }
}

/** Takes the next batch: as much as one insert may hold. */
function takeBatch(room: Room): Pending[] {
  let bytes = 0;
  let rows = 0;
  for (const pending of room.queue) {
    bytes += pending.bytes?.length ?? 0;
    if (rows > 0 && (rows >= LIMITS.batchRows || bytes > LIMITS.batchBytes)) break;
    rows += 1;
  }
  return room.queue.splice(0, rows);
}

async function storeNext(room: Room, port: RoomPort): Promise<void> {
  dropRefused(room);
  room.inFlight = takeBatch(room);
  const outcome = await append(room);
  if (outcome?.outcome === "gone")
    throw new FaultError("integrity-failed", { cause: "the document is gone" });
  if (outcome?.outcome === "moved" || outcome?.outcome === "changed") {
    // Nothing was kept: put it back, settle what stood in the way, and try again.
    room.queue = [...room.inFlight, ...room.queue];
    room.inFlight = [];
    if (outcome.outcome === "moved") room.behind = true;
    else await judgeAgain(room, port);
    return;
  }
  const stored = room.inFlight;
  room.inFlight = [];
  if (outcome) settle(room, storable(stored), outcome.head);
  acknowledge(room, stored);
  if (outcome) {
    port.committed(room);
    keepSnapshot(room, LIMITS.snapshotEveryRows).catch((cause: unknown) => port.failed(room, cause));
  }
}

function storable(batch: readonly Pending[]): Batch {
  return batch.flatMap((pending) => (pending.bytes ? [{ ...pending, bytes: pending.bytes }] : []));
}

async function append(room: Room): Promise<AppendOutcome | null> {
  const batch = storable(room.inFlight);
  if (batch.length === 0) return null;
  const judged = new Map<string, JudgedAuthority>();
  for (const { seat } of batch) {
    judged.set(seat.actor.id, { accountId: seat.actor.id, authority: seat.standing.authority });
  }
  return appendUpdates(
    room.document,
    room.seq,
    [...judged.values()],
    batch.map(({ seat, bytes }) => ({ accountId: seat.actor.id, bytes })),
  );
}

/** The rows are committed: only now do they become the document, and only now does anybody else see them. */
function settle(room: Room, batch: Batch, head: bigint): void {
  const frame = applyAll(
    room.doc,
    batch.map((pending) => pending.bytes),
  );
  room.seq = head;
  if (frame) broadcast(room, frame, batch.length === 1 ? (batch[0]?.seat ?? null) : null);
}

function acknowledge(room: Room, batch: readonly Pending[]): void {
  const last = new Map<Seat, number>();
  for (const { seat, taken } of batch) last.set(seat, taken);
  for (const [seat, taken] of last) seat.send(ackMessage({ seq: Number(room.seq), taken }));
}

/** Asks again what everybody who waits may do; what may not be stored any more is refused and its seat closed. */
async function judgeAgain(room: Room, port: RoomPort): Promise<void> {
  const seats = [...new Set(room.queue.map((pending) => pending.seat))];
  for (const seat of seats) await rejudge(room, seat, port);
}

/** Drops what waits from whoever may not edit any more. An authority mark is only as good as the mode beside it. */
function dropRefused(room: Room): void {
  const refused = room.queue.filter(({ seat, bytes }) => bytes !== null && seat.standing.mode !== "edit");
  if (refused.length === 0) return;
  for (const { seat } of refused) refuseSeat(seat);
  // Whatever else a refused seat had waiting goes with it: it may build on what was refused.
  const seats = new Set(refused.map((pending) => pending.seat));
  room.queue = room.queue.filter(({ seat }) => !seats.has(seat));
  rebuildScratch(room);
}

function refuseSeat(seat: Seat): void {
  if (!seat.isOpen()) return;
  seat.send(refusalNotice(seat.standing.mode));
  seat.close(CLOSE.notTaken, seat.standing.mode);
}

/** Asks what the seat's person may do now; closes the seat where that is nothing. */
export async function rejudge(room: Room, seat: Seat, port: RoomPort): Promise<void> {
  const judged = await judgeStanding(seat.actor, room.document);
  if (!judged.ok) {
    seat.standing = { ...seat.standing, mode: "read-only" };
    const signedOut = judged.error.code === "signed-out";
    seat.close(signedOut ? CLOSE.signedOut : CLOSE.notAllowed, judged.error.code);
    return;
  }
  const before = seat.standing;
  seat.standing = judged.value;
  if (before.mode !== judged.value.mode || before.role !== judged.value.role) port.rejudged(room, seat);
}

/** Writes a snapshot where `rows` or more came since the last one. The log stays. */
export async function keepSnapshot(room: Room, rows: number): Promise<void> {
  if (room.seq - room.snapshotSeq < BigInt(rows)) return;
  room.snapshotSeq = room.seq;
  await writeSnapshot(room.document, room.seq, stateOf(room));
}
