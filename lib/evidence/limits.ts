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

/** The text, cut to the longest a value may be without splitting a surrogate pair; an ellipsis says so. */
export function clip(text: string, limit: number = MAX_VALUE_LENGTH): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 2);
  const end = last >= 0xd800 && last <= 0xdbff ? limit - 2 : limit - 1;
  return `${text.slice(0, end)}…`;
}
