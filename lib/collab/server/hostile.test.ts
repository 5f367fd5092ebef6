import { randomBytes, randomUUID } from "node:crypto";
import { connect } from "node:net";
import * as encoding from "lib0/encoding";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { addAnnex, type PacketFixture, packetFixture } from "../../../test/build-packet.ts";
import {
  browserHeaders,
  type CollabServer,
  cookieOf,
  leaseFor,
  openTab,
  startCollab,
  type Tab,
  typeInto,
} from "../../../test/collab-world.ts";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { transaction } from "../../db/client.ts";
import { loadDocument } from "../../db/document-store.ts";
import { BODY } from "../layout.ts";
import { SYNC, syncMessage } from "../wire.ts";
import { LIMITS } from "./limits.ts";

let database: TestDatabase;
let server: CollabServer;
let fixture: PacketFixture;
let cookie: string;
let ann: Tab;
let ben: Tab;
let typing: NodeJS.Timeout;
let typed = 0;

// Real sockets, real transactions, on whatever machine this is.
vi.setConfig({ testTimeout: 90_000 });

beforeAll(async () => {
  database = await testDatabase();
  server = await startCollab();
  fixture = await packetFixture();
  cookie = await cookieOf(fixture.cast.author);
  ann = await openTab(fixture.cast.author, fixture.documentId, server.port);
  ben = await openTab(fixture.cast["artifact-owner"], fixture.documentId, server.port);
  for (const tab of [ann, ben]) await tab.until((view) => view.live !== null, "the document");
  typing = setInterval(() => {
    ann.type(`[${typed++}]`);
  }, 20);
});

afterAll(async () => {
  clearInterval(typing);
  ann.close();
  ben.close();
  await server.stop();
});

interface Attack {
  readonly socket: WebSocket;
  readonly client: number;
  readonly closed: Promise<number>;
}

/** A raw socket with a good session and lease, joined. */
async function attack(path?: string, headers: Record<string, string> = {}): Promise<Attack> {
  const lease = await leaseFor(fixture.cast.author, fixture.documentId);
  const socket = new WebSocket(
    `ws://127.0.0.1:${server.port}${path ?? `/collab/${fixture.documentId}?client=${lease.clientId}`}`,
    { headers: { ...browserHeaders(server.port, cookie), ...headers }, perMessageDeflate: false },
  );
  socket.on("error", () => undefined);
  const closed = new Promise<number>((resolve) => {
    socket.on("close", resolve);
    socket.on("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0));
  });
  await Promise.race([new Promise((resolve) => socket.once("message", resolve)), closed]);
  // Answered, so that nothing is left to an answer that is still to come (CO13).
  if (socket.readyState === WebSocket.OPEN) socket.send(syncMessage(SYNC.step2, Uint8Array.of(0, 0)));
  return { socket, client: lease.clientId, closed };
}

async function within(closed: Promise<number>, ms = 3_000): Promise<number | "open"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"open">((resolve) => {
    timer = setTimeout(() => resolve("open"), ms);
  });
  const result = await Promise.race([closed, late]);
  clearTimeout(timer);
  return result;
}

function message(...parts: (number | Uint8Array)[]): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const part of parts) {
    if (typeof part === "number") encoding.writeVarUint(encoder, part);
    else encoding.writeVarUint8Array(encoder, part);
  }
  return encoding.toUint8Array(encoder);
}

function update(bytes: Uint8Array): Uint8Array {
  return syncMessage(SYNC.update, bytes);
}

function numbers(...values: number[]): Uint8Array {
  return message(...values);
}

/** A document that holds what the server holds, under the given client id. */
async function replica(client: number): Promise<Y.Doc> {
  const doc = new Y.Doc();
  doc.clientID = client;
  doc.getXmlFragment(BODY);
  Y.applyUpdate(doc, await transaction((tx) => loadDocument(tx, fixture.documentId)));
  return doc;
}

async function changeBy(client: number, change: (doc: Y.Doc) => void): Promise<Uint8Array> {
  const doc = await replica(client);
  const before = Y.encodeStateVector(doc);
  change(doc);
  return Y.encodeStateAsUpdate(doc, before);
}

function section(doc: Y.Doc): Y.XmlElement {
  return doc.getXmlFragment(BODY).get(0) as Y.XmlElement;
}

/** The honest pair still works: a fresh word of Ann's reaches Ben, and both are stored. */
async function honest(): Promise<void> {
  const word = `<${randomUUID()}>`;
  ann.type(word);
  await ben.untilText((text) => text.includes(word), "an honest word");
  expect(ann.session.view().copy).toBeNull();
}

/** Sends one message and expects the connection to end so, with everybody else unharmed. */
async function expectEnd(bytes: Uint8Array | string, code: number | number[]): Promise<void> {
  const { socket, closed } = await attack();
  socket.send(bytes);
  expect([code].flat()).toContain(await within(closed));
}

describe("a hostile client", () => {
  it("[CO50] is not let in without session, origin, address, document or lease", async () => {
    const lease = await leaseFor(fixture.cast.author, fixture.documentId);
    const good = `/collab/${fixture.documentId}?client=${lease.clientId}`;
    const cases: [string, Record<string, string>, number][] = [
      [good, { cookie: "" }, 401],
      [good, { cookie: "next-auth.session-token=forged" }, 401],
      [good, { cookie: `${cookie}; ${cookie}` }, 401],
      [good, { origin: "https://evil.example" }, 403],
      [good, { origin: "null" }, 403],
      [good, { host: "evil.example" }, 403],
      ["/other", {}, 404],
      ["/collab/", {}, 404],
      ["/collab/a/b", {}, 404],
      [`/collab/${fixture.documentId}?client=1&ticket=x`, {}, 404],
      [`/collab/${"a".repeat(10_000)}`, {}, 404],
      [`/collab/${fixture.documentId}`, {}, 4400],
      [`/collab/${fixture.documentId}?client=1`, {}, 4400],
      [`/collab/${randomUUID()}?client=${lease.clientId}`, {}, 4404],
      [`/collab/${fixture.documentId.toUpperCase()}?client=${lease.clientId}`, {}, 4404],
      [`/collab/${fixture.documentId}%20?client=${lease.clientId}`, {}, 4404],
      [`/collab/${fixture.documentId}%00?client=${lease.clientId}`, {}, 4404],
    ];
    for (const [path, headers, expected] of cases) {
      const { closed, socket } = await attack(path, headers);
      expect(await within(closed), path.slice(0, 80)).toBe(expected);
      socket.terminate();
    }
    const annexId = await addAnnex(fixture);
    const annex = await database.db.document.findFirstOrThrow({ where: { annexId } });
    const uncleared = await cookieOf(fixture.cast.reviewer);
    const { closed } = await attack(`/collab/${annex.id}?client=5`, { cookie: uncleared });
    expect(await within(closed)).toBe(4404);
    await honest();
  });

  it("[CO51] ends its own connection with a broken frame, and no other", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    await expectEnd("text where binary is due", 4400);
    await expectEnd(new Uint8Array(0), 4400);
    await expectEnd(new Uint8Array(LIMITS.frameBytes + 1), [1006, 1009]);
    await expectEnd(numbers(99), 4400);
    await expectEnd(numbers(0, 7, 0), 4400);
    await expectEnd(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff), 4400);
    await expectEnd(Uint8Array.of(...numbers(0, 0, 1), 0, 0, 0), 4400);
    await expectEnd(Uint8Array.of(0, 2, 200, 1, 2, 3), 4400);
    for (const frame of [
      Uint8Array.of(0xf2, 0x80, 0, 0, 0, 0),
      Uint8Array.of(0x82, 0x01, 0x00),
      Uint8Array.of(0x8f, 0x80, 0, 0, 0, 0),
      Uint8Array.of(0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
      Uint8Array.of(0x83, 0x80, 0, 0, 0, 0),
    ]) {
      await rawFrame(frame);
    }
    await fragments();
    warn.mockRestore();
    await honest();
  });

  it("[CO52] changes nothing with updates that are malformed, forged, gapped, misfit or too much", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const v2 = Y.encodeStateAsUpdateV2(await replica(9));
    const ghosts = encoding.createEncoder();
    encoding.writeVarUint(ghosts, 50_000);
    for (let i = 0; i < 50_000; i++) for (const n of [1, 1000 + i, 5]) encoding.writeVarUint(ghosts, n);
    const bad: Uint8Array[] = [
      v2,
      Uint8Array.of(0, 1, 255, 255, 255, 9, 1, 1, 0),
      encoding.toUint8Array(ghosts),
      numbers(1, 10_000_000, 5, 0),
      numbers(1, 1, 5, 2 ** 53 - 1),
      numbers(1, 1, 5, 2 ** 31),
      numbers(0, 1, 5, 1_000_000),
      numbers(0, 1, 999_999, 1, 0, 7),
      ...Array.from({ length: 20 }, () => new Uint8Array(randomBytes(40))),
    ];
    for (const bytes of bad) {
      const began = performance.now();
      await expectEnd(update(bytes), 4400);
      expect(performance.now() - began).toBeLessThan(2_000);
    }
    const misfits: ((doc: Y.Doc) => void)[] = [
      (doc) => doc.getXmlFragment(BODY).delete(0, doc.getXmlFragment(BODY).length),
      (doc) => section(doc).insert(0, [new Y.XmlElement("script")]),
      (doc) => section(doc).insert(0, [new Y.XmlText("loose")]),
      (doc) => doc.getMap("other").set("a", 1),
      (doc) => section(doc).setAttribute("key", new Y.Doc() as unknown as string),
      (doc) => section(doc).setAttribute("x".repeat(50), "y"),
      (doc) => (section(doc).get(0) as Y.XmlElement).setAttribute("id", "x".repeat(9_000)),
      (doc) => {
        const text = new Y.XmlText();
        (section(doc).get(0) as Y.XmlElement).insert(0, [text]);
        text.insert(0, "click", { link: { href: "javascript:alert(1)" } });
      },
      (doc) => typeInto(doc, "a\u0000b"),
      (doc) => typeInto(doc, "\ud800"),
      (doc) => {
        let at = section(doc);
        for (let i = 0; i < 2_000; i++) {
          const quote = new Y.XmlElement("blockquote");
          at.insert(0, [quote]);
          at = quote;
        }
      },
    ];
    for (const misfit of misfits) {
      const { socket, client, closed } = await attack();
      socket.send(update(await changeBy(client, misfit)));
      expect([4400, 4422]).toContain(await within(closed));
    }
    const forged = await changeBy(ann.doc().clientID + 1, (doc) => typeInto(doc, "forged"));
    await expectEnd(update(forged), 4403);
    warn.mockRestore();
    await honest();
    expect(ben.text()).not.toContain("forged");
    expect(ben.text()).not.toContain("script");
  });

  it("[CO52] takes the same change twice, and an old one again, as nothing new", async () => {
    const { socket, client } = await attack();
    const change = await changeBy(client, (doc) => typeInto(doc, "once-only", 1));
    socket.send(update(change));
    await ben.untilText((text) => text.includes("once-only"), "the word");
    socket.send(update(change));
    const again = await attack();
    again.socket.send(update(change));
    await honest();
    expect(ben.text().match(/once-only/g)).toHaveLength(1);
    expect(again.socket.readyState).toBe(WebSocket.OPEN);
    socket.terminate();
    again.socket.terminate();
  });

  it("[CO53] cannot speak for others in presence, nor flood it", async () => {
    const { socket, client, closed } = await attack();
    const entries = (list: [number, number, string][]) => {
      const inner = encoding.createEncoder();
      encoding.writeVarUint(inner, list.length);
      for (const [id, clock, state] of list) {
        encoding.writeVarUint(inner, id);
        encoding.writeVarUint(inner, clock);
        encoding.writeVarString(inner, state);
      }
      return message(1, encoding.toUint8Array(inner));
    };
    const forged = JSON.stringify({ user: { id: "x", name: "Somebody APPROVES" } });
    socket.send(entries([[ann.doc().clientID, 9_999, forged]]));
    socket.send(entries([[ann.doc().clientID, 99_999, "null"]]));
    socket.send(entries([[client, 1, forged]]));
    await ben.until((view) => view.people.some((one) => one.id === fixture.cast.author.id), "Ann");
    expect(ben.session.view().people.some((one) => one.name.includes("APPROVES"))).toBe(false);
    socket.send(entries([[client, 2, JSON.stringify({ cursor: "x".repeat(5_000) })]]));
    expect(await within(closed)).toBe(4400);
    await expectEnd(message(1, numbers(50_000)), 4400);
    await expectEnd(message(1, Uint8Array.of(1, 2, 3)), 4400);
    const flood = await attack();
    for (let i = 0; i < 2_000; i++) flood.socket.send(entries([[flood.client, i, "{}"]]));
    expect(await within(flood.closed)).toBe(4429);
    await honest();
  });

  it("[CO54] is cut off when it floods updates, state vectors or pings", async () => {
    const flood = await attack();
    const doc = await replica(flood.client);
    doc.on("update", (bytes: Uint8Array) => flood.socket.send(update(bytes)));
    for (let i = 0; i < 1_000; i++) typeInto(doc, "z", 2);
    expect(await within(flood.closed)).toBe(4429);
    await expectEnd(syncMessage(SYNC.step1, numbers(1_000_000)), 4400);
    const pings = await attack();
    for (let i = 0; i < 500; i++) pings.socket.ping();
    expect(await within(pings.closed)).toBe(4429);
    await honest();
  });

  it("[CO55] is dropped when it does not read, without harm to those who do", async () => {
    const { socket, client, closed } = await attack();
    socket.pause();
    const big = await replica(client);
    for (let i = 0; i < 12; i++) {
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.setAttribute("id", `big-${i}`);
      (big.getXmlFragment(BODY).get(3) as Y.XmlElement).insert(0, [paragraph]);
      paragraph.insert(0, [new Y.XmlText("word ".repeat(20_000))]);
    }
    // It asks for everything again and again and reads nothing.
    socket.send(update(Y.encodeStateAsUpdate(big, Y.encodeStateVector(await replica(1)))).subarray(0));
    for (let i = 0; i < 60; i++) socket.send(syncMessage(SYNC.step1, numbers(0)));
    await honest();
    socket.resume();
    expect([1006, 1009, 1013]).toContain(await within(closed, 5_000));
    await honest();
  });

  it("[CO56] cannot hold more than its share of sockets", async () => {
    const many: Attack[] = [];
    for (let i = 0; i < LIMITS.socketsPerAccount; i++) many.push(await attack());
    const codes = await Promise.all(many.map((one) => within(one.closed, 300)));
    expect(codes).toContain(4413);
    for (const one of many) one.socket.terminate();
    await honest();
  });

  it("[CO50] leaves the rows exactly what the honest see", async () => {
    clearInterval(typing);
    await ann.until((view) => !view.unsaved && view.status === "saved", "saved");
    const last = `[${typed - 1}]`;
    await ben.untilText((text) => text.includes(last), "the last word");
    const stored = await replica(1);
    expect(stored.getXmlFragment(BODY).toString()).toBe(ann.text());
    expect(ben.text()).toBe(ann.text());
    for (let i = 0; i < typed; i++) expect(ann.text()).toContain(`[${i}]`);
    expect(stored.store.pendingStructs).toBeNull();
  });
});

/** Sends one raw frame after a real upgrade; the server must end that connection alone. */
async function rawFrame(frame: Uint8Array): Promise<void> {
  const lease = await leaseFor(fixture.cast.author, fixture.documentId);
  const raw = connect(server.port, "127.0.0.1");
  const ended = new Promise<void>((resolve) => raw.once("close", () => resolve()));
  raw.on("error", () => undefined);
  const headers = Object.entries(browserHeaders(server.port, cookie)).map(
    ([name, value]) => `${name}: ${value}`,
  );
  raw.write(
    [
      `GET /collab/${fixture.documentId}?client=${lease.clientId} HTTP/1.1`,
      ...headers,
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "\r\n",
    ].join("\r\n"),
  );
  await new Promise((resolve) => raw.once("data", resolve));
  raw.write(frame);
  await ended;
}

/** More fragments than a message may have. */
async function fragments(): Promise<void> {
  const { socket, closed } = await attack();
  for (let i = 0; i < 200; i++) socket.send(Uint8Array.of(0), { fin: false });
  expect([1006, 1008, 1009]).toContain(await within(closed));
}
