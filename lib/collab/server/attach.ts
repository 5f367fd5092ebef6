import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { Actor } from "../../auth/actor.ts";
import { actorFromCookieHeader } from "../../auth/session.ts";
import type { Bus } from "../../bus/bus.ts";
import { pgBus } from "../../bus/pg-bus.ts";
import { closeDocumentLog } from "../../db/document-log.ts";
import { requestOrigin } from "../../settings/allowed-host.ts";
import { settings } from "../../settings/settings.ts";
import { CLOSE, noticeMessage } from "../wire.ts";
import { type Connection, end, logFault, serveConnection } from "./connection.ts";
import { flush, keepSnapshot } from "./flush.ts";
import { LIMITS } from "./limits.ts";
import { renewPresence } from "./presence-room.ts";
import type { Room } from "./room.ts";
import { failRoom, forget, hear, loadedRooms, type Rooms } from "./rooms.ts";

const RETRY_LISTEN_MS = 500;

/** The collab server of one process. */
export interface Collab {
  /** Stores what is in flight, tells everybody to come back elsewhere (1012), and lets go of the database. */
  drain(): Promise<void>;
}

interface Gateway {
  readonly rooms: Rooms;
  readonly sockets: WebSocketServer;
  readonly connections: Set<Connection>;
  readonly bus: Bus;
  listening: Promise<{ stop(): Promise<void> } | null>;
  /** True while revocations are heard. Without that nobody is let in. */
  hears: boolean;
  draining: boolean;
}

/** Mounts the collab server at `/collab/<document id>?client=<leased id>` on the server's upgrades. */
export function attachCollab(server: Server): Collab {
  const gateway = makeGateway();
  server.on("upgrade", (request, socket, head) => {
    // Whoever hangs up during the handshake raises an error here.
    socket.on("error", () => socket.destroy());
    admit(gateway, request, socket, head).catch((cause: unknown) => {
      logFault("upgrade", cause);
      deny(socket, "503 Service Unavailable");
    });
  });
  gateway.listening = listen(gateway);
  const heartbeat = setInterval(() => beat(gateway), LIMITS.heartbeatMs).unref();
  return {
    async drain() {
      clearInterval(heartbeat);
      await drain(gateway);
    },
  };
}

function makeGateway(): Gateway {
  const bus = pgBus(settings().databaseUrl);
  const announcing = new Set<string>();
  const rooms: Rooms = {
    open: new Map(),
    port: {
      committed: (room) => announce(bus, announcing, room),
      failed(room, cause) {
        logFault("room", cause);
        failRoom(rooms, room, "unavailable");
      },
      rejudged(room, seat) {
        seat.send(noticeMessage({ kind: "mode", mode: seat.standing.mode }));
        renewPresence(room, seat);
      },
    },
  };
  return {
    rooms,
    sockets: new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: LIMITS.frameBytes,
      maxFragments: LIMITS.fragments,
    }),
    connections: new Set(),
    bus,
    listening: Promise.resolve(null),
    hears: false,
    draining: false,
  };
}

/** Tells other processes how far a document is; what comes while one is being told goes with the next. */
function announce(bus: Bus, announcing: Set<string>, room: Room): void {
  const { id } = room.document;
  if (announcing.has(id)) return;
  announcing.add(id);
  const seq = room.seq;
  bus
    .publish({ kind: "document", id, seq: seq.toString() })
    .catch((cause: unknown) => logFault("announce", cause))
    .finally(() => {
      announcing.delete(id);
      if (room.seq > seq && !room.closed) announce(bus, announcing, room);
    });
}

async function listen(gateway: Gateway): Promise<{ stop(): Promise<void> } | null> {
  try {
    const heard = await gateway.bus.listen({
      heard: (event) => {
        if (event.kind === "access") for (const one of gateway.connections) one.stale ||= one.seat === null;
        hear(gateway.rooms, event).catch((cause: unknown) => {
          logFault("event", cause);
          closeAll(gateway, CLOSE.tryLater, "unavailable");
        });
      },
      dropped: () => lost(gateway),
    });
    gateway.hears = true;
    return heard;
  } catch (cause) {
    logFault("listen", cause);
    lost(gateway);
    return null;
  }
}

/** Nobody may keep a socket while revocations are not heard. */
function lost(gateway: Gateway): void {
  gateway.hears = false;
  closeAll(gateway, CLOSE.tryLater, "unavailable");
  if (gateway.draining) return;
  setTimeout(() => {
    if (!gateway.draining) gateway.listening = listen(gateway);
  }, RETRY_LISTEN_MS).unref();
}

function closeAll(gateway: Gateway, code: number, reason: string): void {
  for (const connection of [...gateway.connections]) end(connection, code, reason);
}

function beat(gateway: Gateway): void {
  for (const connection of gateway.connections) {
    if (!connection.alive) connection.socket.terminate();
    connection.alive = false;
    if (connection.socket.readyState === connection.socket.OPEN) connection.socket.ping();
  }
}

function deny(socket: Duplex, status: string): void {
  if (!socket.destroyed) {
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  }
}

async function admit(
  gateway: Gateway,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> {
  const address = /^\/collab\/([^/?#]{1,200})(?:\?client=(\d{1,10}))?$/.exec(request.url ?? "");
  const { host, origin, cookie } = request.headers;
  if (!address) return deny(socket, "404 Not Found");
  const ownOrigin = requestOrigin(host, settings());
  if (ownOrigin === null || origin !== ownOrigin) return deny(socket, "403 Forbidden");
  await gateway.listening;
  if (gateway.draining || !gateway.hears) return deny(socket, "503 Service Unavailable");
  const actor = await actorFromCookieHeader(cookie, host);
  if (!actor) return deny(socket, "401 Unauthorized");
  if (socket.destroyed) return;
  gateway.sockets.handleUpgrade(request, socket, head, (webSocket) => {
    const connection: Connection = {
      socket: webSocket,
      actor,
      roomName: address[1] ?? "",
      client: Number(address[2] ?? -1),
      waiting: [],
      waitingBytes: 0,
      allowance: 0,
      room: null,
      seat: null,
      stale: false,
      alive: true,
      over: false,
    };
    start(gateway, connection, actor);
  });
}

function start(gateway: Gateway, connection: Connection, actor: Actor): void {
  const own = [...gateway.connections].filter((other) => other.actor.id === actor.id).length;
  gateway.connections.add(connection);
  serveConnection(gateway.rooms, connection, () => gateway.connections.delete(connection));
  if (own >= LIMITS.socketsPerAccount) end(connection, CLOSE.tooLarge, "too-many-sockets");
  // The door may have shut while the session was read.
  if (gateway.draining || !gateway.hears) end(connection, CLOSE.tryLater, "unavailable");
}

async function drain(gateway: Gateway): Promise<void> {
  gateway.draining = true;
  const rooms = await loadedRooms(gateway.rooms);
  await Promise.all(rooms.map((room) => flush(room, gateway.rooms.port)));
  closeAll(gateway, CLOSE.goingAway, "restarting");
  await Promise.all([...gateway.connections].map((connection) => gone(connection)));
  for (const room of rooms) {
    forget(gateway.rooms, room);
    await keepSnapshot(room, LIMITS.snapshotAtUnloadRows);
  }
  const heard = await gateway.listening;
  await heard?.stop();
  await gateway.bus.close();
  gateway.sockets.close();
  await closeDocumentLog();
}

function gone(connection: Connection): Promise<void> {
  const { socket } = connection;
  if (socket.readyState === socket.CLOSED) return Promise.resolve();
  return new Promise((resolve) => socket.once("close", () => resolve()));
}
