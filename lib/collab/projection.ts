import * as Y from "yjs";
import { err, ok, type Result } from "../kernel/result.ts";
import { BODY, claimOfMark, type SectionSpec } from "./layout.ts";
import { type LayoutFault, validateLayout } from "./layout-check.ts";

/** Text with one set of marks. Absent members mean: not marked so. */
export interface CanonicalRun {
  readonly text: string;
  /** In the order bold, code, italic, strike; never empty. */
  readonly marks?: readonly TextMark[];
  readonly href?: string;
}

export type TextMark = "bold" | "code" | "italic" | "strike";

/** One block of a section. Blocks with text hold runs; the others hold blocks. */
export type CanonicalBlock =
  | { readonly type: "paragraph"; readonly id: string; readonly runs: readonly CanonicalRun[] }
  | {
      readonly type: "heading";
      readonly id: string;
      readonly level: number;
      readonly runs: readonly CanonicalRun[];
    }
  | { readonly type: "code-block"; readonly id: string; readonly language?: string; readonly text: string }
  | { readonly type: "quote"; readonly id: string; readonly blocks: readonly CanonicalBlock[] }
  | { readonly type: "bullet-list"; readonly id: string; readonly items: readonly CanonicalItem[] }
  | {
      readonly type: "ordered-list";
      readonly id: string;
      readonly start: number;
      readonly items: readonly CanonicalItem[];
    }
  | { readonly type: "task-list"; readonly id: string; readonly items: readonly CanonicalItem[] }
  | { readonly type: "table"; readonly id: string; readonly rows: readonly (readonly CanonicalCell[])[] }
  | { readonly type: "rule"; readonly id: string };

/** An item of a list; `done` only in a task list. */
export interface CanonicalItem {
  readonly done?: boolean;
  readonly blocks: readonly CanonicalBlock[];
}

/** A table cell; spans only where greater than 1. */
export interface CanonicalCell {
  readonly header?: true;
  readonly colspan?: number;
  readonly rowspan?: number;
  readonly blocks: readonly CanonicalBlock[];
}

/** Where a claim stands: UTF-16 offsets into the block's text, `to` exclusive, and the words themselves. */
export interface ClaimRange {
  readonly blockId: string;
  readonly from: number;
  readonly to: number;
  readonly quote: string;
}

/** A claim in a section, with its ranges in reading order. */
export interface CanonicalClaim {
  readonly claimId: string;
  readonly ranges: readonly ClaimRange[];
}

/** One section as it stands in a revision: plain JSON, the same from Node and browser, whatever edits led there. */
export interface CanonicalSection {
  readonly key: string;
  readonly title: string;
  readonly blocks: readonly CanonicalBlock[];
  /** In the order in which they are first met. */
  readonly claims: readonly CanonicalClaim[];
}

interface Piece {
  readonly text: string;
  readonly marks: readonly TextMark[];
  readonly href: string | null;
  readonly claims: readonly string[];
}

interface Reading {
  readonly known: ReadonlySet<string>;
  readonly usedIds: Set<string>;
  readonly claims: Map<string, ClaimRange[]>;
  readonly sectionKey: string;
  unnamed: number;
}

const TEXT_MARKS: readonly TextMark[] = ["bold", "code", "italic", "strike"];

function piecesOf(element: Y.XmlElement, known: ReadonlySet<string>): Piece[] {
  return element.toArray().flatMap((child): Piece[] => {
    if (!(child instanceof Y.XmlText)) return [{ text: "\n", marks: [], href: null, claims: [] }];
    return (child.toDelta() as { insert: string; attributes?: Record<string, unknown> }[]).map((run) =>
      pieceOf(run.insert, run.attributes ?? {}, known),
    );
  });
}

function pieceOf(text: string, attributes: Record<string, unknown>, known: ReadonlySet<string>): Piece {
  const claims = Object.entries(attributes).flatMap(([name, value]) => {
    const claim = claimOfMark(name, value);
    return claim && known.has(claim) ? [claim] : [];
  });
  const link = attributes.link as { href?: unknown } | null | undefined;
  return {
    text,
    marks: TEXT_MARKS.filter((mark) => attributes[mark]),
    href: typeof link?.href === "string" ? link.href : null,
    claims: [...new Set(claims)].sort(),
  };
}

function runsOf(pieces: readonly Piece[]): CanonicalRun[] {
  const runs: { text: string; marks: readonly TextMark[]; href: string | null }[] = [];
  for (const { text, marks, href } of pieces) {
    const last = runs.at(-1);
    if (last && last.href === href && last.marks.join() === marks.join()) last.text += text;
    else if (text !== "") runs.push({ text, marks, href });
  }
  return runs.map(({ text, marks, href }) => ({
    text,
    ...(marks.length > 0 ? { marks } : {}),
    ...(href !== null ? { href } : {}),
  }));
}

/** Notes the claims of a block's text: touching pieces of one claim make one range. */
function noteClaims(blockId: string, pieces: readonly Piece[], reading: Reading): void {
  let at = 0;
  const open = new Map<string, { from: number; quote: string }>();
  function close(claimId: string): void {
    const range = open.get(claimId);
    if (!range) return;
    open.delete(claimId);
    const ranges = reading.claims.get(claimId) ?? [];
    ranges.push({ blockId, from: range.from, to: range.from + range.quote.length, quote: range.quote });
    reading.claims.set(claimId, ranges);
  }
  for (const piece of pieces) {
    for (const claimId of [...open.keys()]) if (!piece.claims.includes(claimId)) close(claimId);
    for (const claimId of piece.claims) {
      const range = open.get(claimId);
      if (range) range.quote += piece.text;
      else open.set(claimId, { from: at, quote: piece.text });
    }
    at += piece.text.length;
  }
  for (const claimId of [...open.keys()]) close(claimId);
}

/**
 * The block's id, made unique: two people who turn the same paragraph into a heading at once leave two blocks
 * with one id, and neither did wrong. The first in reading order keeps it.
 */
function blockIdOf(element: Y.XmlElement, reading: Reading): string {
  const own = element.getAttribute("id") as unknown;
  const first = typeof own === "string" ? own : `unnamed-${reading.sectionKey}-${++reading.unnamed}`;
  let id = first;
  for (let again = 2; reading.usedIds.has(id); again++) id = `${first}~${again}`;
  reading.usedIds.add(id);
  return id;
}

function blocksOf(parent: Y.XmlElement, reading: Reading): CanonicalBlock[] {
  return (parent.toArray() as Y.XmlElement[]).map((child) => blockOf(child, reading));
}

function itemsOf(list: Y.XmlElement, reading: Reading): CanonicalItem[] {
  return (list.toArray() as Y.XmlElement[]).map((item) => ({
    ...(item.nodeName === "taskItem" ? { done: (item.getAttribute("checked") as unknown) === true } : {}),
    blocks: blocksOf(item, reading),
  }));
}

function rowsOf(table: Y.XmlElement, reading: Reading): CanonicalCell[][] {
  return (table.toArray() as Y.XmlElement[]).map((row) =>
    (row.toArray() as Y.XmlElement[]).map((cell) => {
      const { colspan, rowspan } = cell.getAttributes() as { colspan?: unknown; rowspan?: unknown };
      return {
        ...(cell.nodeName === "tableHeader" ? { header: true as const } : {}),
        ...(typeof colspan === "number" && colspan > 1 ? { colspan } : {}),
        ...(typeof rowspan === "number" && rowspan > 1 ? { rowspan } : {}),
        blocks: blocksOf(cell, reading),
      };
    }),
  );
}

function textBlockOf(element: Y.XmlElement, id: string, reading: Reading): CanonicalBlock {
  const pieces = piecesOf(element, reading.known);
  noteClaims(id, pieces, reading);
  const attributes = element.getAttributes() as { level?: unknown; language?: unknown };
  if (element.nodeName === "codeBlock") {
    const { language } = attributes;
    const text = pieces.map((piece) => piece.text).join("");
    return {
      type: "code-block",
      id,
      ...(typeof language === "string" && language !== "" ? { language } : {}),
      text,
    };
  }
  const runs = runsOf(pieces);
  if (element.nodeName !== "heading") return { type: "paragraph", id, runs };
  return { type: "heading", id, level: typeof attributes.level === "number" ? attributes.level : 1, runs };
}

function blockOf(element: Y.XmlElement, reading: Reading): CanonicalBlock {
  const id = blockIdOf(element, reading);
  const start = element.getAttribute("start") as unknown;
  switch (element.nodeName) {
    case "blockquote":
      return { type: "quote", id, blocks: blocksOf(element, reading) };
    case "bulletList":
      return { type: "bullet-list", id, items: itemsOf(element, reading) };
    case "orderedList":
      return {
        type: "ordered-list",
        id,
        start: typeof start === "number" ? start : 1,
        items: itemsOf(element, reading),
      };
    case "taskList":
      return { type: "task-list", id, items: itemsOf(element, reading) };
    case "table":
      return { type: "table", id, rows: rowsOf(element, reading) };
    case "horizontalRule":
      return { type: "rule", id };
    default:
      return textBlockOf(element, id, reading);
  }
}

/**
 * Every section of the document as plain JSON, in the kind's order, or why it does not fit the layout.
 * Marks of claims that `knownClaimIds` does not name are ignored: a mark without a row is no claim.
 */
export function projectSections(
  doc: Y.Doc,
  sections: readonly SectionSpec[],
  knownClaimIds: ReadonlySet<string>,
): Result<CanonicalSection[], LayoutFault> {
  const valid = validateLayout(doc, sections);
  if (!valid.ok) return err(valid.error);
  const usedIds = new Set<string>();
  const elements = doc.getXmlFragment(BODY).toArray() as Y.XmlElement[];
  return ok(
    elements.map((element, i) => {
      const { key, title } = sections[i] as SectionSpec;
      const reading: Reading = {
        known: knownClaimIds,
        usedIds,
        claims: new Map(),
        sectionKey: key,
        unnamed: 0,
      };
      const blocks = blocksOf(element, reading);
      const claims = [...reading.claims].map(([claimId, ranges]) => ({ claimId, ranges }));
      return { key, title, blocks, claims };
    }),
  );
}
