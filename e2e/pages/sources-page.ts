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

/** So many hours ago, as a date-and-time field of this browser takes it. */
function hoursAgo(hours: number): string {
  const at = new Date(Date.now() - hours * 3_600_000);
  return at.toLocaleString("sv-SE", { timeZone: "Europe/Berlin" }).replace(" ", "T");
}

/** A file as somebody picks it: from the disk, or composed here. */
export type Picked = string | { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

/** A JSON file as a tool exports it. */
export function json(name: string, content: unknown): Picked {
  return { name, mimeType: "application/json", buffer: Buffer.from(`${JSON.stringify(content, null, 2)}\n`) };
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
export async function attach(form: Locator, file: Picked, hours = 24): Promise<void> {
  await form.getByLabel("File").setInputFiles(file);
  await form.getByLabel("Effective at").fill(hoursAgo(hours));
  await form.getByRole("button", { name: "Attach" }).click();
  await expect(form.getByRole("status")).toContainText("recognised as");
}

/** What goes into a place that the kind names: its slot, the file, and how many hours ago it was so. */
export interface Brought {
  readonly slot: string;
  readonly file: Picked;
  readonly hours?: number;
}

/** Attaches files to places of the kind, one after another on one page. */
export async function bring(page: Page, slug: string, files: readonly Brought[]): Promise<void> {
  await open(page, `/packets/${slug}/sources`);
  for (const { slot, file, hours } of files) {
    const place = page.locator(`#slot-${slot}`);
    await place.getByText("Attach a file here").click();
    await attach(place.getByRole("form"), file, hours ?? 1);
  }
}

/** The next version of a source, from its own page. */
export async function bringVersion(
  page: Page,
  slug: string,
  name: string,
  file: Picked,
  hours = 1,
): Promise<void> {
  await open(page, `/packets/${slug}/sources`);
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByText("Add a version with its time").click();
  await attach(page.getByRole("form", { name: /^A new version/ }), file, hours);
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
