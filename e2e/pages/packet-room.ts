import { expect, type Locator, type Page } from "@playwright/test";

/** The live text in the middle of a room. */
export interface Room {
  readonly text: Locator;
  section(title: string): Locator;
  /** Puts a paragraph at the end of a section, key by key or in one go. */
  write(section: string, words: string, how?: "keys" | "at once"): Promise<void>;
  /** Selects words by dragging over them, and offers what they can become. */
  select(words: string): Promise<Locator>;
  /** Waits until the screen says that everything typed is stored. */
  saved(): Promise<void>;
}

/** The room that a page shows; `name` is the accessible name of its text. */
export function roomOn(page: Page, name: string | RegExp): Room {
  const text = page.getByRole("textbox", { name });
  const section = (title: string) => text.getByRole("region", { name: title });
  const saved = () => expect(page.getByRole("status").filter({ hasText: /^Saved$/ })).toBeVisible();
  return {
    text,
    section,
    saved,
    write: async (title, words, how = "at once") => {
      const blocks = section(title).locator("p");
      const empty = (await blocks.last().textContent()) === "";
      await caretAtEnd(page, blocks.last());
      if (!empty) await page.keyboard.press("Enter");
      if (how === "keys") await page.keyboard.type(words);
      else await page.keyboard.insertText(words);
      await expect(blocks.last()).toHaveText(words);
      await saved();
    },
    select: async (words) => {
      await dragOver(page, text, words);
      const bar = page.getByRole("toolbar", { name: "Selected words" });
      await expect(bar).toBeVisible();
      return bar;
    },
  };
}

/** Puts the caret at a block's end, as somebody does who looks where it went before they type. */
async function caretAtEnd(page: Page, block: Locator): Promise<void> {
  await expect(async () => {
    await block.click();
    await page.keyboard.press("End");
    const before = await block.evaluate((element) => {
      const selection = window.getSelection();
      if (!selection?.isCollapsed || !element.contains(selection.anchorNode)) return null;
      const range = document.createRange();
      range.setStart(element, 0);
      range.setEnd(selection.anchorNode ?? element, selection.anchorOffset);
      return range.toString();
    });
    expect(before).toBe(await block.textContent());
  }).toPass({ timeout: 15_000 });
}

interface Points {
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
}

/** Drags from the first word to the last; begins again where the page moved under the mouse. */
async function dragOver(page: Page, text: Locator, words: string): Promise<void> {
  await expect(async () => {
    // A browser scrolls on by itself while one drags near the screen's edge.
    await text
      .getByText(words)
      .first()
      .evaluate((element) => element.scrollIntoView({ block: "center" }));
    const { from, to } = await text.evaluate(pointsOf, words);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 8 });
    await page.mouse.up();
    expect(await page.evaluate(() => window.getSelection()?.toString())).toBe(words);
  }).toPass({ timeout: 15_000 });
}

/** Runs in the page: where the words begin and end on the screen, also over several text nodes. */
function pointsOf(root: Element, words: string): Points {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  while (walker.nextNode()) nodes.push(walker.currentNode as Text);
  const whole = nodes.map((node) => node.data).join("");
  const start = whole.indexOf(words);
  if (start < 0) throw new Error(`“${words}” is not in the text.`);
  const at = (offset: number): readonly [Text, number] => {
    let left = offset;
    for (const node of nodes) {
      if (left <= node.length) return [node, left];
      left -= node.length;
    }
    throw new Error("beyond the text");
  };
  const edge = (offset: number, side: "left" | "right") => {
    const range = document.createRange();
    const [node, inside] = at(side === "left" ? offset + 1 : offset);
    range.setStart(node, inside - 1);
    range.setEnd(node, inside);
    const rect = range.getBoundingClientRect();
    return { x: side === "left" ? rect.left + 0.5 : rect.right - 0.5, y: rect.top + rect.height / 2 };
  };
  return { from: edge(start, "left"), to: edge(start + words.length, "right") };
}
