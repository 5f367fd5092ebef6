/** The beginning of a text, at most `most` UTF-16 units of it, never half of a character. */
export function clipped(text: string, most: number): string {
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, "");
}
