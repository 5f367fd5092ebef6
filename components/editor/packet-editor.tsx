"use client";

import "./editor.css";
import type { Editor } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import { EditorContent, useEditor } from "@tiptap/react";
import { type Ref, useEffect, useImperativeHandle, useMemo, useRef } from "react";
import type { LiveConnection } from "@/lib/collab/client/connection";
import { BODY } from "@/lib/collab/layout";
import type { Anchor } from "@/lib/packet/anchor.schema";
import {
  anchorOfSelection,
  type BlockRange,
  type SeatedThing,
  Seats,
  seatsKey,
  selectedRange,
} from "./anchors";
import { liveCarets } from "./carets";
import { type ClaimOnText, claimsKey } from "./claim-mark";
import { useDocumentView } from "./document-session";
import { type EditorHandle, editorHandle } from "./editor-handle";
import { KeptCopyNotice } from "./kept-copy";
import { layoutExtensions } from "./schema";
import { EditorToolbar } from "./toolbar";

/** What is selected: a stretch of one block, and the anchor that seats something there. */
export interface EditorSelection {
  readonly range: BlockRange;
  readonly anchor: Anchor;
}

export interface PacketEditorProps {
  /** The kind's sections; `help` is what an empty one says. */
  readonly sections: readonly { readonly key: string; readonly title: string; readonly help?: string }[];
  readonly actor: { readonly id: string; readonly name: string };
  readonly claims?: readonly ClaimOnText[];
  readonly activeClaimId?: string | null;
  /** Open objections, remarks and suggestions with their anchors. */
  readonly seated?: readonly SeatedThing[];
  readonly activeSeatId?: string | null;
  /** The accessible name of the text. */
  readonly label: string;
  /** False for whoever only reads here, whatever they may do. */
  readonly editable?: boolean;
  readonly onSelection?: (selection: EditorSelection | null) => void;
  readonly onPickSeat?: (id: string) => void;
  readonly handle?: Ref<EditorHandle | null>;
}

/** The live text of one document. Stands inside a `DocumentSessionProvider`. */
export function PacketEditor(props: PacketEditorProps) {
  const { live, generation, status } = useDocumentView();
  return (
    <div className="packet-editor" data-live={status}>
      <KeptCopyNotice />
      {live ? (
        // Another generation is another document: an editor is bound to one for its life.
        <BoundEditor
          key={generation}
          live={live}
          {...props}
          editable={props.editable !== false && live.mode === "edit"}
        />
      ) : (
        <EmptyText gone={status === "gone" || status === "signed-out"} sections={props.sections} />
      )}
    </div>
  );
}

function EmptyText({ gone, sections }: Pick<PacketEditorProps, "sections"> & { readonly gone: boolean }) {
  if (gone) return <p className="text-muted">This text is not open to you any more.</p>;
  return (
    <div className="packet-text" aria-busy="true">
      {sections.map(({ key, title }) => (
        <section key={key}>
          <h2>{title}</h2>
          <div className="my-3 h-4 w-3/4 rounded bg-sunken" />
        </section>
      ))}
    </div>
  );
}

/** U+FFFD marks a broken character; the layout refuses it, so what is pasted loses it here. */
function withoutBroken(text: string): string {
  return text.replaceAll("\u0000", "").replaceAll("\ufffd", "?");
}

type BoundProps = PacketEditorProps & { readonly live: LiveConnection; readonly editable: boolean };

function useBoundEditor(props: BoundProps): Editor | null {
  const latest = useRef(props);
  latest.current = props;
  const extensions = useMemo(() => {
    const { live, sections, actor } = latest.current;
    return [
      ...layoutExtensions({
        help: Object.fromEntries(sections.flatMap(({ key, help }) => (help ? [[key, help]] : []))),
        claims: {
          claims: () => new Map((latest.current.claims ?? []).map((claim) => [claim.id, claim])),
          activeId: () => latest.current.activeClaimId ?? null,
        },
      }),
      Collaboration.configure({ document: live.doc, field: BODY, provider: live.provider }),
      liveCarets(live.provider, actor),
      Seats.configure({
        things: () => latest.current.seated ?? [],
        activeId: () => latest.current.activeSeatId ?? null,
        onPick: (id) => latest.current.onPickSeat?.(id),
      }),
    ];
  }, []);
  return useEditor({
    extensions,
    editable: props.editable,
    immediatelyRender: false,
    enableCoreExtensions: { keymap: false },
    shouldRerenderOnTransaction: false,
    editorProps: {
      attributes: {
        class: "packet-text",
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": props.label,
        spellcheck: "true",
      },
      transformPastedHTML: withoutBroken,
      transformPastedText: withoutBroken,
    },
    onSelectionUpdate: ({ editor }) => {
      const range = selectedRange(editor.state);
      const anchor = range && anchorOfSelection(editor.state);
      latest.current.onSelection?.(range && anchor ? { range, anchor } : null);
    },
  });
}

function BoundEditor(props: BoundProps) {
  const { editable, claims, activeClaimId, seated, activeSeatId, handle } = props;
  const editor = useBoundEditor(props);
  useImperativeHandle<EditorHandle | null, EditorHandle | null>(
    handle,
    () => (editor ? editorHandle(editor) : null),
    [editor],
  );
  useEffect(() => {
    editor?.setEditable(editable, false);
  }, [editor, editable]);
  // What is drawn over the text is the page's; the text itself is not touched by drawing it anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these changes what is drawn
  useEffect(() => {
    if (!editor || editor.isDestroyed) return;
    editor.view.dispatch(
      editor.state.tr.setMeta(claimsKey, true).setMeta(seatsKey, true).setMeta("addToHistory", false),
    );
  }, [editor, claims, activeClaimId, seated, activeSeatId]);
  if (!editor) return null;
  return (
    <>
      {editable ? <EditorToolbar editor={editor} /> : null}
      <EditorContent editor={editor} />
    </>
  );
}
