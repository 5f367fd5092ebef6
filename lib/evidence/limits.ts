import { isWellFormed } from "../kernel/bytes.ts";

/** Largest file whose content is read, in bytes. A larger one is recognised by its first bytes only. */
export const MAX_EVIDENCE_BYTES = 32 * 1024 * 1024;
/** Deepest nesting of JSON values that is read. */
export const MAX_JSON_DEPTH = 128;
/** Deepest nesting of XML elements that is read. */
export const MAX_XML_DEPTH = 64;
/** Most attributes on one XML element. */
export const MAX_XML_ATTRIBUTES = 256;
/** Most facts that one file gives. */
export const MAX_FACTS = 600;
/** Most problems that one file is told; the rest are counted in the last. */
export const MAX_PROBLEMS = 50;
/** Longest text that a fact, a problem, an excerpt or a cell of a view holds, in UTF-16 units. */
export const MAX_VALUE_LENGTH = 2000;
/** Most statements read of one attestation file. */
export const MAX_STATEMENTS = 2000;
/** Most rows of a view that are handed out at once. */
export const MAX_VIEW_ROWS = 2000;
/** Most lines of text that are handed out at once. */
export const MAX_VIEW_LINES = 5000;

const LONE_SURROGATES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * The text, cut to the longest a value may be without splitting a surrogate pair; an ellipsis says so. Lone
 * surrogates, which canonical JSON cannot say, become U+FFFD.
 */
export function clip(text: string, limit: number = MAX_VALUE_LENGTH): string {
  const cut = text.length <= limit ? text : `${text.slice(0, cutAt(text, limit - 1))}…`;
  return isWellFormed(cut) ? cut : cut.replace(LONE_SURROGATES, "\ufffd");
}

function cutAt(text: string, end: number): number {
  const last = text.charCodeAt(end - 1);
  return last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}
