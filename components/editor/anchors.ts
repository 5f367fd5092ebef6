import { type Editor, Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { type EditorState, Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import {
  absolutePositionToRelativePosition,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from "@tiptap/y-tiptap";
import * as Y from "yjs";
import { fromBase64, isWellFormed, toBase64 } from "@/lib/kernel/bytes";
import type { Anchor } from "@/lib/packet/anchor.schema";

const AROUND = 32;
const MAX_QUOTE = 4_000;

/** A stretch of one block's text: offsets count UTF-16 units from the block's start. */
export interface BlockRange {
  readonly blockId: string;
  readonly quote: string;
  readonly from: number;
  readonly to: number;
}

/** Something that is seated in the text. */
export interface SeatedThing {
  readonly id: string;
  readonly kind: "objection" | "remark" | "suggestion";
  readonly anchor: Anchor;
}

/** What is seated now; the editor reads it at each drawing. */
export interface SeatedNow {
  readonly things: () => readonly SeatedThing[];
  readonly activeId: () => string | null;
}

interface Place {
  readonly from: number;
  readonly to: number;
}

/** A block's text as offsets count it: every position of the editor is one unit, a line break too. */
function textOfBlock(block: Node): string {
  return block.textBetween(0, block.content.size, undefined, () => "\n");
}

function around(text: string): string {
  // Half a character at the cut is left out: an anchor holds well-formed text.
  return isWellFormed(text) ? text : text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, "");
}

/** The selected stretch of one block, or null: nothing selected, too much, or more than one block. */
export function selectedRange(state: EditorState): BlockRange | null {
  const { $from, $to, empty } = state.selection;
  const block = $from.parent;
  if (empty || !block.isTextblock || !$from.sameParent($to)) return null;
  const blockId = block.attrs.id as string | null;
  const quote = textOfBlock(block).slice($from.parentOffset, $to.parentOffset);
  if (!blockId || quote.trim() === "" || quote.length > MAX_QUOTE) return null;
  return { blockId, quote, from: $from.parentOffset, to: $to.parentOffset };
}

interface Binding {
  readonly doc: Y.Doc;
  readonly type: Y.XmlFragment;
  readonly mapping: Map<never, never>;
}

function bindingOf(state: EditorState): Binding | null {
  const sync = ySyncPluginKey.getState(state) as
    | { doc: Y.Doc; type: Y.XmlFragment; binding: { mapping: Map<never, never> } | null }
    | undefined;
  return sync?.binding ? { doc: sync.doc, type: sync.type, mapping: sync.binding.mapping } : null;
}

function encodePlace(binding: Binding, at: number): string {
  const relative = absolutePositionToRelativePosition(
    at,
    binding.type,
    binding.mapping,
  ) as Y.RelativePosition;
  return toBase64(Y.encodeRelativePosition(relative));
}

function decodePlace(binding: Binding, text: string): number | null {
  const bytes = fromBase64(text);
  if (!bytes) return null;
  try {
    const relative = Y.decodeRelativePosition(bytes);
    return relativePositionToAbsolutePosition(binding.doc, binding.type, relative, binding.mapping);
  } catch {
    // An anchor whose positions this document never had: Yjs throws for them, and the anchor counts as lost.
    return null;
  }
}

/** An anchor for what is selected, or null where `selectedRange` is. */
export function anchorOfSelection(state: EditorState): Anchor | null {
  const range = selectedRange(state);
  const binding = bindingOf(state);
  if (!range || !binding) return null;
  const text = textOfBlock(state.selection.$from.parent);
  return {
    blockId: range.blockId,
    quote: range.quote,
    prefix: around(text.slice(Math.max(0, range.from - AROUND), range.from)),
    suffix: around(text.slice(range.to, range.to + AROUND)),
    relStart: encodePlace(binding, state.selection.from),
    relEnd: encodePlace(binding, state.selection.to),
  };
}

function findBlock(doc: Node, blockId: string): { readonly node: Node; readonly at: number } | null {
  let found: { node: Node; at: number } | null = null;
  doc.descendants((node, at) => {
    if (found === null && node.isTextblock && node.attrs.id === blockId) found = { node, at };
    return found === null;
  });
  return found;
}

/** The one place in the block where the quote stands between its surroundings, or null. */
function placeByQuote(doc: Node, anchor: Anchor): Place | null {
  const block = findBlock(doc, anchor.blockId);
  if (!block) return null;
  const text = textOfBlock(block.node);
  const whole = anchor.prefix + anchor.quote + anchor.suffix;
  const at = text.indexOf(whole);
  if (at < 0 || text.indexOf(whole, at + 1) >= 0) return null;
  const from = block.at + 1 + at + anchor.prefix.length;
  return { from, to: from + anchor.quote.length };
}

/** Where an anchor stands now, or null: its text is gone. Never a place that is merely alike. */
export function placeOfAnchor(state: EditorState, anchor: Anchor): Place | null {
  const binding = bindingOf(state);
  const from = binding && decodePlace(binding, anchor.relStart);
  const to = binding && decodePlace(binding, anchor.relEnd);
  if (from !== null && to !== null && from < to && to <= state.doc.content.size) {
    const $from = state.doc.resolve(from);
    const text = $from.parent.isTextblock ? textOfBlock($from.parent) : "";
    const offset = $from.parentOffset;
    if (text.slice(offset, offset + (to - from)) === anchor.quote) return { from, to };
  }
  return placeByQuote(state.doc, anchor);
}

function drawSeats(state: EditorState, now: SeatedNow): DecorationSet {
  const active = now.activeId();
  return DecorationSet.create(
    state.doc,
    now.things().flatMap(({ id, kind, anchor }) => {
      const place = placeOfAnchor(state, anchor);
      if (!place) return [];
      const look = kind === "objection" ? "objection-anchor" : "remark-anchor";
      const attributes = { class: id === active ? `${look} anchor-active` : look, "data-seat": id };
      return [Decoration.inline(place.from, place.to, attributes)];
    }),
  );
}

/** Names the plugin that draws seats; a transaction with this meta draws anew. */
export const seatsKey = new PluginKey<DecorationSet>("seats");

/** Draws objections, remarks and suggestions where they are anchored. Rows, not marks: nothing is written. */
export const Seats = Extension.create<SeatedNow & { onPick: (id: string) => void }>({
  name: "seats",
  addOptions() {
    return { things: () => [], activeId: () => null, onPick: () => undefined };
  },
  addProseMirrorPlugins() {
    const now = this.options;
    return [
      new Plugin<DecorationSet>({
        key: seatsKey,
        state: {
          // Positions need the binding, which is there once the view is: drawn then by the first meta.
          init: () => DecorationSet.empty,
          apply: (tr, drawn, _before, state) =>
            tr.docChanged || tr.getMeta(seatsKey) ? drawSeats(state, now) : drawn.map(tr.mapping, tr.doc),
        },
        props: {
          decorations: (state) => seatsKey.getState(state),
          handleClick: (_view, _at, event) => {
            const seat = (event.target as HTMLElement).closest?.("[data-seat]")?.getAttribute("data-seat");
            if (seat) now.onPick(seat);
            return false;
          },
        },
      }),
    ];
  },
});

/** Selects an anchor's text and brings it into view. False where the anchor is lost. */
export function goToAnchor(editor: Editor, anchor: Anchor): boolean {
  const place = placeOfAnchor(editor.state, anchor);
  if (!place) return false;
  editor.commands.setTextSelection(place);
  const { node } = editor.view.domAtPos(place.from);
  const element = node instanceof HTMLElement ? node : node.parentElement;
  element?.scrollIntoView({ block: "center", behavior: "smooth" });
  return true;
}
