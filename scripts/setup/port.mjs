import { createServer } from "node:net";
import { Plain } from "./say.mjs";

function tryAddress(host, port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (cause) => {
      if (cause.code === "EADDRNOTAVAIL" || cause.code === "EAFNOSUPPORT") resolve();
      else reject(cause);
    });
    server.listen({ host, port }, () => server.close(() => resolve()));
  });
}

/** Refuses early, and in words, when the port cannot be had. */
export async function checkPort(port, hosts) {
  for (const host of hosts) {
    try {
      await tryAddress(host, port);
    } catch (cause) {
      throw new Plain(explain(cause.code, port, host));
    }
  }
}

function explain(code, port, host) {
  if (code === "EACCES")
    return `Port ${port} may not be used by this account. Choose one above 1023: PORT=3000 npm start`;
  if (code !== "EADDRINUSE") return `Port ${port} of ${host} cannot be used (${code}).`;
  const look =
    process.platform === "darwin" ? `lsof -nP -iTCP:${port} -sTCP:LISTEN` : `ss -ltnp 'sport = :${port}'`;
  return [
    `Port ${port} is taken.`,
    `  See by whom:        ${look}`,
    `  Or take another:    PORT=${port + 1} npm start`,
  ].join("\n");
}
