// Widths of the sans face in thousandths of its size, at medium weight: an SVG on the server has nothing to measure
// with. Characters that are not here count as wide ones, so that a box is rather too large than too small.
const WIDTHS: ReadonlyArray<readonly [string, number]> = [
  ["'!,.’‘·", 215],
  [" `iIjl|", 272],
  ["():;[]", 352],
  ["1r{}“”*-ft^", 425],
  ['\\/#~"', 520],
  ["7<=>s+TZ_acvyz", 556],
  ["?Leouéà69EFJYbdghknpqx–", 604],
  ["23458…$&XKPS", 655],
  ["0ABRVDUCGH", 708],
  ["NQO→", 760],
];
const WIDE = 940;
const WIDTH_OF = new Map(WIDTHS.flatMap(([letters, width]) => [...letters].map((one) => [one, width])));

/** About how many pixels wide a line of the sans face is at this size; rather more than less. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const letter of text) width += WIDTH_OF.get(letter) ?? (/[a-zA-Z]/.test(letter) ? 890 : WIDE);
  return (width * size) / 1000;
}

/** Breaks a text into lines of at most `width` pixels; a word that is longer than a line is broken. */
export function wrapText(text: string, width: number, size: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text
    .trim()
    .split(/\s+/)
    .flatMap((one) => breakWord(one, width, size))) {
    const longer = line ? `${line} ${word}` : word;
    if (line && textWidth(longer, size) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line ? [...lines, line] : lines;
}

function breakWord(word: string, width: number, size: number): readonly string[] {
  if (textWidth(word, size) <= width) return [word];
  // Long compounds break after their hyphens and slashes before they break anywhere.
  const parts = word.match(/[^-/]+[-/]?|[-/]/g) ?? [word];
  if (parts.length > 1) return joinParts(parts, width, size);
  const fits = Math.max(1, Math.floor((word.length * width) / textWidth(word, size)) - 1);
  return [word.slice(0, fits), ...breakWord(word.slice(fits), width, size)];
}

function joinParts(parts: readonly string[], width: number, size: number): readonly string[] {
  const joined: string[] = [];
  for (const part of parts.flatMap((one) => breakWord(one, width, size))) {
    const last = joined.at(-1);
    if (last !== undefined && textWidth(last + part, size) <= width) joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
  return joined;
}
