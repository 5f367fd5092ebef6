import type { CanonicalBlock, CanonicalSection } from "./projection.ts";

/** The blocks directly inside a block: of its quote, its items or its cells. */
export function innerBlocks(block: CanonicalBlock): readonly CanonicalBlock[] {
  if ("blocks" in block) return block.blocks;
  if ("items" in block) return block.items.flatMap((item) => item.blocks);
  if ("rows" in block) return block.rows.flatMap((row) => row.flatMap((cell) => cell.blocks));
  return [];
}

/** A block's own text: of its runs, or of code; a line break is `\n`. Empty for a block that only holds blocks. */
export function textOf(block: CanonicalBlock): string {
  if ("runs" in block) return block.runs.map((run) => run.text).join("");
  return block.type === "code-block" ? block.text : "";
}

/** Every block of the sections in reading order, a block before the blocks inside it. */
export function* walkBlocks(
  sections: readonly CanonicalSection[],
): Generator<{ readonly sectionKey: string; readonly block: CanonicalBlock }> {
  for (const section of sections) {
    const stack = [...section.blocks].reverse();
    for (let block = stack.pop(); block; block = stack.pop()) {
      yield { sectionKey: section.key, block };
      stack.push(...[...innerBlocks(block)].reverse());
    }
  }
}

/** The text of the block with this id, or null where there is none. */
export function blockText(sections: readonly CanonicalSection[], blockId: string): string | null {
  for (const { block } of walkBlocks(sections)) if (block.id === blockId) return textOf(block);
  return null;
}

/** Where a quote stands in its block, told by the words around it, or null: text gone, or no single place fits. */
export function findQuote(
  sections: readonly CanonicalSection[],
  anchor: {
    readonly blockId: string;
    readonly quote: string;
    readonly prefix: string;
    readonly suffix: string;
  },
): { readonly from: number; readonly to: number } | null {
  const text = blockText(sections, anchor.blockId);
  if (text === null || anchor.quote === "") return null;
  const places: number[] = [];
  for (let at = text.indexOf(anchor.quote); at >= 0; at = text.indexOf(anchor.quote, at + 1)) places.push(at);
  const exact = places.filter(
    (at) =>
      text.slice(0, at).endsWith(anchor.prefix) &&
      text.slice(at + anchor.quote.length).startsWith(anchor.suffix),
  );
  const [from] = exact.length > 0 ? exact : places;
  // Never attached by likeness: two equal places that the surroundings do not tell apart are none.
  if (from === undefined || (exact.length !== 1 && places.length !== 1)) return null;
  return { from, to: from + anchor.quote.length };
}
