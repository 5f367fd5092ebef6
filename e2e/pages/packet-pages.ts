import { expect, type Locator, type Page } from "@playwright/test";
import { open } from "./open.ts";

/** The slug of the packet whose page is shown. */
export function slugOf(page: Page): string {
  return new URL(page.url()).pathname.split("/")[2] ?? "";
}

interface NewPacket {
  readonly kind: string;
  readonly title: string;
  readonly artifactOwner: string;
  readonly releaseOwner: string;
  readonly members: readonly (readonly [person: string, role: string])[];
  readonly lane: string;
}

/** Makes a packet from the gallery; ends in its room. */
export async function makePacket(page: Page, packet: NewPacket): Promise<string> {
  await open(page, "/");
  await page.getByRole("main").getByRole("link", { name: "New packet" }).click();
  await page.getByRole("link", { name: `Start a packet: ${packet.kind}` }).click();
  await page.getByLabel("Title").fill(packet.title);
  await choose(page.getByLabel("Artifact owner"), packet.artifactOwner);
  await choose(page.getByLabel("Release owner"), packet.releaseOwner);
  for (const [person, role] of packet.members) {
    await choose(page.getByLabel("Person"), person);
    await choose(page.getByLabel("Role"), role);
    await page.getByRole("button", { name: "Add", exact: true }).click();
  }
  await choose(page.getByLabel("Lane", { exact: true }), packet.lane);
  await page.getByRole("button", { name: "Make the packet" }).click();
  await expect(page.getByRole("heading", { level: 1, name: packet.title })).toBeVisible();
  await expect(page).toHaveURL(/\/packets\/(?!new)[^/]+$/);
  return slugOf(page);
}

/** Chooses the option of a select whose words begin with `label`. */
export async function choose(select: Locator, label: string): Promise<void> {
  const begins = new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);
  const option = select.locator("option").filter({ hasText: begins });
  await select.selectOption((await option.getAttribute("value")) ?? "");
}

/** An act of the packet's menu, confirmed in its dialog. */
export async function act(
  page: Page,
  menu: RegExp,
  button: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<void> {
  await page.getByRole("button", { name: "More acts" }).click();
  await page.getByRole("menuitem", { name: menu }).click();
  const dialog = page.getByRole("dialog");
  for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label).fill(value);
  await dialog.getByRole("button", { name: button, exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** Cuts, and gives what the workspace said of it. The revision's page is shown. */
export async function cut(page: Page, slug: string, number: number): Promise<void> {
  await open(page, `/packets/${slug}`);
  await act(page, /^Cut a revision/, "Cut");
  await expect(page).toHaveURL(new RegExp(`/revisions/${number}$`));
}

/** Asks for approval, which freezes the text. */
export async function askApproval(page: Page, slug: string): Promise<void> {
  await open(page, `/packets/${slug}`);
  await act(page, /^Ask for approval/, "Ask and freeze the text");
  await expect(page.getByText("Awaiting approval").first()).toBeVisible();
}

/** One objection in the ledger of objections, and what this reader may do to it. */
export async function actOnObjection(
  page: Page,
  slug: string,
  number: number,
  button: string,
  fields: Readonly<Record<string, string>>,
): Promise<Locator> {
  await open(page, `/packets/${slug}/objections`);
  await page.getByRole("group", { name: "Filter objections" }).getByRole("button", { name: /^all/ }).click();
  const item = page.locator(`#O${number}`);
  await item.getByRole("button", { name: button, exact: true }).click();
  for (const [label, value] of Object.entries(fields)) await item.getByLabel(label).fill(value);
  await item.getByRole("button", { name: button, exact: true }).click();
  await expect(item.getByRole("button", { name: "Not now" })).toBeHidden();
  return item;
}
