"use client";

import { useEffect, useState } from "react";
import type { ReleaseStatement } from "@/lib/manifest/statement.schema";
import type { RevisionBody } from "@/lib/revision/revision";
import { BytesFault, fetchExact, readManifest, readRevision } from "./bound-bytes";
import type { LiveManifest, SheetView } from "./sheet-view";

/** The bound documents, read from bytes whose digests this browser computed itself. */
export interface Bound {
  readonly revision: RevisionBody;
  readonly manifest: ReleaseStatement;
  readonly previous: RevisionBody | null;
}

export type BoundState =
  | { readonly kind: "fetching" }
  | { readonly kind: "closed"; readonly why: string }
  | { readonly kind: "open"; readonly bound: Bound };

async function loadBound(sheet: SheetView): Promise<Bound> {
  const [revisionBytes, manifestBytes, previousBytes] = await Promise.all([
    fetchExact(sheet.revisionUrl, sheet.revisionDigest, "revision"),
    fetchExact(sheet.manifestUrl, sheet.manifestDigest, "manifest"),
    sheet.previous ? fetchExact(sheet.previous.url, sheet.previous.digest, "last approved revision") : null,
  ]);
  return {
    revision: readRevision(revisionBytes),
    manifest: readManifest(manifestBytes, sheet.revisionDigest),
    previous: previousBytes ? readRevision(previousBytes) : null,
  };
}

/** Fetches and checks what the sheet binds; a different digest closes it for good. */
export function useBound(sheet: SheetView): BoundState {
  const [state, setState] = useState<BoundState>({ kind: "fetching" });
  useEffect(() => {
    let current = true;
    loadBound(sheet).then(
      (bound) => current && setState({ kind: "open", bound }),
      (reason: unknown) =>
        current &&
        setState({
          kind: "closed",
          why: reason instanceof BytesFault ? reason.message : "The workspace could not be reached.",
        }),
    );
    return () => {
      current = false;
    };
  }, [sheet]);
  return state;
}

/** Asks every three seconds, and at once when the window is looked at again, where the manifest stands. */
export function useLive(url: string, initial: LiveManifest): { live: LiveManifest; stale: boolean } {
  const [live, setLive] = useState(initial);
  const [stale, setStale] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const ask = async () => {
      try {
        const response = await fetch(url, { cache: "no-store", signal: stop.signal });
        if (!response.ok) throw new Error(String(response.status));
        setLive((await response.json()) as LiveManifest);
        setStale(false);
      } catch {
        // Offline or refused: the sheet says that it may be out of date, and the server decides at the press.
        if (!stop.signal.aborted) setStale(true);
      }
    };
    const timer = setInterval(() => void ask(), 3000);
    const onFocus = () => void ask();
    window.addEventListener("focus", onFocus);
    return () => {
      stop.abort();
      clearInterval(timer);
      window.removeEventListener("focus", onFocus);
    };
  }, [url]);
  return { live, stale };
}
