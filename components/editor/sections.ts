import { mergeAttributes, Node } from "@tiptap/core";
import { isChangeOrigin } from "@tiptap/extension-collaboration";
import type { Node as DocumentNode } from "@tiptap/pm/model";
import { type EditorState, Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";

interface SectionOptions {
  /** What an empty section says, by the section's key. */
  readonly help: Readonly<Record<string, string>>;
}

function keysOf(doc: DocumentNode): string {
  const keys: string[] = [];
  doc.forEach((section) => {
    keys.push(`${section.attrs.key}`);
  });
  return keys.join("\n");
}

function isEmptySection(section: DocumentNode): boolean {
  const only = section.childCount === 1 ? section.firstChild : null;
  return only?.type.name === "paragraph" && only.content.size === 0;
}

function helpDecorations(doc: DocumentNode, help: SectionOptions["help"]): DecorationSet {
  const decorations: Decoration[] = [];
  doc.forEach((section, at) => {
    const words = help[section.attrs.key as string];
    if (!words || !isEmptySection(section)) return;
    const from = at + 1;
    decorations.push(Decoration.node(from, from + 2, { class: "section-empty", "data-help": words }));
  });
  return DecorationSet.create(doc, decorations);
}

/** Takes a selection that reaches over sections out of each of them, so that the sections stay. */
function deleteAcross(state: EditorState) {
  const { from, to, $from } = state.selection;
  const tr = state.tr;
  const pieces: { readonly from: number; readonly to: number }[] = [];
  state.doc.forEach((section, at) => {
    const start = Math.max(from, at + 1);
    const end = Math.min(to, at + section.nodeSize - 1);
    if (start < end) pieces.push({ from: start, to: end });
  });
  // Within one section the editor's own deletion does.
  if (pieces.length === 0 || (pieces.length === 1 && $from.depth > 0)) return null;
  for (const piece of pieces.reverse()) tr.delete(piece.from, piece.to);
  return tr.docChanged && keysOf(tr.doc) === keysOf(state.doc) ? tr.scrollIntoView() : null;
}

/** A section of the kind: its heading is the kind's and cannot be edited, moved, split, joined or removed. */
export const Section = Node.create<SectionOptions>({
  name: "section",
  content: "block*",
  isolating: true,
  defining: true,
  selectable: false,
  addOptions() {
    return { help: {} };
  },
  addAttributes() {
    const kept = { default: null, rendered: false, parseHTML: () => null };
    return { key: kept, title: kept };
  },
  // Pasted HTML makes blocks, never sections.
  parseHTML: () => [],
  renderHTML({ node, HTMLAttributes }) {
    const { key, title } = node.attrs as { key: string | null; title: string | null };
    const heading = `section-title-${key}`;
    return [
      "section",
      mergeAttributes(HTMLAttributes, {
        id: `section-${key}`,
        "data-section": key,
        "aria-labelledby": heading,
      }),
      ["h2", { id: heading, contenteditable: "false", class: "section-title" }, title ?? ""],
      ["div", { class: "section-body" }, 0],
    ];
  },
  addKeyboardShortcuts() {
    const across = () => {
      const tr = deleteAcross(this.editor.state);
      if (tr) this.editor.view.dispatch(tr);
      return tr !== null;
    };
    return { Backspace: across, Delete: across };
  },
  addProseMirrorPlugins() {
    const { help } = this.options;
    const { editor } = this;
    return [
      new Plugin({
        key: new PluginKey("sections"),
        // Whoever only reads writes nothing, not even what a plugin would tidy.
        filterTransaction: (tr, state) =>
          !tr.docChanged || isChangeOrigin(tr) || (editor.isEditable && keysOf(tr.doc) === keysOf(state.doc)),
        props: { decorations: (state) => helpDecorations(state.doc, help) },
      }),
    ];
  },
});
