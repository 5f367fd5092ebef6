import type { KindSummary } from "./kind-summary";

/** What is searched of a kind. */
export type Searched = Pick<
  KindSummary,
  "key" | "title" | "family" | "domain" | "summary" | "seedNo" | "roles"
>;

/**
 * The kinds that a query means, the likeliest first; all of them in their order where it is empty. Every word must
 * fit somewhere: the number of the seed, the beginning of a word, the first letters of the title's words, any part of
 * a word, or the letters of the title in their order, in falling rank.
 */
export function searchKinds<K extends Searched>(kinds: readonly K[], query: string): readonly K[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return kinds;
  return kinds
    .map((kind, i) => ({ kind, i, score: scoreOf(kind, words) }))
    .filter((found) => found.score > 0)
    .sort((a, b) => b.score - a.score || a.i - b.i)
    .map((found) => found.kind);
}

function scoreOf(kind: Searched, words: readonly string[]): number {
  const title = wordsOf(kind.title);
  const around = wordsOf(`${kind.family} ${kind.domain} ${kind.roles.join(" ")}`);
  const rest = kind.summary.toLowerCase();
  let total = 0;
  for (const word of words) {
    const score = wordScore(word, { kind, title, around, rest });
    if (score === 0) return 0;
    total += score;
  }
  return total;
}

interface Haystack {
  readonly kind: Searched;
  readonly title: readonly string[];
  readonly around: readonly string[];
  readonly rest: string;
}

function wordScore(word: string, { kind, title, around, rest }: Haystack): number {
  if (kind.seedNo !== null && word.replace(/^#/, "") === String(kind.seedNo)) return 100;
  const first = title.findIndex((one) => one.startsWith(word));
  if (first >= 0) return 60 - Math.min(first, 10);
  const initials = title.map((one) => one.charAt(0)).join("");
  if (word.length > 1 && initials.includes(word)) return initials.startsWith(word) ? 48 : 40;
  if (around.some((one) => one.startsWith(word))) return 30;
  if (title.some((one) => one.includes(word))) return 20;
  if (around.some((one) => one.includes(word))) return 12;
  if (word.length > 2 && rest.includes(word)) return 8;
  return word.length > 2 && inOrder(word, title.join(" ")) ? 3 : 0;
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}

/** True where the letters of `word` stand in `text` in their order, within a stretch not much longer than the word. */
function inOrder(word: string, text: string): boolean {
  for (
    let start = text.indexOf(word.charAt(0));
    start >= 0;
    start = text.indexOf(word.charAt(0), start + 1)
  ) {
    let at = start;
    const whole = [...word].every((letter, i) => {
      if (i === 0) return true;
      at = text.indexOf(letter, at + 1);
      return at >= 0;
    });
    if (whole && at - start <= word.length * 2) return true;
  }
  return false;
}
