import { extensions as core, type Extensions } from "@tiptap/core";
import { Blockquote } from "@tiptap/extension-blockquote";
import { Code } from "@tiptap/extension-code";
import { CodeBlock } from "@tiptap/extension-code-block";
import { Document } from "@tiptap/extension-document";
import { Heading } from "@tiptap/extension-heading";
import { Link } from "@tiptap/extension-link";
import { BulletList, ListItem, OrderedList, TaskItem, TaskList } from "@tiptap/extension-list";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import { StarterKit } from "@tiptap/starter-kit";
import { isAllowedHref } from "@/lib/collab/layout";
import { BlockIds } from "./block-ids";
import { ClaimMark, type ClaimsNow } from "./claim-mark";
import { Section } from "./sections";

// The editor's side of lib/collab/layout.ts. Contents are `*`, not `+`: two people's deletions may meet in an empty
// list, and y-tiptap would delete what its schema does not fit, for everybody.

function span(name: "colspan" | "rowspan", most: number) {
  return {
    default: 1,
    parseHTML: (element: HTMLElement) => {
      const value = Number.parseInt(element.getAttribute(name) ?? "1", 10);
      return Number.isInteger(value) && value >= 1 ? Math.min(value, most) : 1;
    },
  };
}

// `colwidth` is what the table plugin reads; it stays null and is never stored.
const cellAttributes = () => ({
  colspan: span("colspan", 40),
  rowspan: span("rowspan", 400),
  colwidth: { default: null, rendered: false, parseHTML: () => null },
});

const headingOf: Readonly<Record<string, number>> = { h1: 1, h2: 1, h3: 1, h4: 2, h5: 3, h6: 3 };

const SectionHeading = Heading.extend({
  // The sections' own headings are h2; what stands inside them begins below.
  parseHTML: () => Object.entries(headingOf).map(([tag, level]) => ({ tag, attrs: { level } })),
  renderHTML({ node, HTMLAttributes }) {
    return [`h${Math.min(6, (node.attrs.level as number) + 2)}`, HTMLAttributes, 0];
  },
}).configure({ levels: [1, 2, 3] });

const PlainLink = Link.extend({
  inclusive: false,
  addAttributes() {
    return {
      href: {
        default: null,
        parseHTML: (element: HTMLElement) => {
          const href = element.getAttribute("href");
          return isAllowedHref(href) ? href : null;
        },
      },
    };
  },
}).configure({
  openOnClick: false,
  autolink: false,
  linkOnPaste: false,
  protocols: ["http", "https", "mailto"],
  isAllowedUri: (uri) => isAllowedHref(uri),
  HTMLAttributes: { rel: "noopener noreferrer nofollow", target: "_blank" },
});

const Language = CodeBlock.extend({
  marks: "claim",
  addAttributes() {
    return {
      language: {
        default: null,
        rendered: false,
        parseHTML: (element: HTMLElement) =>
          /language-([\w+#.-]{1,40})/.exec(element.firstElementChild?.className ?? "")?.[1] ?? null,
      },
    };
  },
});

const NumberedList = OrderedList.extend({
  content: "listItem*",
  addAttributes() {
    return {
      start: {
        default: 1,
        parseHTML: (element: HTMLElement) => {
          const start = Number.parseInt(element.getAttribute("start") ?? "1", 10);
          return Number.isInteger(start) && start >= 0 && start <= 1_000_000 ? start : 1;
        },
      },
    };
  },
});

/**
 * The core's keys without its clearing of an emptied document, which would give the first block of an empty document
 * a new id on every screen that opens it. Stands in for the core's own, which the editor leaves out.
 */
const Keys = core.Keymap.extend({ addProseMirrorPlugins: () => [] });

/** Every extension that shapes the document, in the editor's order. */
export function layoutExtensions(options: {
  readonly help: Readonly<Record<string, string>>;
  readonly claims: ClaimsNow;
}): Extensions {
  return [
    Keys,
    StarterKit.configure({
      blockquote: false,
      bulletList: false,
      code: false,
      codeBlock: false,
      document: false,
      heading: false,
      link: false,
      listItem: false,
      orderedList: false,
      trailingNode: false,
      underline: false,
      undoRedo: false,
    }),
    Document.extend({ content: "section+" }),
    Section.configure({ help: options.help }),
    SectionHeading,
    Blockquote.extend({ content: "block*" }),
    BulletList.extend({ content: "listItem*" }),
    NumberedList,
    ListItem.extend({ content: "block*" }),
    TaskList.extend({ content: "taskItem*" }),
    TaskItem.extend({ content: "block*" }).configure({ nested: true }),
    Table.extend({ content: "tableRow*" }).configure({ resizable: false }),
    TableRow.extend({ content: "(tableCell | tableHeader)*" }),
    TableCell.extend({ content: "block*", addAttributes: cellAttributes }),
    TableHeader.extend({ content: "block*", addAttributes: cellAttributes }),
    Language,
    Code.extend({ excludes: "code bold italic strike link" }),
    PlainLink,
    ClaimMark.configure(options.claims),
    BlockIds,
  ];
}
