import type { Locator } from "./locator.schema.ts";

type Quote = Extract<Locator, { kind: "text-quote" }>;

/** How many characters either side of a quote are kept. */
export const QUOTE_CONTEXT = 32;
const MAX_OCCURRENCES = 10_000;

/**
 * The offset of a quote in a text. Exact words only, never likeness: the one occurrence whose neighbours are those
 * of the quote; or, where the neighbours changed, the only occurrence there is.
 */
export function findQuote(text: string, quote: Quote): number | "none" | "several" {
  const exact: number[] = [];
  let any = 0;
  let last = -1;
  for (let at = text.indexOf(quote.exact); at >= 0; at = text.indexOf(quote.exact, at + 1)) {
    if (++any > MAX_OCCURRENCES) return "several";
    last = at;
    if (hasNeighbours(text, at, quote)) exact.push(at);
  }
  if (any === 0) return "none";
  if (exact.length === 1) return exact[0] ?? "none";
  return any === 1 ? last : "several";
}

function hasNeighbours(text: string, at: number, quote: Quote): boolean {
  const end = at + quote.exact.length;
  const before = text.slice(Math.max(0, at - quote.prefix.length), at);
  return before === quote.prefix && text.slice(end, end + quote.suffix.length) === quote.suffix;
}

/** The quote of a half-open range of a text, with its neighbours. */
export function quoteOf(text: string, start: number, end: number): Quote {
  return {
    kind: "text-quote",
    exact: text.slice(start, end),
    // Half a surrogate pair at the outer edge could not be stored.
    prefix: text.slice(Math.max(0, start - QUOTE_CONTEXT), start).replace(/^[\udc00-\udfff]/, ""),
    suffix: text.slice(end, end + QUOTE_CONTEXT).replace(/[\ud800-\udbff]$/, ""),
  };
}
