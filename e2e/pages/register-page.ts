import { expect, type Locator, type Page } from "@playwright/test";
import { open } from "./open.ts";
import { choose } from "./packet-pages.ts";

/** What is written into a row, by the label of the column. */
export type Cells = Readonly<Record<string, string>>;

async function fill(dialog: Locator, cells: Cells): Promise<void> {
  for (const [label, value] of Object.entries(cells)) {
    const field = dialog.getByLabel(label, { exact: true });
    const isSelect = await field.evaluate((element) => element instanceof HTMLSelectElement);
    if (isSelect) await choose(field, value);
    else await field.fill(value);
  }
}

/** Opens a register of a packet. */
export async function openRegister(page: Page, slug: string, register: string): Promise<void> {
  await open(page, `/packets/${slug}/registers/${register}`);
}

/** Adds a row through its dialog. */
export async function addRow(page: Page, slug: string, register: string, cells: Cells): Promise<void> {
  await openRegister(page, slug, register);
  await page.getByRole("button", { name: "Add a row" }).click();
  const dialog = page.getByRole("dialog", { name: /^Add to/ });
  await fill(dialog, cells);
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** Writes the next version of rows of one register, by their keys, one after another on one page. */
export async function amendRows(
  page: Page,
  slug: string,
  register: string,
  rows: Readonly<Record<string, Cells>>,
): Promise<void> {
  await openRegister(page, slug, register);
  for (const [key, cells] of Object.entries(rows)) {
    await page.getByRole("button", { name: `Amend ${key}`, exact: true }).click();
    const dialog = page.getByRole("dialog", { name: `Amend ${key}` });
    await fill(dialog, cells);
    await dialog.getByRole("button", { name: "Amend", exact: true }).click();
    await expect(dialog).toBeHidden();
  }
}

/** Retires the one row that says these words. */
export async function retireRow(page: Page, slug: string, register: string, words: string): Promise<void> {
  await openRegister(page, slug, register);
  const row = page.getByRole("row").filter({ hasText: words });
  await row.getByRole("button", { name: /^Amend / }).click();
  const dialog = page.getByRole("dialog", { name: /^Amend / });
  await dialog.getByRole("button", { name: /^Retire the row/ }).click();
  await expect(dialog).toBeHidden();
  await expect(row).toContainText("retired");
}

/** Pastes cells as a spreadsheet copies them, first line the column titles; they are seen before they are added. */
export async function pasteRows(
  page: Page,
  slug: string,
  register: string,
  cells: readonly (readonly string[])[],
): Promise<void> {
  await openRegister(page, slug, register);
  await page.getByRole("button", { name: "Paste rows" }).click();
  const dialog = page.getByRole("dialog", { name: /^Paste into/ });
  await dialog.getByLabel("Cells").fill(cells.map((row) => row.join("\t")).join("\n"));
  const count = cells.length - 1;
  await dialog.getByRole("button", { name: count === 1 ? "Add 1 row" : `Add ${count} rows` }).click();
  await expect(dialog).toBeHidden();
  for (const row of cells.slice(1))
    await expect(
      page
        .getByRole("row")
        .filter({ hasText: row[0] ?? "" })
        .first(),
    ).toBeVisible();
}
