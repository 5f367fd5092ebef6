import type * as decoding from "lib0/decoding";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { BODY } from "../layout.ts";
import { CLOSE, MESSAGE, type Mode, readAck, readNotice, SYNC } from "../wire.ts";

/** What `POST /api/v1/documents/<id>/session` answers. */
export interface Lease {
  readonly room: string;
  readonly clientId: number;
  readonly mode: Mode;
}

/** What a connection tells the session that owns it. */
export interface ConnectionEvents {
  /** Something that `LiveConnection` shows has changed. */
  readonly changed: () => void;
  /** A change was not taken; this connection is of no more use. */
  readonly refused: (code: string, message: string) => void;
  /** The server ended it for good. */
  readonly ended: (code: number) => void;
  /** It could not be opened, several times running: ask the session door why. */
  readonly unreachable: () => void;
}

/** One document, one client id, and the socket that keeps coming back until it is told not to. */
export interface LiveConnection {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  readonly mode: Mode;
  /** The first state has arrived; before it nothing may be edited. */
  readonly ready: boolean;
  readonly connected: boolean;
  /** This tab holds changes that the server has not stored. */
  readonly unsaved: boolean;
  destroy(): void;
}

const FAILURES_UNTIL_ASKED = 3;

interface Counters {
  sent: number;
  taken: number;
  editedOffline: boolean;
}

/** A WebSocket that counts the changes that it sends: what an acknowledgement is compared with. */
function countingSocket(Socket: typeof WebSocket, counters: Counters): typeof WebSocket {
  return class extends Socket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      counters.sent = 0;
      counters.taken = 0;
    }
    override send(data: Parameters<WebSocket["send"]>[0]): void {
      const bytes = data instanceof Uint8Array ? data : null;
      if (bytes?.[0] === MESSAGE.sync && (bytes[1] === SYNC.step2 || bytes[1] === SYNC.update)) {
        counters.sent += 1;
      }
      super.send(data);
    }
  };
}

/** Opens a connection for a lease. `url` is the collab server's address without the room. */
export function openConnection(
  url: string,
  lease: Lease,
  events: ConnectionEvents,
  Socket: typeof WebSocket,
): LiveConnection {
  const doc = new Y.Doc();
  doc.clientID = lease.clientId;
  doc.getXmlFragment(BODY);
  const counters: Counters = { sent: 0, taken: 0, editedOffline: false };
  const state = { mode: lease.mode, ready: false, failures: 0, over: false };
  const provider = new WebsocketProvider(url, lease.room, doc, {
    connect: false,
    disableBc: true,
    params: { client: String(lease.clientId) },
    // Too many messages at once: come back a little later with everything in one.
    shouldReconnect: ({ code }) => code === CLOSE.tooMany || code < 4400 || code >= 4500,
    WebSocketPolyfill: countingSocket(Socket, counters),
  });
  provider.messageHandlers[MESSAGE.ack] = (_encoder: unknown, decoder: decoding.Decoder) => {
    counters.taken = readAck(decoder).taken;
    if (counters.taken >= counters.sent) counters.editedOffline = false;
    events.changed();
  };
  provider.messageHandlers[MESSAGE.notice] = (_encoder: unknown, decoder: decoding.Decoder) => {
    const notice = readNotice(decoder);
    if (notice.kind === "mode") state.mode = notice.mode;
    // A reader's own Yjs tidies marks and offers that; it is no text of theirs.
    else if (counters.editedOffline) queueMicrotask(() => events.refused(notice.code, notice.message));
    events.changed();
  };
  doc.on("update", (_update: Uint8Array, origin: unknown) => {
    // Yjs's own tidying after somebody else's change has no origin: no text of this person's.
    if (origin === provider || origin === null) return;
    if (state.mode === "edit") counters.editedOffline = true;
    events.changed();
  });
  provider.on("status", () => events.changed());
  provider.on("sync", (synced) => {
    if (synced) {
      state.ready = true;
      state.failures = 0;
    }
    events.changed();
  });
  provider.on("connection-close", () => {
    state.failures += 1;
    if (state.failures === FAILURES_UNTIL_ASKED && !state.over) events.unreachable();
    events.changed();
  });
  provider.on("closed", ({ code }) => {
    if (!state.over) events.ended(code);
  });
  provider.connect();
  return {
    doc,
    provider,
    get mode() {
      return state.mode;
    },
    get ready() {
      return state.ready;
    },
    get connected() {
      return provider.wsconnected && provider.synced;
    },
    get unsaved() {
      return counters.editedOffline;
    },
    destroy() {
      state.over = true;
      provider.destroy();
      provider.awareness.destroy();
      doc.destroy();
    },
  };
}

/** True for an end after which this person sees nothing of the document any more. */
export function isGone(code: number): boolean {
  return code === CLOSE.notAllowed || code === CLOSE.notFound;
}
