"use client";

import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Kbd } from "../ui/kbd";
import { GO_KEYS, isTyping } from "./keys";
import type { PalettePlace } from "./viewer";

// Loaded at first use: reading pages stay light.
const Palette = dynamic(() => import("./palette").then((module) => module.Palette), { ssr: false });
const KeysHelp = dynamic(() => import("./keys-help").then((module) => module.KeysHelp), { ssr: false });

type Panel = "palette" | "keys" | null;

/** The keys that work everywhere, the palette and the help. */
export function ShellKeys({ places }: { readonly places: readonly PalettePlace[] }) {
  const router = useRouter();
  const [panel, setPanel] = useState<Panel>(null);
  const afterG = useRef(0);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setPanel((now) => (now === "palette" ? null : "palette"));
        return;
      }
      if (isTyping(event.target) || event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.key === "?") setPanel("keys");
      const goes = event.timeStamp - afterG.current < 900 ? GO_KEYS[event.key] : undefined;
      afterG.current = event.key === "g" ? event.timeStamp : 0;
      if (goes) router.push(goes);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [router]);
  const toggle = (which: Panel) => (open: boolean) => setPanel(open ? which : null);
  return (
    <>
      <button
        type="button"
        onClick={() => setPanel("palette")}
        aria-label="Search and go anywhere"
        aria-keyshortcuts="Meta+K Control+K"
        className="flex h-8 items-center gap-2 rounded-md border border-line px-2 text-sm text-muted hover:border-line-strong hover:text-ink"
      >
        <Search aria-hidden className="size-4" />
        <span className="hidden lg:inline">Go to…</span>
        <span className="hidden gap-0.5 lg:inline-flex">
          <Kbd>⌘</Kbd>
          <Kbd>K</Kbd>
        </span>
      </button>
      {panel === "palette" ? <Palette open onOpenChange={toggle("palette")} places={places} /> : null}
      {panel === "keys" ? <KeysHelp open onOpenChange={toggle("keys")} /> : null}
    </>
  );
}
