"use client";

import { Check, CloudOff, Eye, Loader2, Lock, LogIn, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { SaveStatus } from "@/lib/collab/client/session";
import { useDocumentView } from "./document-session";

const STATES: Readonly<
  Record<SaveStatus, { readonly words: string; readonly why: string; readonly icon: ReactNode }>
> = {
  opening: {
    words: "Opening",
    why: "The text is being fetched.",
    icon: <Loader2 className="animate-spin" />,
  },
  saved: { words: "Saved", why: "The server has stored everything you typed.", icon: <Check /> },
  saving: { words: "Saving", why: "The server has not confirmed the last words yet.", icon: <Loader2 /> },
  offline: {
    words: "Offline, kept here",
    why: "There is no connection. What you type is kept in this tab and sent when it is back.",
    icon: <CloudOff />,
  },
  refused: { words: "Not taken", why: "Your last change was not stored.", icon: <TriangleAlert /> },
  "read-only": { words: "Reading", why: "You may read this text but not change it.", icon: <Eye /> },
  frozen: { words: "Frozen", why: "The text is frozen while approval is pending.", icon: <Lock /> },
  closed: { words: "Closed", why: "The packet is not being drafted any more.", icon: <Lock /> },
  "signed-out": { words: "Signed out", why: "Sign in again to go on.", icon: <LogIn /> },
  gone: { words: "No access", why: "This text is no longer yours to see.", icon: <Lock /> },
};

/** Says, honestly, whether what the person typed is stored. */
export function SaveState() {
  const { status } = useDocumentView();
  const { words, why, icon } = STATES[status];
  const wrong = status === "refused" || status === "offline" || status === "gone";
  return (
    <span
      role="status"
      title={why}
      data-save-state={status}
      className={`inline-flex items-center gap-1.5 text-xs [&_svg]:size-3.5 ${wrong ? "text-broken" : "text-muted"}`}
    >
      <span aria-hidden="true">{icon}</span>
      {words}
    </span>
  );
}
