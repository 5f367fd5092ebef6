import { getSchema } from "@tiptap/core";
import { prosemirrorToYXmlFragment } from "@tiptap/y-tiptap";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { BODY, NODES, type SectionSpec } from "@/lib/collab/layout";
import { validateLayout } from "@/lib/collab/layout-check";
import { projectSections } from "@/lib/collab/projection";
import { layoutExtensions } from "./schema";

const schema = getSchema(
  layoutExtensions({ help: {}, claims: { claims: () => new Map(), activeId: () => null } }),
);
const SECTIONS: readonly SectionSpec[] = [{ key: "scope", title: "Scope" }];
const CLAIM = "0b0e7d3a-6f6c-4b7e-9a53-0c9a1f1f2d11";

function childrenOf(name: string): string[] {
  const allowed = new Set<string>();
  const spec = schema.nodes[name];
  for (const other of Object.values(schema.nodes)) {
    if (spec?.contentMatch.matchType(other)) allowed.add(other.name);
  }
  return [...allowed].sort();
}

describe("the editor's schema", () => {
  it("[CO4] has the very nodes, children and attributes of the layout", () => {
    const names = Object.keys(schema.nodes).filter((name) => name !== "doc" && name !== "text");
    expect(names.sort()).toEqual(Object.keys(NODES).sort());
    for (const [name, spec] of Object.entries(NODES)) {
      const children = [...spec.children, ...(spec.text ? ["text"] : [])].sort();
      // `colwidth` belongs to the table plugin, is always null, and nulls are not stored.
      const attributes = Object.keys(schema.nodes[name]?.spec.attrs ?? {}).filter(
        (one) => one !== "colwidth",
      );
      expect([name, childrenOf(name)]).toEqual([name, children]);
      expect([name, attributes.sort()]).toEqual([name, Object.keys(spec.attributes).sort()]);
    }
    expect(childrenOf("doc")).toEqual(["section"]);
  });

  it("[CO4] has the very marks of the layout, and no content that two deletions could break", () => {
    expect(Object.keys(schema.marks).sort()).toEqual(["bold", "claim", "code", "italic", "link", "strike"]);
    expect(Object.keys(schema.marks.link?.spec.attrs ?? {})).toEqual(["href"]);
    for (const [name, spec] of Object.entries(schema.nodes)) {
      if (name !== "doc")
        expect([name, spec.spec.content ?? ""]).not.toEqual([name, expect.stringContaining("+")]);
    }
  });

  it("[CO5] writes what the layout takes and the projection reads", () => {
    const text = (words: string, ...marks: object[]) => ({ type: "text", text: words, marks });
    const paragraph = (id: string, ...content: object[]) => ({ type: "paragraph", attrs: { id }, content });
    const doc = schema.nodeFromJSON({
      type: "doc",
      content: [
        {
          type: "section",
          attrs: { key: "scope", title: "Scope" },
          content: [
            { type: "heading", attrs: { id: "h", level: 1 }, content: [text("Why")] },
            paragraph(
              "p",
              text("See "),
              text("this", { type: "bold" }, { type: "link", attrs: { href: "https://example.com/" } }),
              { type: "hardBreak" },
              text("claimed", { type: "claim", attrs: { id: CLAIM } }),
            ),
            {
              type: "taskList",
              attrs: { id: "t" },
              content: [
                { type: "taskItem", attrs: { checked: true }, content: [paragraph("ti", text("Done"))] },
              ],
            },
            {
              type: "table",
              attrs: { id: "tb" },
              content: [
                {
                  type: "tableRow",
                  content: [
                    { type: "tableHeader", content: [paragraph("c1", text("A"))] },
                    { type: "tableCell", attrs: { colspan: 2 }, content: [paragraph("c2")] },
                  ],
                },
              ],
            },
            { type: "orderedList", attrs: { id: "o", start: 3 }, content: [] },
            { type: "codeBlock", attrs: { id: "cb", language: "sql" }, content: [text("select 1")] },
            { type: "horizontalRule", attrs: { id: "hr" } },
          ],
        },
      ],
    });
    doc.check();
    const ydoc = new Y.Doc();
    prosemirrorToYXmlFragment(doc, ydoc.getXmlFragment(BODY));
    expect(validateLayout(ydoc, SECTIONS)).toEqual({ ok: true, value: null });
    const projected = projectSections(ydoc, SECTIONS, new Set([CLAIM]));
    expect(projected.ok && projected.value[0]).toEqual({
      key: "scope",
      title: "Scope",
      blocks: [
        { type: "heading", id: "h", level: 1, runs: [{ text: "Why" }] },
        {
          type: "paragraph",
          id: "p",
          runs: [
            { text: "See " },
            { text: "this", marks: ["bold"], href: "https://example.com/" },
            { text: "\nclaimed" },
          ],
        },
        {
          type: "task-list",
          id: "t",
          items: [{ done: true, blocks: [{ type: "paragraph", id: "ti", runs: [{ text: "Done" }] }] }],
        },
        {
          type: "table",
          id: "tb",
          rows: [
            [
              { header: true, blocks: [{ type: "paragraph", id: "c1", runs: [{ text: "A" }] }] },
              { colspan: 2, blocks: [{ type: "paragraph", id: "c2", runs: [] }] },
            ],
          ],
        },
        { type: "ordered-list", id: "o", start: 3, items: [] },
        { type: "code-block", id: "cb", language: "sql", text: "select 1" },
        { type: "rule", id: "hr" },
      ],
      claims: [{ claimId: CLAIM, ranges: [{ blockId: "p", from: 9, to: 16, quote: "claimed" }] }],
    });
  });
});
