import { type Extraction, Findings } from "./extraction.ts";
import { clip } from "./limits.ts";
import { linesOf } from "./lines.ts";
import type { Locator } from "./locator.schema.ts";

const MAX_HEADINGS = 200;

function line(number: number, end: number = number): Locator {
  return { kind: "line-range", start: number, end };
}

function extracted(found: Findings): Extraction {
  return {
    formatVersion: null,
    status: "extracted",
    facts: found.facts,
    problems: found.problems(),
    statedTimes: found.statedTimes,
    view: { kind: "source" },
  };
}

/** Reads plain text: its length, and nothing that would be guessed. */
export function extractText(text: string): Extraction {
  const found = new Findings();
  const total = linesOf(text).length;
  if (text.trim() === "") found.problem("no-content", "The file holds no text.");
  found.fact("text.lines", text === "" ? 0 : total, line(1, total));
  return extracted(found);
}

/**
 * Reads Markdown (CommonMark's ATX headings and fences, YAML front matter): title, headings, code blocks, and the
 * scalar entries of the front matter. Nothing is rendered.
 */
export function extractMarkdown(text: string): Extraction {
  const found = new Findings();
  const lines = linesOf(text);
  found.fact("markdown.lines", lines.length, line(1, lines.length));
  const body = frontMatter(lines, found);
  const blocks = walkBlocks(lines, body);
  found.fact("markdown.title", titleOf(found, blocks.headings), line(blocks.headings[0]?.line ?? 1));
  found.fact("markdown.headings", blocks.headings.length, line(1, lines.length));
  found.fact("markdown.codeBlocks", blocks.fences, line(1, lines.length));
  for (const [i, heading] of blocks.headings.slice(0, MAX_HEADINGS).entries()) {
    found.fact(`markdown.heading[${i}]`, heading.text, line(heading.line));
  }
  if (blocks.open) found.problem("unexpected-shape", "A code block is not closed.", line(blocks.open));
  return extracted(found);
}

interface Heading {
  readonly level: number;
  readonly text: string;
  readonly line: number;
}

/** The front matter's title where it has one, else the first heading of level one. */
function titleOf(found: Findings, headings: readonly Heading[]): string | null {
  const stated = found.facts.find(({ key }) => key === "frontMatter.title")?.value;
  return stated === undefined ? (headings.find(({ level }) => level === 1)?.text ?? null) : String(stated);
}

/** Notes the scalar entries of the front matter; returns the index of the first line after it. */
function frontMatter(lines: readonly string[], found: Findings): number {
  if (lines[0] !== "---") return 0;
  const end = lines.indexOf("---", 1);
  if (end < 0) return 0;
  for (let i = 1; i < end; i++) {
    const entry = /^([A-Za-z][A-Za-z0-9_-]{0,60}):[ \t]+(\S.*)$/.exec((lines[i] ?? "").slice(0, 2000));
    if (!entry?.[1] || !entry[2]) continue;
    const value = entry[2].trim().replace(/^(["'])(.*)\1$/, "$2");
    found.fact(`frontMatter.${entry[1]}`, scalar(value), line(i + 1));
  }
  return end + 1;
}

function scalar(text: string): string | number | boolean {
  if (text === "true" || text === "false") return text === "true";
  return /^-?(0|[1-9]\d{0,14})(\.\d{1,12})?$/.test(text) ? Number(text) : text;
}

function walkBlocks(
  lines: readonly string[],
  from: number,
): { headings: Heading[]; fences: number; open: number | null } {
  const headings: Heading[] = [];
  let fences = 0;
  let fence: { mark: string; line: number } | null = null;
  for (let i = from; i < lines.length; i++) {
    const text = (lines[i] ?? "").slice(0, 4000);
    const mark = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(text);
    if (fence) {
      if (mark?.[1]?.startsWith(fence.mark) && mark[2]?.trim() === "") fence = null;
      continue;
    }
    if (mark?.[1]) {
      fence = { mark: mark[1], line: i + 1 };
      fences++;
      continue;
    }
    const heading = /^ {0,3}(#{1,6})[ \t]+(\S.*)$/.exec(text);
    if (!heading?.[1] || !heading[2]) continue;
    const words = heading[2].trimEnd().replace(/[ \t]#+$/, "");
    headings.push({ level: heading[1].length, text: clip(words, 300), line: i + 1 });
  }
  return { headings, fences, open: fence?.line ?? null };
}
