import { expect, type Locator, type Page } from "@playwright/test";
import { open } from "./open.ts";

/** Fills the fields from the evidence that is there, and gives what the page says of it. */
export async function fillFields(page: Page, slug: string): Promise<Locator> {
  await open(page, `/packets/${slug}/fields`);
  const fill = page.getByRole("button", { name: "Fill from evidence" });
  await fill.click();
  const report = page.getByRole("main").getByRole("status").first();
  await expect(report).toBeVisible();
  return report;
}

/** One field of the staging record, by its key. */
export function field(page: Page, key: string): Locator {
  return page.locator(`[id="${key}"]`);
}

/** Settles a field by hand, with a reason. */
export async function settleField(
  page: Page,
  slug: string,
  key: string,
  settled: { readonly value: string; readonly why: string },
): Promise<void> {
  await open(page, `/packets/${slug}/fields`);
  await field(page, key)
    .getByRole("button", { name: /by hand$/ })
    .click();
  const dialog = page.getByRole("dialog", { name: /^Settle/ });
  await dialog.getByLabel("Value", { exact: true }).fill(settled.value);
  await dialog.getByLabel("Why this value").fill(settled.why);
  await dialog.getByRole("button", { name: "Settle", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(field(page, key)).toContainText(settled.value);
}
