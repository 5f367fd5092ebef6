// How long a keystroke takes to another screen: the real collab server on a durable database, and in the same run a bare
// WebSocket relay that stores nothing. Budget: p50 within 1.5 times the relay's, p99 within 2 times.
//   node scripts/bench/collab.mjs [clients] [writers] [edits a second each] [seconds a round]
// Prints one line a round and the medians. Exits 1 where the budget is missed.
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { startCluster } from "../db/cluster.mjs";
import { makeDatabase } from "../db/throwaway.mjs";

const [CLIENTS = 50, WRITERS = 5, RATE = 10, SECONDS = 8] = process.argv.slice(2).map(Number);
const ROUNDS = 3;
const BUDGET = { p50: 1.5, p99: 2 };
const folder = mkdtempSync(join(tmpdir(), "countersign-bench-"));
const cluster = await startCluster({
  folder: join(folder, "postgres"),
  log: join(folder, "log"),
  password: "throwaway",
});
const children = [];

function percentile(sorted, part) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

function median(values) {
  return percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}

async function child(file, execArgv = []) {
  const started = fork(fileURLToPath(new URL(file, import.meta.url)), {
    execArgv,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  children.push(started);
  await once(started, "message");
  const answered = once(started, "message");
  started.send({ listen: 0 });
  const [{ port }] = await answered;
  return port;
}

/** Opens sockets. */
async function openAll(peers) {
  const sockets = await Promise.all(
    peers.map(async ({ url, headers, open }) => {
      const socket = new WebSocket(url, { headers, perMessageDeflate: false });
      socket.binaryType = "nodebuffer";
      await once(socket, "open");
      await open?.(socket);
      return socket;
    }),
  );
  return sockets;
}

/** Types for a while; the latencies of every token at every other client, in milliseconds. */
async function round(sockets, docs, message, typeInto, prefix) {
  const arrivals = [];
  const sent = new Map();
  const hearing = sockets.map((socket, n) => {
    const hear = (data) => {
      const at = performance.now();
      for (const [token, writer] of data.toString("latin1").matchAll(/@(\d+)\.\d+;/g)) {
        if (Number(writer) !== n) arrivals.push([token, at]);
      }
    };
    socket.on("message", hear);
    return () => socket.off("message", hear);
  });
  const edits = RATE * SECONDS;
  for (let i = 0; i < edits; i++) {
    for (let w = 0; w < WRITERS; w++) {
      const token = `@${w}.${prefix}${i};`;
      let update;
      docs[w].once("update", (bytes) => {
        update = bytes;
      });
      typeInto(docs[w], token, w % 3);
      sent.set(token, performance.now());
      sockets[w].send(message(update));
      await new Promise((resolve) => setTimeout(resolve, 1000 / RATE / WRITERS));
    }
  }
  const expected = edits * WRITERS * (CLIENTS - 1);
  for (let wait = 0; arrivals.length < expected && wait < 100; wait++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  for (const stop of hearing) stop();
  const times = arrivals.map(([token, at]) => at - sent.get(token)).sort((a, b) => a - b);
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99), delivered: times.length / expected };
}

async function main() {
  const { appUrl } = await makeDatabase(cluster, "bench");
  Object.assign(process.env, {
    DATABASE_URL: appUrl,
    DATA_DIR: join(folder, "data"),
    KEYS_DIR: join(folder, "keys"),
    AUTH_SECRET: "a secret that only the benchmark knows, long enough",
    NODE_ENV: "test",
  });
  register();
  const { packetFixture } = await import("../../test/build-packet.ts");
  const { browserHeaders, cookieOf, leaseFor, typeInto } = await import("../../test/collab-world.ts");
  const { SYNC, syncMessage } = await import("../../lib/collab/wire.ts");
  const { BODY } = await import("../../lib/collab/layout.ts");
  const { closeDatabase, transaction } = await import("../../lib/db/client.ts");
  const { loadDocument } = await import("../../lib/db/document-store.ts");
  const fixture = await packetFixture();
  const port = await child("../../test/collab-child.ts", ["--import", "tsx"]);
  const relayPort = await child("./relay.mjs");
  const people = [fixture.cast.author, fixture.cast["artifact-owner"]];
  const cookies = await Promise.all(people.map(cookieOf));
  const start = await transaction((tx) => loadDocument(tx, fixture.documentId));
  function replica(client) {
    const doc = new Y.Doc();
    doc.clientID = client;
    doc.getXmlFragment(BODY);
    Y.applyUpdate(doc, start);
    return doc;
  }
  const ours = [];
  const docs = [];
  for (let i = 0; i < CLIENTS; i++) {
    const { clientId, room } = await leaseFor(people[i % 2], fixture.documentId);
    const doc = replica(clientId);
    if (i < WRITERS) docs.push(doc);
    ours.push({
      url: `ws://127.0.0.1:${port}/collab/${room}?client=${clientId}`,
      headers: browserHeaders(port, cookies[i % 2]),
      async open(socket) {
        await once(socket, "message");
        socket.send(syncMessage(SYNC.step2, Y.encodeStateAsUpdate(doc)));
      },
    });
  }
  const message = (update) => syncMessage(SYNC.update, update);
  const server = await openAll(ours);
  const relay = await openAll(
    Array.from({ length: CLIENTS }, () => ({ url: `ws://127.0.0.1:${relayPort}` })),
  );
  const relayDocs = Array.from({ length: WRITERS }, (_, i) => replica(100 + i));
  const ratios = { p50: [], p99: [] };
  await round(relay, relayDocs, message, typeInto, "0");
  await round(server, docs, message, typeInto, "0");
  for (let n = 1; n <= ROUNDS; n++) {
    const bare = await round(relay, relayDocs, message, typeInto, String(n));
    const own = await round(server, docs, message, typeInto, String(n));
    ratios.p50.push(own.p50 / bare.p50);
    ratios.p99.push(own.p99 / bare.p99);
    const show = ({ p50, p99, delivered }) =>
      `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, ${(delivered * 100).toFixed(2)} % delivered`;
    console.log(`round ${n}: relay ${show(bare)}; stored first ${show(own)}`);
  }
  for (const socket of [...server, ...relay]) socket.terminate();
  await closeDatabase();
  const p50 = median(ratios.p50);
  const p99 = median(ratios.p99);
  console.log(
    `${CLIENTS} clients: p50 ${p50.toFixed(2)} times the relay (budget ${BUDGET.p50}), p99 ${p99.toFixed(2)} times (budget ${BUDGET.p99})`,
  );
  return p50 <= BUDGET.p50 && p99 <= BUDGET.p99;
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} finally {
  for (const one of children) one.kill("SIGKILL");
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
  if (cluster.moved) rmSync(cluster.folder, { recursive: true, force: true });
}
