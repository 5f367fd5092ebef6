import type { Server } from "node:http";
import { type AddressInfo, createServer, type Server as SocketServer } from "node:net";
import type { Duplex } from "node:stream";

/** One server on one port of several addresses. */
export interface Listening {
  readonly port: number;
  /**
   * Takes no new connection, closes idle ones, and waits for requests under way.
   *
   * @param patienceMs after this long what is still open is cut
   */
  close(patienceMs: number): Promise<void>;
}

/** Addresses that a machine may lack: without IPv6 the loopback address of IPv4 is enough. */
const MAY_BE_ABSENT = new Set(["EADDRNOTAVAIL", "EAFNOSUPPORT"]);
const LOOK_AGAIN_MS = 50;

/**
 * Listens on every address. `localhost` is 127.0.0.1 to some clients and ::1 to others, so that one address is not
 * enough. The server itself listens on the first, since that switches its timeouts on; connections of the others
 * are handed to it.
 *
 * @param port 0 takes a free one, the same on each address
 */
export async function listenOn(server: Server, hosts: readonly string[], port: number): Promise<Listening> {
  const connections = new Set<Duplex>();
  server.on("connection", (connection: Duplex) => {
    connections.add(connection);
    connection.once("close", () => connections.delete(connection));
  });
  const bound: SocketServer[] = [];
  let taken = port;
  for (const host of hosts) {
    const socket =
      bound.length === 0 ? server : createServer((connection) => server.emit("connection", connection));
    const own = await bind(socket, host, taken);
    if (own === null) continue;
    taken = own;
    bound.push(socket);
  }
  if (bound.length === 0) throw new Error(`None of ${hosts.join(", ")} is an address of this machine.`);
  return { port: taken, close: (patienceMs) => closeAll(server, bound, connections, patienceMs) };
}

async function closeAll(
  server: Server,
  bound: readonly SocketServer[],
  connections: ReadonlySet<Duplex>,
  patienceMs: number,
): Promise<void> {
  const closed = Promise.all(bound.map((socket) => new Promise((resolve) => socket.close(resolve))));
  server.closeIdleConnections();
  // A connection that was busy is kept alive by its client once its answer is sent, and idle only then.
  const again = setInterval(() => server.closeIdleConnections(), LOOK_AGAIN_MS);
  const cut = setTimeout(() => {
    for (const connection of connections) connection.destroy();
  }, patienceMs);
  await closed;
  clearInterval(again);
  clearTimeout(cut);
}

function bind(socket: SocketServer, host: string, port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const failed = (cause: NodeJS.ErrnoException) => {
      if (MAY_BE_ABSENT.has(cause.code ?? "")) resolve(null);
      else reject(cause);
    };
    socket.once("error", failed);
    socket.listen({ host, port }, () => {
      socket.off("error", failed);
      resolve((socket.address() as AddressInfo).port);
    });
  });
}
