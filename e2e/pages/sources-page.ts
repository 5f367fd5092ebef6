import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";
import { open } from "./open.ts";

/** Drops files anywhere on a page, as from a file manager. */
export async function dropFiles(page: Page, paths: readonly string[]): Promise<void> {
  const files = paths.map((path) => ({
    name: basename(path),
    base64: readFileSync(path).toString("base64"),
  }));
  await page.evaluate((given) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of given) {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      transfer.items.add(new File([bytes], name));
    }
    for (const type of ["dragover", "drop"])
      window.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, files);
  const steps = page.getByRole("list", { name: "Files being added" });
  for (const { name } of files)
    await expect(steps.getByRole("listitem").filter({ hasText: name })).toContainText("recognised as");
  await page.getByRole("button", { name: "Done" }).click();
}

/** Yesterday, as a date-and-time field of this browser takes it. */
export function yesterday(): string {
  const at = new Date(Date.now() - 86_400_000);
  return at.toLocaleString("sv-SE", { timeZone: "Europe/Berlin" }).replace(" ", "T");
}

/** Attaches a file to a place that the kind names, with the time of what it states. */
export async function fillSlot(page: Page, slug: string, slot: string, path: string): Promise<void> {
  await open(page, `/packets/${slug}/sources`);
  const place = page
    .getByRole("listitem")
    .filter({ hasText: slot })
    .filter({ hasText: "Attach a file here" });
  await place.getByText("Attach a file here").click();
  await attach(place.getByRole("form", { name: slot }), path);
}

/** Fills and sends an attach form. */
export async function attach(form: Locator, path: string): Promise<void> {
  await form.getByLabel("File").setInputFiles(path);
  await form.getByLabel("Effective at").fill(yesterday());
  await form.getByRole("button", { name: "Attach" }).click();
  await expect(form.getByRole("status")).toContainText("recognised as");
}

/** One source on the shelf. */
export function onShelf(page: Page, name: string): Locator {
  return page.getByRole("listitem").filter({ has: page.getByRole("link", { name, exact: true }) });
}

/** From the claim's card to the first place of a tab of a source: follows the way of a person, and traces it. */
export async function traceClaim(
  page: Page,
  roomPath: string,
  claim: number,
  source: string,
  tab: string,
): Promise<void> {
  await open(page, roomPath);
  const card = page.locator(`#claim-${claim}`);
  await card.getByRole("link", { name: "Trace to a place in a source" }).click();
  await page.getByRole("link", { name: source, exact: true }).click();
  await page.getByRole("tab", { name: new RegExp(`^${tab}`) }).click();
  await page
    .getByRole("button", { name: /^Trace “/ })
    .first()
    .click();
  const dialog = page.getByRole("dialog", { name: "Trace this to a claim" });
  await dialog.getByRole("button", { name: "Trace it" }).click();
  await expect(dialog).toBeHidden();
}
