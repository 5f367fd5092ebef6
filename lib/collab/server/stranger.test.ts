import * as decoding from "lib0/decoding";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { type PacketFixture, packetFixture } from "../../../test/build-packet.ts";
import {
  browserHeaders,
  type CollabServer,
  cookieOf,
  leaseFor,
  startCollab,
  typeInto,
} from "../../../test/collab-world.ts";
import { testDatabase } from "../../../test/database.ts";
import { BODY } from "../layout.ts";
import { awarenessMessage, MESSAGE, type Notice, readAck, readNotice, SYNC, syncMessage } from "../wire.ts";
import { LIMITS } from "./limits.ts";

let server: CollabServer;
let fixture: PacketFixture;

// Real sockets, real transactions, on whatever machine this is.
vi.setConfig({ testTimeout: 90_000 });

beforeAll(async () => {
  await testDatabase();
  server = await startCollab();
  fixture = await packetFixture();
});

afterAll(() => server.stop());

interface Heard {
  readonly type: number;
  readonly step?: number;
  readonly bytes?: Uint8Array;
  readonly notice?: Notice;
  readonly ack?: { readonly seq: number; readonly taken: number };
}

/** A client that knows nothing but docs/spec/collab.md. */
interface Stranger {
  readonly client: number;
  readonly socket: WebSocket;
  readonly doc: Y.Doc;
  readonly closed: Promise<number>;
  next(so: (heard: Heard) => boolean): Promise<Heard>;
  change(words: string, section?: number): void;
}

function read(data: Uint8Array): Heard {
  const decoder = decoding.createDecoder(data);
  const type = decoding.readVarUint(decoder);
  if (type === MESSAGE.ack) return { type, ack: readAck(decoder) };
  if (type === MESSAGE.notice) return { type, notice: readNotice(decoder) };
  if (type !== MESSAGE.sync) return { type, bytes: decoding.readVarUint8Array(decoder) };
  const step = decoding.readVarUint(decoder);
  return { type, step, bytes: decoding.readVarUint8Array(decoder) };
}

async function stranger(who: keyof PacketFixture["cast"]): Promise<Stranger> {
  const lease = await leaseFor(fixture.cast[who], fixture.documentId);
  const socket = new WebSocket(
    `ws://127.0.0.1:${server.port}/collab/${lease.room}?client=${lease.clientId}`,
    { headers: browserHeaders(server.port, await cookieOf(fixture.cast[who])) },
  );
  const doc = new Y.Doc();
  doc.clientID = lease.clientId;
  doc.getXmlFragment(BODY);
  const heard: Heard[] = [];
  const waiting: { so: (one: Heard) => boolean; done: (one: Heard) => void }[] = [];
  socket.on("error", () => undefined);
  socket.on("message", (data: Buffer) => {
    const one = read(new Uint8Array(data));
    if (one.type === MESSAGE.sync && one.step !== SYNC.step1)
      Y.applyUpdate(doc, one.bytes ?? new Uint8Array(), "server");
    heard.push(one);
    for (const wait of waiting) if (wait.so(one)) wait.done(one);
  });
  doc.on("update", (update: Uint8Array, origin: unknown) => {
    if (origin === "typing") socket.send(syncMessage(SYNC.update, update));
  });
  return {
    client: lease.clientId,
    socket,
    doc,
    closed: new Promise((resolve) => socket.once("close", resolve)),
    next: (so) =>
      new Promise((done) => {
        const known = heard.find(so);
        if (known) done(known);
        else waiting.push({ so, done });
      }),
    change: (words, section) => typeInto(doc, words, section),
  };
}

/** Does what CO42 to CO44 say of opening. */
async function opened(who: keyof PacketFixture["cast"]): Promise<Stranger> {
  const one = await stranger(who);
  const vector = await one.next(({ type, step }) => type === MESSAGE.sync && step === SYNC.step1);
  one.socket.send(syncMessage(SYNC.step1, Y.encodeStateVector(one.doc)));
  await one.next(({ step }) => step === SYNC.step2);
  one.socket.send(syncMessage(SYNC.step2, Y.encodeStateAsUpdate(one.doc, vector.bytes)));
  await one.next(({ ack }) => ack?.taken === 1);
  return one;
}

describe("a client written from the specification", () => {
  it("[CO41] [CO42] [CO43] [CO44] opens, types, is acknowledged, and hears others", async () => {
    const ann = await opened("author");
    const first = await ann.next(() => true);
    expect(first.notice).toEqual({ kind: "mode", mode: "edit" });
    const ben = await opened("artifact-owner");
    ann.change("from a stranger");
    const { ack } = await ann.next((heard) => heard.ack?.taken === 2);
    expect(ack?.seq).toBeGreaterThan(1);
    await ben.next(({ step }) => step === SYNC.update);
    expect(ben.doc.getXmlFragment(BODY).toString()).toContain("from a stranger");
    const twin = new WebSocket(ann.socket.url, {
      headers: browserHeaders(server.port, await cookieOf(fixture.cast.author)),
    });
    expect(await ann.closed).toBe(4409);
    twin.terminate();
    ben.socket.terminate();
  });

  it("[CO13] has words that it typed before its answer taken with that answer", async () => {
    const one = await opened("author");
    one.change("before the break");
    await one.next(({ ack }) => ack?.taken === 2);
    one.socket.terminate();
    await one.closed;
    const offline: Uint8Array[] = [];
    one.doc.on("update", (update: Uint8Array) => offline.push(update));
    one.change(" one");
    one.change(" two");
    const again = new WebSocket(one.socket.url, {
      headers: browserHeaders(server.port, await cookieOf(fixture.cast.author)),
    });
    const acks: number[] = [];
    let answer: ((vector: Uint8Array) => void) | undefined;
    const vector = new Promise<Uint8Array>((resolve) => {
      answer = resolve;
    });
    const done = new Promise<void>((resolve) => {
      again.on("message", (data: Buffer) => {
        const heard = read(new Uint8Array(data));
        if (heard.step === SYNC.step1 && heard.bytes) answer?.(heard.bytes);
        if (heard.ack) acks.push(heard.ack.taken);
        if (heard.ack?.taken === 2) resolve();
      });
    });
    const known = await vector;
    // The last word first, then the answer: as a tab does that types while it comes back.
    again.send(syncMessage(SYNC.update, offline[1] ?? new Uint8Array()));
    again.send(syncMessage(SYNC.step2, Y.encodeStateAsUpdate(one.doc, known)));
    await done;
    expect(acks).toEqual([2]);
    const ben = await opened("artifact-owner");
    expect(ben.doc.getXmlFragment(BODY).toString()).toContain("before the break one two");
    again.terminate();
    ben.socket.terminate();
  });

  it("[CO45] [CO52] hears why a change was not taken, and is ended", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const one = await opened("author");
    one.doc.transact(() => one.doc.getXmlFragment(BODY).delete(0, 1), "typing");
    const { notice } = await one.next((heard) => heard.notice?.kind === "refused");
    expect(notice).toMatchObject({ kind: "refused", code: "layout" });
    expect(await one.closed).toBe(4422);
    warn.mockRestore();
  });

  it("[CO46] shows its cursor and nothing else of what it says of itself", async () => {
    const ann = await opened("author");
    const ben = await opened("artifact-owner");
    const cursor = { anchor: { tname: BODY, assoc: 0, extra: "x" }, head: { tname: BODY, assoc: 0 } };
    ann.socket.send(awarenessMessage([{ client: ann.client, clock: 3, state: { cursor, mood: "x" } }]));
    const told = await ben.next(
      ({ type, bytes }) => type === MESSAGE.awareness && Buffer.from(bytes ?? []).includes('"cursor":{'),
    );
    const decoder = decoding.createDecoder(told.bytes ?? new Uint8Array());
    expect(decoding.readVarUint(decoder)).toBe(1);
    expect([decoding.readVarUint(decoder), decoding.readVarUint(decoder)]).toEqual([ann.client, 3]);
    expect(JSON.parse(decoding.readVarString(decoder))).toEqual({
      user: { id: fixture.cast.author.id, name: fixture.cast.author.name, role: "author" },
      cursor: { anchor: { tname: BODY, assoc: 0 }, head: { tname: BODY, assoc: 0 } },
    });
    ann.socket.terminate();
    ben.socket.terminate();
  });

  it("[CO17] cannot make a document larger than it may be", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const one = await opened("author");
    const piece = "word ".repeat(180_000);
    const codes: Promise<Heard> = one.next((heard) => heard.notice?.kind === "refused");
    for (let i = 0; i * piece.length <= LIMITS.documentBytes; i++) one.change(piece, 1);
    expect((await codes).notice).toMatchObject({ code: "too-large" });
    expect(await one.closed).toBe(4413);
    warn.mockRestore();
  });
});
