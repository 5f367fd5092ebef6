import { Mark } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";

/** A claim as the text shows it. */
export interface ClaimOnText {
  readonly id: string;
  /** Its human name, such as C3. */
  readonly label: string;
  readonly state: "untraced" | "supported" | "due" | "drifted" | "contradicted" | "unreachable";
}

/** What the claims of the page are now; the editor reads it at each drawing. */
export interface ClaimsNow {
  readonly claims: () => ReadonlyMap<string, ClaimOnText>;
  readonly activeId: () => string | null;
}

function decorate(doc: Node, now: ClaimsNow): DecorationSet {
  const claims = now.claims();
  const active = now.activeId();
  const decorations: Decoration[] = [];
  doc.descendants((node, at) => {
    for (const mark of node.marks) {
      const claim = mark.type.name === "claim" ? claims.get(mark.attrs.id as string) : undefined;
      if (!claim) continue;
      decorations.push(
        Decoration.inline(at, at + node.nodeSize, {
          class: `claim-${claim.state}`,
          "data-claim-label": claim.label,
          "data-active": String(claim.id === active),
          title: `${claim.label}: ${claim.state}`,
        }),
      );
    }
  });
  return DecorationSet.create(doc, decorations);
}

/** Names the plugin that draws claims; a transaction with this meta draws anew. */
export const claimsKey = new PluginKey<DecorationSet>("claims");

/** The claim mark: an id and nothing else. Several may lie over one text; a mark whose claim is not known here is dropped on paste. */
export const ClaimMark = Mark.create<ClaimsNow>({
  name: "claim",
  excludes: "",
  inclusive: false,
  addOptions() {
    return { claims: () => new Map(), activeId: () => null };
  },
  addAttributes() {
    return { id: { default: null, rendered: false } };
  },
  parseHTML() {
    return [
      {
        tag: "span[data-claim]",
        getAttrs: (element) => {
          const id = element.getAttribute("data-claim") ?? "";
          return this.options.claims().has(id) ? { id } : false;
        },
      },
    ];
  },
  renderHTML({ mark }) {
    return ["span", { "data-claim": mark.attrs.id as string }, 0];
  },
  addProseMirrorPlugins() {
    const now = this.options;
    return [
      new Plugin<DecorationSet>({
        key: claimsKey,
        state: {
          init: (_config, state) => decorate(state.doc, now),
          apply: (tr, drawn, _before, state) =>
            tr.docChanged || tr.getMeta(claimsKey) ? decorate(state.doc, now) : drawn,
        },
        props: { decorations: (state) => claimsKey.getState(state) },
      }),
    ];
  },
});
