import { quoteOf } from "@/lib/evidence/find-quote";
import type { Locator } from "@/lib/evidence/locator.schema";
import type { SourceText } from "@/lib/evidence/view";

interface Point {
  readonly line: number;
  readonly column: number;
}

/** The locator and words of what is selected inside a region of numbered lines, or null where nothing is. */
export function selectedLocator(
  region: HTMLElement,
  text: SourceText,
): { readonly locator: Locator; readonly excerpt: string } | null {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!region.contains(range.commonAncestorContainer)) return null;
  const start = pointOf(range.startContainer, range.startOffset);
  const end = pointOf(range.endContainer, range.endOffset);
  return start && end ? locatorOfRange(text, start, end) : null;
}

/**
 * Words within one line become a quote with their neighbours; anything over several lines becomes whole lines,
 * because how lines end in the file is not seen here. Lines and columns count from 1 and 0.
 */
export function locatorOfRange(
  text: SourceText,
  start: Point,
  end: Point,
): { readonly locator: Locator; readonly excerpt: string } | null {
  const first = text.lines[start.line - text.firstLine];
  if (first === undefined || end.line < start.line) return null;
  if (start.line !== end.line) {
    // A selection that ends before the first character of a line does not mean that line.
    const last = end.column === 0 ? end.line - 1 : end.line;
    const lines = text.lines.slice(start.line - text.firstLine, last - text.firstLine + 1);
    const excerpt = lines.join("\n").slice(0, 2000);
    return { locator: { kind: "line-range", start: start.line, end: last }, excerpt };
  }
  const exact = first.slice(start.column, end.column);
  if (exact.trim() === "" || exact.length > 2000) return null;
  return { locator: quoteOf(first, start.column, end.column), excerpt: exact };
}

function pointOf(node: Node, offset: number): Point | null {
  const element = node instanceof Element ? node : node.parentElement;
  const line = element?.closest<HTMLElement>("[data-line]");
  const code = line?.querySelector("code");
  if (!line || !code) return null;
  const before = document.createRange();
  before.selectNodeContents(code);
  if (code.contains(node)) before.setEnd(node, offset);
  else before.collapse(true);
  return { line: Number(line.dataset.line), column: before.toString().length };
}
