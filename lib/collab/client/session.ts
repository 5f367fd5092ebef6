import { CLOSE } from "../wire.ts";
import { isGone, type Lease, type LiveConnection, openConnection } from "./connection.ts";
import { plainText } from "./plain-text.ts";

/**
 * What the person may rely on. `saved`: the server has stored everything; `saving`: not yet; `offline`: no
 * connection, kept in this tab; `frozen`, `closed`, `read-only`: typing is off; `gone`: no longer theirs to see.
 */
export type SaveStatus =
  | "opening"
  | "saved"
  | "saving"
  | "offline"
  | "refused"
  | "read-only"
  | "frozen"
  | "closed"
  | "signed-out"
  | "gone";

/** Somebody who looks at the document now; the server says who. */
export interface PersonHere {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

/** The person's own text as it was when a change of theirs was not taken. */
export interface KeptCopy {
  readonly text: string;
  readonly code: string;
  readonly message: string;
}

/** What a screen shows of a session. A new object whenever something in it changed. */
export interface SessionView {
  readonly status: SaveStatus;
  /** The document to bind an editor to, once its first state is here; another one after a refusal. */
  readonly live: LiveConnection | null;
  readonly generation: number;
  readonly unsaved: boolean;
  readonly people: readonly PersonHere[];
  readonly copy: KeptCopy | null;
}

/** A tab's way into a document: leases, connection, reconnects, and what became of the person's text. */
export interface DocumentSession {
  view(): SessionView;
  subscribe(listener: () => void): () => void;
  /** Forgets the kept copy once the person has it. */
  dismissCopy(): void;
  /** Leaves the document; words that are not stored yet are still brought to the server. */
  destroy(): void;
}

/** Where and how to connect. */
export interface SessionDoor {
  /** Address of the collab server without the room, `ws:` or `wss:`. */
  readonly url: string;
  /** Takes a lease; the HTTP status where it was refused; 0 where nothing answered. */
  readonly lease: () => Promise<Lease | number>;
  readonly Socket: typeof WebSocket;
  /** Milliseconds until a door that did not answer is tried again. */
  readonly retryMs: number;
}

interface State {
  readonly door: SessionDoor;
  readonly listeners: Set<() => void>;
  view: SessionView | null;
  live: LiveConnection | null;
  generation: number;
  fixed: "signed-out" | "gone" | null;
  copy: KeptCopy | null;
  offline: boolean;
  over: boolean;
}

function peopleOf(live: LiveConnection | null): readonly PersonHere[] {
  const people = new Map<string, PersonHere>();
  for (const state of live?.provider.awareness.getStates().values() ?? []) {
    const user = (state as { user?: Partial<PersonHere> }).user;
    if (user?.id && user.name) {
      people.set(user.id, {
        id: user.id,
        name: user.name,
        role: user.role ?? people.get(user.id)?.role ?? "",
      });
    }
  }
  return [...people.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function statusOf({ live, fixed, offline, copy }: State): SaveStatus {
  if (fixed) return fixed;
  if (!live?.ready) return offline ? "offline" : "opening";
  if (!live.connected) return "offline";
  if (live.mode !== "edit") return live.mode;
  if (live.unsaved) return "saving";
  return copy ? "refused" : "saved";
}

function changed(state: State): void {
  state.view = null;
  for (const listener of state.listeners) listener();
}

function keep(state: State, code: string, message: string): void {
  if (!state.live?.unsaved) return;
  state.copy = { text: plainText(state.live.doc), code, message };
}

function again(state: State, delay: number): void {
  state.live?.destroy();
  state.live = null;
  changed(state);
  setTimeout(() => void start(state), delay);
}

function ended(state: State, code: number): void {
  if (code !== CLOSE.signedOut && !isGone(code)) {
    keep(state, "refused", "The last change was not taken.");
    again(state, 0);
    return;
  }
  keep(state, "not-allowed", "You may no longer change this document. What you had typed is here.");
  state.fixed = code === CLOSE.signedOut ? "signed-out" : "gone";
  // What was shown under a right that ended does not stay on the screen.
  if (state.fixed === "gone") {
    state.live?.destroy();
    state.live = null;
  }
  changed(state);
}

function connect(state: State, lease: Lease): void {
  state.offline = false;
  state.generation += 1;
  const live = openConnection(
    state.door.url,
    lease,
    {
      changed: () => changed(state),
      refused(code, message) {
        if (state.live !== live) return;
        keep(state, code, message);
        again(state, 0);
      },
      ended: (code) => ended(state, code),
      unreachable: () => void ask(state),
    },
    state.door.Socket,
  );
  state.live = live;
  live.provider.awareness.on("change", () => changed(state));
  changed(state);
}

async function start(state: State): Promise<void> {
  if (state.over || state.fixed) return;
  const lease = await state.door.lease();
  if (state.over || state.live) return;
  if (typeof lease !== "number") {
    connect(state, lease);
    return;
  }
  state.offline = true;
  if (lease === 401) state.fixed = "signed-out";
  else if (lease === 403 || lease === 404) state.fixed = "gone";
  else setTimeout(() => void start(state), state.door.retryMs);
  changed(state);
}

/** The socket cannot say why it does not open; the session door can. */
async function ask(state: State): Promise<void> {
  const lease = await state.door.lease();
  if (state.over) return;
  if (lease === 401) ended(state, CLOSE.signedOut);
  else if (lease === 403 || lease === 404) ended(state, CLOSE.notFound);
}

function viewOf(state: State): SessionView {
  const { live, generation, copy } = state;
  return {
    status: statusOf(state),
    live: live?.ready ? live : null,
    generation,
    unsaved: live?.unsaved ?? false,
    people: peopleOf(live),
    copy,
  };
}

/** Opens a document. Nothing is lost silently: what the server does not take is kept as a copy that can be saved. */
export function openSession(door: SessionDoor): DocumentSession {
  const state: State = {
    door,
    listeners: new Set(),
    view: null,
    live: null,
    generation: 0,
    fixed: null,
    copy: null,
    offline: false,
    over: false,
  };
  void start(state);
  return {
    view() {
      state.view ??= viewOf(state);
      return state.view;
    },
    subscribe(listener) {
      state.listeners.add(listener);
      return () => state.listeners.delete(listener);
    },
    dismissCopy() {
      state.copy = null;
      changed(state);
    },
    destroy() {
      if (hasUnsaved(state)) lingerUntilSaved(state);
      else end(state);
    },
  };
}

function hasUnsaved(state: State): boolean {
  return state.fixed === null && state.live?.unsaved === true;
}

function end(state: State): void {
  if (state.over) return;
  state.over = true;
  state.live?.destroy();
  state.live = null;
  lingering.delete(state);
}

/** Sessions whose screen is gone while their last words are not stored yet. */
const lingering = new Set<State>();

/** True while this tab holds words of a screen that was left; closing it now would lose them. */
export function hasLingering(): boolean {
  return lingering.size > 0;
}

/** Goes on without a screen until the server has everything: a click on a link, offline, loses no word. */
function lingerUntilSaved(state: State): void {
  lingering.add(state);
  state.listeners.add(() => {
    if (!hasUnsaved(state)) end(state);
  });
}

/** The door of the page's own workspace. */
export function browserDoor(documentId: string): SessionDoor {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  return {
    url: `${scheme}//${location.host}/collab`,
    Socket: WebSocket,
    retryMs: 2_000,
    async lease() {
      try {
        const response = await fetch(`/api/v1/documents/${documentId}/session`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: "{}",
        });
        return response.ok ? ((await response.json()) as Lease) : response.status;
      } catch {
        // fetch throws TypeError where nothing answered.
        return 0;
      }
    },
  };
}
