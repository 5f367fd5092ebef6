// The floor for scripts/bench/collab.mjs: passes every message on to everybody else, and does nothing more.
import { WebSocketServer } from "ws";

process.on("message", ({ listen }) => {
  const server = new WebSocketServer({ port: listen, host: "127.0.0.1", perMessageDeflate: false });
  server.on("listening", () => process.send({ port: server.address().port }));
  server.on("connection", (socket) => {
    socket.on("error", () => socket.terminate());
    socket.on("message", (data, binary) => {
      for (const other of server.clients) if (other !== socket) other.send(data, { binary });
    });
  });
});
process.send({ warm: true });
