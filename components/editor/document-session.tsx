"use client";

import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import {
  browserDoor,
  type DocumentSession,
  hasLingering,
  openSession,
  type SessionView,
} from "@/lib/collab/client/session";

const NOTHING: SessionView = {
  status: "opening",
  live: null,
  generation: 0,
  unsaved: false,
  people: [],
  copy: null,
};

interface Held {
  readonly session: DocumentSession | null;
}

const SessionContext = createContext<Held>({ session: null });

function useWarning(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return;
    function warn(event: BeforeUnloadEvent): void {
      event.preventDefault();
    }
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [unsaved]);
}

/** Words of a document that was left by a link may still be on their way while another one is open. */
function warnOfLingering(event: BeforeUnloadEvent): void {
  if (hasLingering()) event.preventDefault();
}

function Guard(): null {
  useWarning(useDocumentView().unsaved);
  useEffect(() => window.addEventListener("beforeunload", warnOfLingering), []);
  return null;
}

/** Opens a live document for everything inside: editor, saved state, faces. One a document a page. */
export function DocumentSessionProvider({
  documentId,
  children,
}: {
  readonly documentId: string;
  readonly children: ReactNode;
}) {
  const [held, setHeld] = useState<Held>({ session: null });
  useEffect(() => {
    const session = openSession(browserDoor(documentId));
    setHeld({ session });
    return () => session.destroy();
  }, [documentId]);
  return (
    <SessionContext.Provider value={held}>
      <Guard />
      {children}
    </SessionContext.Provider>
  );
}

/** The document's session as it is now; opening where none is there yet. */
export function useDocumentView(): SessionView {
  const { session } = useContext(SessionContext);
  return useSyncExternalStore(
    session ? session.subscribe : () => () => undefined,
    session ? session.view : () => NOTHING,
    () => NOTHING,
  );
}

/** Forgets the kept copy of text that was not taken. */
export function useDismissCopy(): () => void {
  const { session } = useContext(SessionContext);
  return () => session?.dismissCopy();
}
