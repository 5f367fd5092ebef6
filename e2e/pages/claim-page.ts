import { expect, type Page } from "@playwright/test";
import { open } from "./open.ts";
import { roomOn } from "./packet-room.ts";

/** What a claim can be checked against. */
export interface Fact {
  readonly key: string;
  readonly value: string;
}

/** Marks words of a room as a claim, checkable against a fact where one is given. */
export async function markClaim(page: Page, title: string, words: string, fact?: Fact): Promise<void> {
  const bar = await roomOn(page, title).select(words);
  await bar.getByRole("button", { name: "Claim" }).click();
  const sheet = page.getByRole("dialog", { name: "Mark as a claim" });
  if (fact) {
    await sheet.getByLabel("It can be checked against a fact of a source").check();
    await sheet.getByRole("textbox", { name: "Fact" }).fill(fact.key);
    await sheet.getByRole("textbox", { name: "Value" }).fill(fact.value);
  }
  await sheet.getByRole("button", { name: "Mark as a claim" }).click();
  await expect(sheet).toBeHidden();
  await roomOn(page, title).saved();
}

/** From the claim's card to the place of a source that states a fact, and traces it there. */
export async function traceToFact(
  page: Page,
  slug: string,
  claim: number,
  to: { readonly source: string; readonly fact: string },
): Promise<void> {
  await open(page, `/packets/${slug}`);
  await page.locator(`#claim-${claim}`).getByRole("link", { name: "Trace to a place in a source" }).click();
  await page.getByRole("link", { name: to.source, exact: true }).click();
  await page.getByRole("tab", { name: /^Facts/ }).click();
  await page
    .getByRole("row")
    .filter({ hasText: to.fact })
    .getByRole("button", { name: /^Trace “/ })
    .first()
    .click();
  const dialog = page.getByRole("dialog", { name: "Trace this to a claim" });
  await dialog.getByRole("button", { name: "Trace it" }).click();
  await expect(dialog).toBeHidden();
}

/** Writes the sections of a packet, by their titles. */
export async function writeSections(
  page: Page,
  slug: string,
  title: string,
  sections: Readonly<Record<string, string>>,
): Promise<void> {
  await open(page, `/packets/${slug}`);
  const room = roomOn(page, title);
  await room.saved();
  for (const [section, words] of Object.entries(sections)) await room.write(section, words);
}
