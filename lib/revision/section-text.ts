import type { Json } from "../kernel/canonical.ts";
import type { SectionBody } from "./revision.ts";

/** A top-level block of a section with the text it spells, for diffs and for counting. */
export interface BlockText {
  readonly id: string;
  readonly text: string;
  readonly content: Json;
}

/** The blocks of a section in order; a block without an id goes by its place. Empty for no section. */
export function sectionBlocks(section: SectionBody | undefined): readonly BlockText[] {
  const blocks = section?.blocks;
  if (!Array.isArray(blocks)) return [];
  return blocks.map((block: Json, i) => ({
    id: blockId(block) ?? `#${i + 1}`,
    text: spelled(block),
    content: block,
  }));
}

/** All text of a section, blocks joined by newlines. */
export function sectionText(section: SectionBody | undefined): string {
  return sectionBlocks(section)
    .map((block) => block.text)
    .join("\n");
}

function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function blockId(block: Json): string | null {
  return isRecord(block) && typeof block.id === "string" ? block.id : null;
}

/** Every `text` leaf below a node, in document order. */
function spelled(node: Json): string {
  if (Array.isArray(node)) return node.map(spelled).join("");
  if (!isRecord(node)) return "";
  if (typeof node.text === "string") return node.text;
  return Object.entries(node)
    .filter(([, member]) => Array.isArray(member))
    .map(([, member]) => spelled(member))
    .join("");
}
