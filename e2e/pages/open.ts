import type { Page, Response } from "@playwright/test";

/**
 * Goes to a page and waits until it listens: a button that is drawn but not yet alive takes a press and does nothing,
 * which a person repeats and a test does not.
 */
export async function open(page: Page, path: string): Promise<Response | null> {
  const response = await page.goto(path);
  await alive(page);
  return response;
}

/** Waits until every control of the page that is shown is alive. */
export async function alive(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const controls = [...document.querySelectorAll("main :is(button, form, input, a), nav button")];
    return controls.every((control) => Object.keys(control).some((key) => key.startsWith("__reactFiber$")));
  });
}
