import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { canonicalText } from "../kernel/canonical.ts";
import { blockText, findQuote } from "./block-text.ts";
import { BODY, initialDocument, isAllowedHref, type SectionSpec } from "./layout.ts";
import { validateLayout } from "./layout-check.ts";
import { projectSections } from "./projection.ts";

const SECTIONS: readonly SectionSpec[] = [
  { key: "scope", title: "Scope" },
  { key: "finding", title: "Finding" },
];
const CLAIM = "0b0e7d3a-6f6c-4b7e-9a53-0c9a1f1f2d11";

function open(client: number): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = client;
  Y.applyUpdate(doc, initialDocument(SECTIONS));
  return doc;
}

function section(doc: Y.Doc, at: number): Y.XmlElement {
  return doc.getXmlFragment(BODY).get(at) as Y.XmlElement;
}

function paragraphs(doc: Y.Doc, at: number): Y.XmlElement[] {
  return section(doc, at).toArray() as Y.XmlElement[];
}

function textIn(block: Y.XmlElement): Y.XmlText {
  const first = block.get(0) as Y.XmlText | undefined;
  if (first) return first;
  const made = new Y.XmlText();
  block.insert(0, [made]);
  return made;
}

function project(doc: Y.Doc, claims: readonly string[] = [CLAIM]): string {
  const sections = projectSections(doc, SECTIONS, new Set(claims));
  expect(sections.ok, JSON.stringify(sections)).toBe(true);
  return canonicalText(sections.ok ? sections.value : null);
}

describe("the layout", () => {
  it("[CO1] builds the same bytes from the same sections, and they fit", () => {
    expect(initialDocument(SECTIONS)).toEqual(initialDocument(SECTIONS));
    expect(validateLayout(open(7), SECTIONS).ok).toBe(true);
  });

  it("[CO2] refuses sections that are missing, doubled, renamed or out of order", () => {
    const cases: ((doc: Y.Doc) => void)[] = [
      (doc) => doc.getXmlFragment(BODY).delete(0, 1),
      (doc) => doc.getXmlFragment(BODY).insert(1, [section(doc, 0).clone() as Y.XmlElement]),
      (doc) => section(doc, 0).setAttribute("title", "Other"),
      (doc) => section(doc, 0).setAttribute("key", "finding"),
    ];
    for (const change of cases) {
      const doc = open(7);
      change(doc);
      expect(validateLayout(doc, SECTIONS)).toMatchObject({ ok: false, error: { code: "sections" } });
    }
  });

  it("[CO3] takes http, https and mailto links and nothing that hides another scheme", () => {
    const good = ["https://example.com/a?b=c#d", "http://example.com", "mailto:a@example.com"];
    const bad = [
      "javascript:alert(1)",
      " javascript:alert(1)",
      "java\nscript:alert(1)",
      "data:text/html,x",
      "vbscript:x",
      "//evil.example",
      "/local",
      "https:evil",
      "&#106;avascript:alert(1)",
      "https://exa\u202emple.com",
      "",
    ];
    expect(good.filter((href) => !isAllowedHref(href))).toEqual([]);
    expect(bad.filter(isAllowedHref)).toEqual([]);
  });

  it("[CO4] refuses unknown nodes, attributes, marks, embeds, roots, NUL and depth", () => {
    const cases: [string, (doc: Y.Doc) => void][] = [
      ["node", (doc) => section(doc, 0).insert(0, [new Y.XmlElement("script")])],
      ["node", (doc) => section(doc, 0).insert(0, [new Y.XmlElement("constructor")])],
      ["node", (doc) => section(doc, 0).insert(0, [new Y.XmlText("loose")])],
      ["attribute", (doc) => paragraphs(doc, 0)[0]?.setAttribute("onclick", "x")],
      ["attribute", (doc) => paragraphs(doc, 0)[0]?.setAttribute("id", "not an id")],
      ["mark", (doc) => textIn(paragraphs(doc, 0)[0] as Y.XmlElement).insert(0, "x", { blink: {} })],
      [
        "mark",
        (doc) =>
          textIn(paragraphs(doc, 0)[0] as Y.XmlElement).insert(0, "x", { link: { href: "javascript:1" } }),
      ],
      ["node", (doc) => textIn(paragraphs(doc, 0)[0] as Y.XmlElement).insertEmbed(0, { a: 1 })],
      ["text", (doc) => textIn(paragraphs(doc, 0)[0] as Y.XmlElement).insert(0, "a\u0000b")],
      [
        "text",
        (doc) => {
          const text = textIn(paragraphs(doc, 0)[0] as Y.XmlElement);
          text.insert(0, "a😀b");
          text.format(0, 2, { bold: {} });
        },
      ],
      ["root", (doc) => doc.getMap("other").set("a", 1)],
      [
        "depth",
        (doc) => {
          let at = section(doc, 0);
          for (let i = 0; i < 20; i++) {
            const quote = new Y.XmlElement("blockquote");
            at.insert(0, [quote]);
            at = quote;
          }
        },
      ],
    ];
    for (const [code, change] of cases) {
      const doc = open(7);
      change(doc);
      expect(validateLayout(doc, SECTIONS)).toMatchObject({ ok: false, error: { code } });
    }
  });
});

describe("the projection", () => {
  it("[CO5] joins runs, sorts marks, and gives a claim as ranges of a block's text", () => {
    const doc = open(7);
    const text = textIn(paragraphs(doc, 0)[0] as Y.XmlElement);
    text.insert(0, "Tokens stay in ");
    text.insert(text.length, "the vault", { italic: {}, bold: {}, "claim--abcdefgh": { id: CLAIM } });
    text.insert(text.length, " now", { "claim--abcdefgh": { id: CLAIM } });
    const sections = projectSections(doc, SECTIONS, new Set([CLAIM]));
    if (!sections.ok) throw new Error("does not fit");
    const [first] = sections.value;
    const id = first?.blocks[0]?.id as string;
    expect(first?.blocks).toEqual([
      {
        type: "paragraph",
        id,
        runs: [
          { text: "Tokens stay in " },
          { text: "the vault", marks: ["bold", "italic"] },
          { text: " now" },
        ],
      },
    ]);
    expect(first?.claims).toEqual([
      { claimId: CLAIM, ranges: [{ blockId: id, from: 15, to: 28, quote: "the vault now" }] },
    ]);
    expect(blockText(sections.value, id)).toBe("Tokens stay in the vault now");
    const anchor = { blockId: id, quote: "vault", prefix: "in the ", suffix: " now" };
    expect(findQuote(sections.value, anchor)).toEqual({ from: 19, to: 24 });
    expect(findQuote(sections.value, { ...anchor, quote: "vaults" })).toBeNull();
  });

  it("[OB13] never seats an anchor by likeness: gone words and words that stand twice have no place", () => {
    const block = {
      type: "paragraph",
      id: "b",
      runs: [{ text: "keep the vault, then keep the vault" }],
    } as const;
    const sections = [{ key: "s", title: "S", blocks: [block], claims: [] }];
    const at = { blockId: "b", quote: "the vault", prefix: "", suffix: "" };
    expect(findQuote(sections, at)).toBeNull();
    expect(findQuote(sections, { ...at, prefix: "then keep " })).toEqual({ from: 26, to: 35 });
    expect(findQuote(sections, { ...at, quote: "the vaults" })).toBeNull();
    expect(findQuote(sections, { ...at, blockId: "another" })).toBeNull();
  });

  it("[CO6] ignores the marks of claims that have no row", () => {
    const doc = open(7);
    const plain = open(7);
    textIn(paragraphs(plain, 0)[0] as Y.XmlElement).insert(0, "words");
    textIn(paragraphs(doc, 0)[0] as Y.XmlElement).insert(0, "words", { "claim--abcdefgh": { id: CLAIM } });
    expect(project(doc, [])).toBe(project(plain, []));
  });

  it("[CO7] gives the first of two blocks with one id that id, and the second its own", () => {
    const doc = open(7);
    const twin = new Y.XmlElement("heading");
    twin.setAttribute("id", paragraphs(doc, 0)[0]?.getAttribute("id") as string);
    section(doc, 0).insert(1, [twin]);
    const sections = projectSections(doc, SECTIONS, new Set());
    const ids = sections.ok ? sections.value[0]?.blocks.map((block) => block.id) : [];
    expect(ids?.[1]).toBe(`${ids?.[0]}~2`);
  });
});

type Step = { who: number; what: number; at: number; size: number };

/** The nearest place at or before `at` that is not inside a character. Editors never edit inside one. */
function between(text: Y.XmlText, at: number): number {
  const plain = text
    .toDelta()
    .map((run: { insert: string }) => run.insert)
    .join("") as string;
  const place = at % (plain.length + 1);
  return /[\udc00-\udfff]/.test(plain[place] ?? "") ? place - 1 : place;
}

function edit(doc: Y.Doc, { what, at, size }: Step, serial: number): void {
  const where = at % 2;
  const blocks = paragraphs(doc, where).filter((block) => block.nodeName === "paragraph");
  const block = blocks[at % Math.max(1, blocks.length)];
  if (what === 0 || !block) {
    const made = new Y.XmlElement("paragraph");
    made.setAttribute("id", `b-${doc.clientID}-${serial}`);
    section(doc, where).insert(at % (section(doc, where).length + 1), [made]);
    return;
  }
  const text = textIn(block);
  const from = between(text, at);
  const length = Math.max(0, between(text, Math.min(text.length, from + size * 3)) - from);
  if (what === 1) text.insert(from, "é😀word ".repeat(size));
  if (what === 2 && length > 0) text.delete(from, length);
  const marks = [
    { bold: {} },
    { bold: null },
    { "claim--abcdefgh": { id: CLAIM } },
    { link: { href: "https://example.com/" } },
  ];
  if (what === 3 && length > 0)
    text.format(from, length, marks[size % marks.length] as unknown as Record<string, object>);
  if (what === 4 && section(doc, where).length > 1)
    section(doc, where).delete(at % section(doc, where).length, 1);
}

const step = fc.record({
  who: fc.nat(2),
  what: fc.nat(4),
  at: fc.nat(60),
  size: fc.integer({ min: 1, max: 4 }),
});

describe("any interleaving of three people's edits", () => {
  it("[CO8] projects the same on every replica, after a reload, and fits the layout", () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.array(fc.nat(2), { maxLength: 12 }),
        (steps, syncs) => {
          const docs = [open(11), open(12), open(13)];
          steps.forEach((one, serial) => {
            const doc = docs[one.who] as Y.Doc;
            edit(doc, one, serial);
            const other = docs[syncs[serial % Math.max(1, syncs.length)] ?? 0] as Y.Doc;
            if (serial % 5 === 0)
              Y.applyUpdate(other, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(other)));
          });
          const updates = docs.map((doc) => Y.encodeStateAsUpdate(doc));
          for (const doc of docs) for (const update of updates) Y.applyUpdate(doc, update);
          const reloaded = new Y.Doc();
          for (const update of [...updates].reverse()) Y.applyUpdate(reloaded, update);
          const texts = [...docs, reloaded].map((doc) => project(doc));
          expect(texts).toEqual(texts.map(() => texts[0]));
        },
      ),
      { numRuns: 150 },
    );
  });
});
