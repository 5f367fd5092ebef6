// What every request meets first, before Next and before the collab server. Rules (docs/spec/operations.md): OP9.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { isAllowedHost } from "../settings/allowed-host.ts";
import type { Settings } from "../settings/settings.ts";

const HEALTH = "/api/health";
const COLLAB = /^\/collab(?:[/?]|$)/;
const NEXT_DEVELOPMENT = /^\/_next\//;

/** Where admitted requests go. The two servers never listen: they take `upgrade` events that came in here. */
export interface Rooms {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly collab: Server;
  /** Next's own sockets while developing; null in production, where it has none. */
  readonly development: Server | null;
}

/** The HTTP server that checks the host, then hands requests to Next and WebSockets to the collab server. */
export function frontDoor(settings: Settings, rooms: Rooms): Server {
  const server = createServer((request, response) => {
    if (path(request) !== HEALTH && !isAllowedHost(request.headers.host, settings)) {
      refuse(response, settings);
      return;
    }
    // Next would believe this header before Host, and nobody has checked it.
    delete request.headers["x-forwarded-host"];
    rooms.handle(request, response).catch((cause: unknown) => failed(response, cause));
  });
  server.on("upgrade", (request, socket, head) => {
    const room = isAllowedHost(request.headers.host, settings) ? roomFor(request, rooms) : null;
    if (room === null)
      end(
        socket,
        isAllowedHost(request.headers.host, settings) ? "404 Not Found" : "421 Misdirected Request",
      );
    else room.emit("upgrade", request, socket, head);
  });
  return server;
}

function path(request: IncomingMessage): string {
  return (request.url ?? "/").split("?", 1)[0] ?? "/";
}

function roomFor(request: IncomingMessage, rooms: Rooms): Server | null {
  if (COLLAB.test(request.url ?? "")) return rooms.collab;
  return NEXT_DEVELOPMENT.test(request.url ?? "") ? rooms.development : null;
}

function refuse(response: ServerResponse, settings: Settings): void {
  response.writeHead(421, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });
  response.end(`This workspace is not served under that name. It is at ${settings.publicUrl}\n`);
}

function failed(response: ServerResponse, cause: unknown): void {
  console.error("A request ended in an unexpected error.", cause);
  if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain; charset=utf-8" });
  response.end();
}

function end(socket: Duplex, status: string): void {
  socket.on("error", () => undefined); // whoever asked has gone; there is nobody left to tell
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
