/** The line, counted from 1, in which an offset of a text stands. A line ends with LF, CRLF or CR. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  const end = Math.min(offset, text.length);
  for (let i = 0; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) line++;
  }
  return line;
}

/** The lines of a text without their ends; a text that ends with a line end has no empty last line. */
export function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.length > 1 && lines.at(-1) === "") lines.pop();
  return lines;
}

/** Where in a text something stands: lines and columns from 1, the end column one past the last character. */
export interface TextPlace {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The place of a half-open range of a text. */
export function placeOf(text: string, start: number, end: number): TextPlace {
  return {
    startLine: lineAt(text, start),
    startColumn: start - lineStart(text, start) + 1,
    endLine: lineAt(text, end),
    endColumn: end - lineStart(text, end) + 1,
  };
}

function lineStart(text: string, offset: number): number {
  let i = offset;
  while (i > 0 && text.charCodeAt(i - 1) !== 10 && text.charCodeAt(i - 1) !== 13) i--;
  return i;
}
