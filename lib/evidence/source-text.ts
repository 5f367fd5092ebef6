import { decodeText } from "./decode-text.ts";
import { clip, MAX_EVIDENCE_BYTES, MAX_VIEW_LINES } from "./limits.ts";
import { linesOf } from "./lines.ts";
import type { SourceText } from "./view.ts";

const MAX_LINE = 65_536;

/**
 * A window of the lines of a file as text, or null where the file has none. `from` counts from 1. Lines are cut at
 * 64 Ki characters so that a minified file can still be shown.
 */
export function sourceText(bytes: Uint8Array, from: number, count: number): SourceText | null {
  if (bytes.length > MAX_EVIDENCE_BYTES) return null;
  const text = decodeText(bytes);
  if (text === null) return null;
  const lines = linesOf(text);
  const first = Math.min(Math.max(1, Math.trunc(from)), Math.max(1, lines.length));
  const limit = Math.min(Math.max(0, Math.trunc(count)), MAX_VIEW_LINES);
  return {
    firstLine: first,
    lines: lines.slice(first - 1, first - 1 + limit).map((line) => clip(line, MAX_LINE)),
    totalLines: lines.length,
  };
}
