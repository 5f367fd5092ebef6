"use client";

import { type Editor, useEditorState } from "@tiptap/react";
import {
  Bold,
  Code,
  CodeSquare,
  Heading3,
  Heading4,
  Italic,
  Link2,
  List,
  ListChecks,
  ListOrdered,
  type LucideIcon,
  Minus,
  Quote,
  Redo2,
  Strikethrough,
  Table2,
  Undo2,
} from "lucide-react";
import { Toolbar as Primitive } from "radix-ui";
import { useState } from "react";
import { isAllowedHref } from "@/lib/collab/layout";

interface Tool {
  readonly label: string;
  readonly keys?: string;
  readonly icon: LucideIcon;
  /** What says that it is on; null: it is never on. */
  readonly active: readonly [name: string, attributes?: Record<string, unknown>] | null;
  readonly run: (editor: Editor) => void;
}

const TABLE = { rows: 3, columns: 3 };

/** A table with a paragraph in every cell, so that there is a place to write; the cursor goes to the first. */
function insertTable(editor: Editor): void {
  const row = (type: "tableHeader" | "tableCell") => ({
    type: "tableRow",
    content: Array.from({ length: TABLE.columns }, () => ({ type, content: [{ type: "paragraph" }] })),
  });
  const rows = Array.from({ length: TABLE.rows }, (_, i) => row(i === 0 ? "tableHeader" : "tableCell"));
  const { from } = editor.state.selection;
  editor.chain().focus().insertContent({ type: "table", content: rows }).run();
  let first: number | null = null;
  editor.state.doc.nodesBetween(Math.max(0, from - 2), editor.state.doc.content.size, (node, at) => {
    if (first === null && node.type.name === "table" && at >= from - 2) first = at;
    return first === null;
  });
  // Table, row, cell and paragraph open before the place to write.
  if (first !== null) editor.commands.setTextSelection(first + 4);
}

const TOOLS: readonly (readonly Tool[])[] = [
  [
    { label: "Undo", keys: "Ctrl Z", icon: Undo2, active: null, run: (e) => e.chain().focus().undo().run() },
    { label: "Redo", keys: "Ctrl Y", icon: Redo2, active: null, run: (e) => e.chain().focus().redo().run() },
  ],
  [
    {
      label: "Bold",
      keys: "Ctrl B",
      icon: Bold,
      active: ["bold"],
      run: (e) => e.chain().focus().toggleBold().run(),
    },
    {
      label: "Italic",
      keys: "Ctrl I",
      icon: Italic,
      active: ["italic"],
      run: (e) => e.chain().focus().toggleItalic().run(),
    },
    {
      label: "Strike through",
      keys: "Ctrl Shift S",
      icon: Strikethrough,
      active: ["strike"],
      run: (e) => e.chain().focus().toggleStrike().run(),
    },
    {
      label: "Code",
      keys: "Ctrl E",
      icon: Code,
      active: ["code"],
      run: (e) => e.chain().focus().toggleCode().run(),
    },
  ],
  [
    {
      label: "Heading",
      keys: "Ctrl Alt 1",
      icon: Heading3,
      active: ["heading", { level: 1 }],
      run: (e) => e.chain().focus().toggleHeading({ level: 1 }).run(),
    },
    {
      label: "Smaller heading",
      keys: "Ctrl Alt 2",
      icon: Heading4,
      active: ["heading", { level: 2 }],
      run: (e) => e.chain().focus().toggleHeading({ level: 2 }).run(),
    },
    {
      label: "Bullet list",
      keys: "Ctrl Shift 8",
      icon: List,
      active: ["bulletList"],
      run: (e) => e.chain().focus().toggleBulletList().run(),
    },
    {
      label: "Numbered list",
      keys: "Ctrl Shift 7",
      icon: ListOrdered,
      active: ["orderedList"],
      run: (e) => e.chain().focus().toggleOrderedList().run(),
    },
    {
      label: "Task list",
      keys: "Ctrl Shift 9",
      icon: ListChecks,
      active: ["taskList"],
      run: (e) => e.chain().focus().toggleTaskList().run(),
    },
  ],
  [
    {
      label: "Quote",
      keys: "Ctrl Shift B",
      icon: Quote,
      active: ["blockquote"],
      run: (e) => e.chain().focus().toggleBlockquote().run(),
    },
    {
      label: "Code block",
      keys: "Ctrl Alt C",
      icon: CodeSquare,
      active: ["codeBlock"],
      run: (e) => e.chain().focus().toggleCodeBlock().run(),
    },
    {
      label: "Table",
      icon: Table2,
      active: ["table"],
      run: insertTable,
    },
    { label: "Rule", icon: Minus, active: null, run: (e) => e.chain().focus().setHorizontalRule().run() },
  ],
];

const TABLE_TOOLS: readonly { readonly label: string; readonly run: (editor: Editor) => void }[] = [
  { label: "Row below", run: (e) => e.chain().focus().addRowAfter().run() },
  { label: "Column right", run: (e) => e.chain().focus().addColumnAfter().run() },
  { label: "Remove row", run: (e) => e.chain().focus().deleteRow().run() },
  { label: "Remove column", run: (e) => e.chain().focus().deleteColumn().run() },
  { label: "Remove table", run: (e) => e.chain().focus().deleteTable().run() },
];

const BUTTON =
  "inline-flex size-8 items-center justify-center rounded-md text-muted hover:bg-sunken hover:text-ink " +
  "aria-pressed:bg-accent-soft aria-pressed:text-ink [&_svg]:size-4";

function isOn(editor: Editor, { active }: Tool): boolean {
  return active !== null && editor.isActive(active[0], active[1] ?? {});
}

/** The editor's tools: one tab stop, arrow keys within. */
export function EditorToolbar({ editor }: { readonly editor: Editor }) {
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => [...TOOLS.flat().map((tool) => isOn(now, tool)), now.isActive("link")],
  });
  const [linking, setLinking] = useState(false);
  let n = 0;
  return (
    <Primitive.Root
      aria-label="Text tools"
      className="sticky top-0 z-10 mb-4 flex flex-wrap items-center gap-0.5 border-b border-line bg-paper/95 py-1"
    >
      {TOOLS.map((group) => (
        <div key={group[0]?.label} className="mr-1.5 flex items-center gap-0.5">
          {group.map((tool) => {
            const Icon = tool.icon;
            const pressed = on[n++] ?? false;
            return (
              <Primitive.Button
                key={tool.label}
                aria-label={tool.label}
                aria-pressed={tool.active ? pressed : undefined}
                title={tool.keys ? `${tool.label} (${tool.keys})` : tool.label}
                className={BUTTON}
                onClick={() => tool.run(editor)}
              >
                <Icon aria-hidden="true" />
              </Primitive.Button>
            );
          })}
        </div>
      ))}
      <Primitive.Button
        aria-label="Link"
        aria-pressed={on.at(-1) ?? false}
        aria-expanded={linking}
        title="Link"
        className={BUTTON}
        onClick={() => setLinking(!linking)}
      >
        <Link2 aria-hidden="true" />
      </Primitive.Button>
      {on.at(-2) ? (
        <div className="flex flex-wrap items-center gap-0.5 text-xs">
          {TABLE_TOOLS.map(({ label, run }) => (
            <Primitive.Button
              key={label}
              className="h-7 rounded-md px-2 text-muted hover:bg-sunken hover:text-ink"
              onClick={() => run(editor)}
            >
              {label}
            </Primitive.Button>
          ))}
        </div>
      ) : null}
      {linking ? <LinkField editor={editor} onDone={() => setLinking(false)} /> : null}
    </Primitive.Root>
  );
}

function LinkField({ editor, onDone }: { readonly editor: Editor; readonly onDone: () => void }) {
  const [href, setHref] = useState((editor.getAttributes("link").href as string | undefined) ?? "https://");
  const wrong = href !== "" && !isAllowedHref(href);
  return (
    <form
      className="flex items-center gap-2 pl-1"
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong) return;
        const chain = editor.chain().focus().extendMarkRange("link");
        if (href === "") chain.unsetLink().run();
        else chain.setLink({ href }).run();
        onDone();
      }}
    >
      <label className="sr-only" htmlFor="link-address">
        Link address; empty removes the link
      </label>
      <input
        id="link-address"
        // The field opens on the person's own press.
        // biome-ignore lint/a11y/noAutofocus: focus follows the button that opened it
        autoFocus
        value={href}
        aria-invalid={wrong}
        onChange={(event) => setHref(event.target.value.trim())}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Escape") onDone();
        }}
        className="h-7 w-64 rounded-md border border-line-strong bg-raised px-2 text-xs"
      />
      <button type="submit" className="h-7 rounded-md border border-line-strong px-2 text-xs">
        {href === "" ? "Remove" : "Set"}
      </button>
      {wrong ? <span className="text-xs text-broken">http, https or mailto only</span> : null}
    </form>
  );
}
