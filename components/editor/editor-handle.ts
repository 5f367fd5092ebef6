import type { Editor } from "@tiptap/core";
import type { Anchor } from "@/lib/packet/anchor.schema";
import { anchorOfSelection, type BlockRange, goToAnchor, placeOfAnchor, selectedRange } from "./anchors";

/** What a page may do with the text. Everything that writes goes through the live document, as the person's edit. */
export interface EditorHandle {
  /** The selected words as a claim to be made, and remembers where; null where nothing fit is selected. */
  makeClaim(): BlockRange | null;
  /** Marks the remembered words as the claim, after its row was made. False where they are gone. */
  applyClaimMark(claimId: string): boolean;
  /** Takes a claim's mark off all text. */
  removeClaimMark(claimId: string): void;
  anchorFromSelection(): Anchor | null;
  /** False where the anchor's text is gone. */
  scrollToAnchor(anchor: Anchor): boolean;
  scrollToClaim(claimId: string): boolean;
  scrollToSection(key: string): void;
  /** True where the anchor's text still stands. */
  isSeated(anchor: Anchor): boolean;
  /** Puts other words where the anchor is: an accepted suggestion. False where its text is gone. */
  replaceAnchor(anchor: Anchor, words: string): boolean;
  focus(): void;
}

function claimPlaces(editor: Editor, claimId: string): { readonly from: number; readonly to: number }[] {
  const places: { from: number; to: number }[] = [];
  editor.state.doc.descendants((node, at) => {
    if (node.marks.some((mark) => mark.type.name === "claim" && mark.attrs.id === claimId)) {
      places.push({ from: at, to: at + node.nodeSize });
    }
  });
  return places;
}

function applyMark(editor: Editor, anchor: Anchor | null, claimId: string): boolean {
  const place = anchor && placeOfAnchor(editor.state, anchor);
  const type = editor.schema.marks.claim;
  if (!place || !type) return false;
  editor.view.dispatch(editor.state.tr.addMark(place.from, place.to, type.create({ id: claimId })));
  return true;
}

function removeMark(editor: Editor, claimId: string): void {
  const type = editor.schema.marks.claim;
  if (!type) return;
  const tr = editor.state.tr;
  for (const { from, to } of claimPlaces(editor, claimId))
    tr.removeMark(from, to, type.create({ id: claimId }));
  if (tr.docChanged) editor.view.dispatch(tr);
}

/** The handle of an editor. */
export function editorHandle(editor: Editor): EditorHandle {
  let remembered: Anchor | null = null;
  return {
    makeClaim() {
      remembered = anchorOfSelection(editor.state);
      return selectedRange(editor.state);
    },
    applyClaimMark: (claimId) => applyMark(editor, remembered, claimId),
    removeClaimMark: (claimId) => removeMark(editor, claimId),
    anchorFromSelection: () => anchorOfSelection(editor.state),
    scrollToAnchor: (anchor) => goToAnchor(editor, anchor),
    scrollToClaim(claimId) {
      const [place] = claimPlaces(editor, claimId);
      if (!place) return false;
      editor.commands.setTextSelection(place);
      const { node } = editor.view.domAtPos(place.from);
      (node instanceof HTMLElement ? node : node.parentElement)?.scrollIntoView({ block: "center" });
      return true;
    },
    scrollToSection(key) {
      editor.view.dom
        .querySelector(`[data-section="${CSS.escape(key)}"]`)
        ?.scrollIntoView({ block: "start" });
    },
    isSeated: (anchor) => placeOfAnchor(editor.state, anchor) !== null,
    replaceAnchor(anchor, words) {
      const place = placeOfAnchor(editor.state, anchor);
      if (!place || !editor.isEditable) return false;
      const tr = editor.state.tr;
      if (words === "") tr.delete(place.from, place.to);
      else tr.insertText(words, place.from, place.to);
      editor.view.dispatch(tr.scrollIntoView());
      return true;
    },
    focus: () => {
      editor.commands.focus();
    },
  };
}
