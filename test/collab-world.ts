import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocket } from "ws";
import * as Y from "yjs";
import type { Actor } from "../lib/auth/actor.ts";
import { sessionCookieName, writeSession } from "../lib/auth/session-token.ts";
import type { Lease } from "../lib/collab/client/connection.ts";
import { type DocumentSession, openSession, type SessionView } from "../lib/collab/client/session.ts";
import { BODY } from "../lib/collab/layout.ts";
import { attachCollab, type Collab } from "../lib/collab/server/attach.ts";
import { openDocument } from "../lib/workflows/open-document.ts";

/** A collab server on a port of its own. */
export interface CollabServer {
  readonly port: number;
  readonly collab: Collab;
  stop(): Promise<void>;
}

/** Starts the real collab server on a real HTTP server. */
export async function startCollab(port = 0): Promise<CollabServer> {
  const server: Server = createServer((_request, response) => response.end());
  const collab = attachCollab(server);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    collab,
    async stop() {
      await collab.drain();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The Cookie header of a signed-in actor. */
export async function cookieOf(actor: Actor): Promise<string> {
  const token = await writeSession({
    sub: actor.id,
    version: actor.sessionVersion,
    host: "localhost",
    at: Math.floor(Date.now() / 1000),
  });
  return `${sessionCookieName()}=${token}`;
}

/** Headers of a browser of this workspace; the host is the one that the origin names. */
export function browserHeaders(port: number, cookie: string): Record<string, string> {
  return { origin: `http://localhost:${port}`, host: `localhost:${port}`, cookie };
}

/** `ws` with a browser's headers, in the shape that y-websocket expects. */
export function socketWith(headers: Record<string, string>): typeof globalThis.WebSocket {
  return class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols, { headers });
    }
  } as unknown as typeof globalThis.WebSocket;
}

/** A lease taken as the page takes it. */
export async function leaseFor(actor: Actor, documentId: string): Promise<Lease> {
  const opened = await openDocument(actor, { documentId });
  if (!opened.ok) throw new Error(`refused: ${opened.error.code}`);
  return opened.value;
}

/** Somebody at their browser: the real client against the real server. */
export interface Tab {
  readonly session: DocumentSession;
  readonly doc: () => Y.Doc;
  /** Types at the end of the first paragraph of a section. */
  type(words: string, section?: number): void;
  /** All text of the document. */
  text(): string;
  /** Resolves with the view once it is so; fails after half a minute. */
  until(so: (view: SessionView) => boolean, what: string): Promise<SessionView>;
  /** Resolves once the text is so. */
  untilText(so: (text: string) => boolean, what: string): Promise<void>;
  close(): void;
}

/** Opens a tab. `port` is asked at each attempt, so that a server may come back elsewhere. */
export async function openTab(actor: Actor, documentId: string, port: number): Promise<Tab> {
  const cookie = await cookieOf(actor);
  const session = openSession({
    url: `ws://127.0.0.1:${port}/collab`,
    Socket: socketWith(browserHeaders(port, cookie)),
    retryMs: 100,
    async lease() {
      const opened = await openDocument(actor, { documentId });
      if (opened.ok) return opened.value;
      return opened.error.code === "signed-out" ? 401 : 404;
    },
  });
  function doc(): Y.Doc {
    const live = session.view().live;
    if (!live) throw new Error(`no document: ${session.view().status}`);
    return live.doc;
  }
  const tab: Tab = {
    session,
    doc,
    type: (words, section = 0) => typeInto(doc(), words, section),
    text: () => doc().getXmlFragment(BODY).toString(),
    until: (so, what) => waitFor(session, () => so(session.view()), what).then(() => session.view()),
    untilText: (so, what) =>
      waitFor(session, () => session.view().live !== null && so(tab.text()), what).then(() => undefined),
    close: () => session.destroy(),
  };
  return tab;
}

/** Types at the end of the first paragraph of a section, as an editor would: with an origin. */
export function typeInto(doc: Y.Doc, words: string, section = 0): void {
  doc.transact(() => {
    const block = (doc.getXmlFragment(BODY).get(section) as Y.XmlElement).get(0) as Y.XmlElement;
    let text = block.get(0) as Y.XmlText | undefined;
    if (!text) {
      text = new Y.XmlText();
      block.insert(0, [text]);
    }
    text.insert(text.length, words);
  }, "typing");
}

function waitFor(session: DocumentSession, so: () => boolean, what: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => finish(new Error(`never: ${what}; ${JSON.stringify(session.view().status)}`)),
      30_000,
    );
    // Text arrives without a change of the view, so the document is looked at as well.
    const look = setInterval(check, 5);
    const unsubscribe = session.subscribe(check);
    function finish(error?: Error): void {
      clearTimeout(late);
      clearInterval(look);
      unsubscribe();
      if (error) reject(error);
      else resolve();
    }
    function check(): void {
      if (so()) finish();
    }
    check();
  });
}
