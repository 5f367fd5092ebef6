import { Extension } from "@tiptap/core";
import { isChangeOrigin } from "@tiptap/extension-collaboration";
import type { Node } from "@tiptap/pm/model";
import { type EditorState, Plugin, PluginKey, type Transaction } from "@tiptap/pm/state";
import { BLOCKS } from "@/lib/collab/layout";

/** A fresh block id: 96 random bits. */
export function newBlockId(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}

const HOLDERS = new Set(["section", "blockquote", "listItem", "taskItem", "tableCell", "tableHeader"]);

/** Gives what holds blocks and has none a paragraph to write in, and every block an id. */
function tidied(state: EditorState): Transaction | null {
  const tr = state.tr;
  const empty: number[] = [];
  state.doc.descendants((node, at) => {
    if (HOLDERS.has(node.type.name) && node.childCount === 0) empty.push(at + 1);
  });
  const paragraph = state.schema.nodes.paragraph;
  for (const at of empty.reverse()) if (paragraph) tr.insert(at, paragraph.create());
  const seen = new Set<string>();
  tr.doc.descendants((node: Node, at: number) => {
    if (!("id" in node.attrs)) return;
    const { id } = node.attrs as { id: string | null };
    if (id !== null && !seen.has(id)) seen.add(id);
    else tr.setNodeAttribute(at, "id", newBlockId());
  });
  return tr.docChanged ? tr : null;
}

/** Every block has an id, unique in the document: given when this person makes the block, never by a reader's screen. */
export const BlockIds = Extension.create({
  name: "blockIds",
  addGlobalAttributes() {
    return [
      {
        types: [...BLOCKS],
        attributes: {
          id: {
            default: null,
            // What is pasted is a new block, wherever it was copied from.
            parseHTML: () => null,
            renderHTML: ({ id }: { id?: string | null }) => (id ? { "data-block-id": id } : {}),
            keepOnSplit: false,
          },
        },
      },
    ];
  },
  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: new PluginKey("blockIds"),
        appendTransaction: (transactions, _before, state) =>
          transactions.some((tr) => tr.docChanged && !isChangeOrigin(tr)) ? tidied(state) : null,
      }),
    ];
  },
});
