import type { Server } from "node:http";
import { type AddressInfo, createServer, type Server as SocketServer } from "node:net";

/** One server on one port of several addresses. */
export interface Listening {
  readonly port: number;
  /** Takes no new connection; resolves when the last one has ended, idle ones being closed at once. */
  close(): Promise<void>;
}

/** Addresses that a machine may lack: without IPv6 the loopback address of IPv4 is enough. */
const MAY_BE_ABSENT = new Set(["EADDRNOTAVAIL", "EAFNOSUPPORT"]);

/**
 * Listens on every address. `localhost` is 127.0.0.1 to some clients and ::1 to others, so that one address is not
 * enough; the connections of all go to the same HTTP server.
 *
 * @param port 0 takes a free one, the same on each address
 */
export async function listenOn(server: Server, hosts: readonly string[], port: number): Promise<Listening> {
  const sockets: SocketServer[] = [];
  let taken = port;
  for (const host of hosts) {
    const socket = createServer((connection) => server.emit("connection", connection));
    const bound = await bind(socket, host, taken);
    if (bound === null) continue;
    taken = bound;
    sockets.push(socket);
  }
  if (sockets.length === 0) throw new Error(`None of ${hosts.join(", ")} is an address of this machine.`);
  return {
    port: taken,
    close: async () => {
      const closed = sockets.map((socket) => new Promise((resolve) => socket.close(resolve)));
      server.closeIdleConnections();
      await Promise.all(closed);
    },
  };
}

function bind(socket: SocketServer, host: string, port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    socket.once("error", (cause: NodeJS.ErrnoException) => {
      if (MAY_BE_ABSENT.has(cause.code ?? "")) resolve(null);
      else reject(cause);
    });
    socket.listen({ host, port }, () => resolve((socket.address() as AddressInfo).port));
  });
}
