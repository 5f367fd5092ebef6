"use client";

import { BadgeCheck, Flag, MessageSquare } from "lucide-react";
import { useEffect, useState } from "react";
import type { Assertion } from "@/lib/claims/assertion.schema";
import type { Place } from "@/lib/objections/place.schema";
import { ClaimForm } from "../claims/claim-form";
import { RaiseForm, RemarkForm } from "../objections/raise-form";
import { isTyping } from "../shell/keys";
import type { FormAction } from "../ui/action-form";
import { Button } from "../ui/button";
import { Sheet } from "../ui/dialog";
import { usePressing } from "../ui/use-pressing";

/** Words that are selected in a document, as an objection, a remark or a claim takes them. */
export interface SelectedWords {
  readonly place: Extract<Place, { kind: "span" }>;
  readonly quote: string;
  readonly blockId: string;
}

type What = "claim" | "objection" | "remark";

interface SelectionActsProps {
  readonly packetId: string;
  readonly annexId: string | null;
  readonly selected: SelectedWords | null;
  readonly classes: readonly string[];
  readonly may: { readonly claim: boolean; readonly object: boolean; readonly remark: boolean };
  readonly raise: FormAction;
  readonly remark: FormAction;
  /** Called before a form opens, while the selection still stands. */
  readonly onOpen?: (what: "claim" | "objection" | "remark") => void;
  /** Makes a claim of the words and marks them; resolves with a refusal's sentence, or null. */
  readonly claim: (words: SelectedWords, assertion: Assertion | null) => Promise<string | null>;
}

const TITLES: Readonly<Record<What, string>> = {
  claim: "Mark as a claim",
  objection: "Raise an objection",
  remark: "Write a remark",
};

/** What selected words can become. The bar appears with a selection; the keys work without the mouse. */
export function SelectionActs(props: SelectionActsProps) {
  const { selected, may, onOpen } = props;
  const pressing = usePressing();
  // The words are kept as they were when the form was opened: the selection goes when the form takes the focus.
  const [open, setOpen] = useState<{ readonly what: What; readonly words: SelectedWords | null } | null>(
    null,
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const chord = (event.metaKey || event.ctrlKey) && event.shiftKey;
      const key = event.key.toLowerCase();
      const plain = !isTyping(event.target) && !event.metaKey && !event.ctrlKey && !event.altKey;
      if (may.object && key === "o" && (chord || plain)) {
        event.preventDefault();
        setOpen({ what: "objection", words: selected });
      } else if (may.claim && key === "c" && chord && selected) {
        event.preventDefault();
        onOpen?.("claim");
        setOpen({ what: "claim", words: selected });
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [selected, may, onOpen]);
  const close = () => setOpen(null);
  const choose = (what: What) => {
    onOpen?.(what);
    setOpen({ what, words: selected });
  };
  return (
    <>
      {selected && !pressing ? <Bar may={may} onChoose={choose} /> : null}
      {open ? (
        <Sheet open onOpenChange={(now) => (now ? undefined : close())} title={TITLES[open.what]}>
          <Form {...props} what={open.what} words={open.words} onDone={close} />
        </Sheet>
      ) : null}
    </>
  );
}

function Bar({ may, onChoose }: Pick<SelectionActsProps, "may"> & { onChoose: (what: What) => void }) {
  // Pressing must not take the selection away before it is read.
  const keep = (event: { preventDefault: () => void }) => event.preventDefault();
  return (
    <div
      role="toolbar"
      aria-label="Selected words"
      className="no-print fixed bottom-5 left-1/2 z-30 flex -translate-x-1/2 gap-1 rounded-lg border border-line bg-raised p-1 shadow-float motion-safe:animate-[rise_120ms_ease-out]"
    >
      {may.claim ? (
        <Button look="plain" size="sm" onMouseDown={keep} onClick={() => onChoose("claim")}>
          <BadgeCheck aria-hidden /> Claim
        </Button>
      ) : null}
      {may.object ? (
        <Button look="plain" size="sm" onMouseDown={keep} onClick={() => onChoose("objection")}>
          <Flag aria-hidden /> Object
        </Button>
      ) : null}
      {may.remark ? (
        <Button look="plain" size="sm" onMouseDown={keep} onClick={() => onChoose("remark")}>
          <MessageSquare aria-hidden /> Remark
        </Button>
      ) : null}
    </div>
  );
}

type FormProps = SelectionActsProps & {
  readonly what: What;
  readonly words: SelectedWords | null;
  readonly onDone: () => void;
};

function Form({ what, words, onDone, packetId, annexId, classes, raise, remark, claim }: FormProps) {
  const about = {
    packetId,
    annexId,
    place: words?.place ?? { kind: "packet" },
    quote: words?.quote ?? null,
    onDone,
  };
  if (what === "objection") return <RaiseForm {...about} classes={classes} raise={raise} />;
  if (what === "remark") return <RemarkForm {...about} write={remark} />;
  if (!words) return null;
  return <ClaimForm quote={words.quote} make={(assertion) => claim(words, assertion)} onDone={onDone} />;
}
