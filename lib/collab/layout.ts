import * as Y from "yjs";
import { digestOfText } from "../kernel/digest.ts";

// The closed layout of a live-edited document: which nodes, marks and attributes exist, and what may stand in what.
// Rules CO1 to CO6 in docs/spec/collab.md. A change here changes every revision digest.

/** One section of a document: its kind's key and title. */
export interface SectionSpec {
  readonly key: string;
  readonly title: string;
}

/** Name of the one root type of a document: a Y.XmlFragment. */
export const BODY = "body";

/** Yjs client id of what the system writes from a kind. Never leased. */
export const SYSTEM_CLIENT_ID = 1;

/** Most element levels below `body`: deep enough for a table in a list in a quote. */
export const MAX_DEPTH = 16;

const BLOCK_ID = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;
const CLAIM_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const CLAIM_MARK = /^claim(--[A-Za-z0-9+/=]{8})?$/;
const SCHEMES = new Set(["http:", "https:", "mailto:"]);

type AttributeCheck = (value: unknown) => boolean;

function wholeNumber(from: number, to: number): AttributeCheck {
  return (value) => Number.isInteger(value) && (value as number) >= from && (value as number) <= to;
}

function shortText(most: number): AttributeCheck {
  return (value) => typeof value === "string" && value.length <= most;
}

const id: AttributeCheck = (value) => typeof value === "string" && BLOCK_ID.test(value);
const cell = { colspan: wholeNumber(1, 40), rowspan: wholeNumber(1, 400) };

/** Blocks that may stand in a section, a quote, a list item or a table cell. */
export const BLOCKS = [
  "paragraph",
  "heading",
  "bulletList",
  "orderedList",
  "taskList",
  "table",
  "codeBlock",
  "blockquote",
  "horizontalRule",
] as const;

interface NodeSpec {
  /** Element names that may be children. */
  readonly children: readonly string[];
  /** True where text may be a child. */
  readonly text: boolean;
  readonly attributes: Readonly<Record<string, AttributeCheck>>;
}

const inBlock = { children: BLOCKS, text: false } as const;

/** Every element of the layout, by its name in the document. */
export const NODES: Readonly<Record<string, NodeSpec>> = {
  section: { ...inBlock, attributes: { key: shortText(120), title: shortText(2000) } },
  paragraph: { children: ["hardBreak"], text: true, attributes: { id } },
  heading: { children: ["hardBreak"], text: true, attributes: { id, level: wholeNumber(1, 4) } },
  codeBlock: { children: [], text: true, attributes: { id, language: shortText(40) } },
  blockquote: { ...inBlock, attributes: { id } },
  bulletList: { children: ["listItem"], text: false, attributes: { id } },
  orderedList: {
    children: ["listItem"],
    text: false,
    attributes: { id, start: wholeNumber(0, 1_000_000) },
  },
  listItem: { ...inBlock, attributes: {} },
  taskList: { children: ["taskItem"], text: false, attributes: { id } },
  taskItem: { ...inBlock, attributes: { checked: (value) => typeof value === "boolean" } },
  table: { children: ["tableRow"], text: false, attributes: { id } },
  tableRow: { children: ["tableCell", "tableHeader"], text: false, attributes: {} },
  tableCell: { ...inBlock, attributes: cell },
  tableHeader: { ...inBlock, attributes: cell },
  horizontalRule: { children: [], text: false, attributes: { id } },
  hardBreak: { children: [], text: false, attributes: {} },
};

/** True for a link target that may stand in a document: absolute, http, https or mailto, no hidden characters. */
export function isAllowedHref(value: unknown): value is string {
  if (typeof value !== "string" || value.length > 2048) return false;
  // URL parsing drops tabs, line breaks and outer spaces, which is how `java\nscript:` gets past prefix tests.
  if (/[\p{C}\p{Z}]/u.test(value) || !URL.canParse(value)) return false;
  return SCHEMES.has(new URL(value).protocol) && /^(https?:\/\/|mailto:)/i.test(value);
}

function onlyKey(value: object, key: string): boolean {
  return Object.keys(value).every((name) => name === key);
}

/** True where the mark (its stored name and value) belongs to the layout. */
export function isAllowedMark(name: string, value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  if (CLAIM_MARK.test(name)) {
    return onlyKey(value, "id") && CLAIM_ID.test(String((value as { id?: unknown }).id));
  }
  if (name === "link") return onlyKey(value, "href") && isAllowedHref((value as { href?: unknown }).href);
  return ["bold", "italic", "code", "strike"].includes(name) && Object.keys(value).length === 0;
}

/** The claim id that a stored mark carries, or null where the mark is no claim. */
export function claimOfMark(name: string, value: unknown): string | null {
  if (!CLAIM_MARK.test(name) || typeof value !== "object" || value === null) return null;
  const claimId = (value as { id?: unknown }).id;
  return typeof claimId === "string" && CLAIM_ID.test(claimId) ? claimId : null;
}

/** Sections of a packet's document: the kind's for the body, one plain section for an annex. */
export function documentSections(
  kind: { readonly sections: readonly SectionSpec[] },
  annex: boolean,
): readonly SectionSpec[] {
  if (annex) return [{ key: "annex", title: "Annex" }];
  return kind.sections.map(({ key, title }) => ({ key, title }));
}

/** Block id of the empty paragraph that a new document has in each section. Fits `BLOCK_ID` whatever the key. */
function firstBlockId(key: string): string {
  return `start-${digestOfText(key).slice(0, 12)}`;
}

/**
 * The Yjs V1 update that builds a new document: its sections in order, one empty paragraph in each.
 * The same sections always give the same bytes.
 */
export function initialDocument(sections: readonly SectionSpec[]): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = SYSTEM_CLIENT_ID;
  doc.transact(() => {
    const elements = sections.map(({ key, title }) => {
      const section = new Y.XmlElement("section");
      section.setAttribute("key", key);
      section.setAttribute("title", title);
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.setAttribute("id", firstBlockId(key));
      section.insert(0, [paragraph]);
      return section;
    });
    doc.getXmlFragment(BODY).insert(0, elements);
  });
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}
