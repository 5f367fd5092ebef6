import { expect, type Page } from "@playwright/test";
import { open } from "./open.ts";

/** The recipient reads a release: title, words, and the whole digest that was approved, as the lane names it. */
export async function readRelease(
  page: Page,
  release: string,
  is: { readonly title: string; readonly digest: string; readonly words: readonly string[] },
): Promise<void> {
  await open(page, release);
  await expect(page.getByRole("heading", { level: 1, name: is.title })).toBeVisible();
  const groups = is.digest.match(/.{4}/g)?.join(" ") ?? "none";
  await expect(page.getByTitle(groups).first()).toBeVisible();
  for (const words of is.words) await expect(page.getByRole("main")).toContainText(words);
}

/** Somebody whom the lane does not name follows the link, and meets a page that is not there. */
export async function refusedRelease(page: Page, release: string): Promise<void> {
  const refused = await open(page, release);
  expect(refused?.status()).toBe(404);
}
