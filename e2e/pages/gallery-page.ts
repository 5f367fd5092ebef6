import { expect, type Page } from "@playwright/test";
import { open } from "./open.ts";
import { choose, slugOf } from "./packet-pages.ts";

/** A packet as somebody makes it of a kind: everybody by the name on their card, roles in the kind's own words. */
export interface PacketOfKind {
  /** What is typed into the search: three keystrokes. */
  readonly search: string;
  readonly kind: string;
  readonly title: string;
  readonly artifactOwner: string;
  readonly releaseOwner?: string;
  readonly members: readonly (readonly [person: string, role: string])[];
  readonly lane?: string;
  readonly windowHours?: number;
}

/** Finds a kind by three keystrokes, reads its page, and makes a packet of it; ends in its room. Gives its slug. */
export async function makeOfKind(page: Page, packet: PacketOfKind): Promise<string> {
  await findKind(page, packet.search, packet.kind);
  await page.getByRole("link", { name: "Start a packet" }).click();
  await page.getByLabel("Title").fill(packet.title);
  await choose(page.getByRole("combobox", { name: /^Artifact owner/ }), packet.artifactOwner);
  if (packet.releaseOwner)
    await choose(page.getByRole("combobox", { name: /^Release owner/ }), packet.releaseOwner);
  for (const [person, role] of packet.members) {
    await choose(page.getByLabel("Person"), person);
    await choose(page.getByLabel("Role"), role);
    await page.getByRole("button", { name: "Add", exact: true }).click();
  }
  if (packet.lane) await choose(page.getByLabel("Lane", { exact: true }), packet.lane);
  if (packet.windowHours) await page.getByLabel("Window, in hours").fill(String(packet.windowHours));
  await page.getByRole("button", { name: "Make the packet" }).click();
  await expect(page.getByRole("heading", { level: 1, name: packet.title })).toBeVisible();
  await expect(page).toHaveURL(/\/packets\/(?!new)[^/]+$/);
  return slugOf(page);
}

/** From home to the page of a kind with the keyboard: `/`, three letters, Enter. */
async function findKind(page: Page, letters: string, title: string): Promise<void> {
  expect(letters, "three keystrokes").toHaveLength(3);
  await open(page, "/packets/new");
  await page.keyboard.press("/");
  await page.keyboard.type(letters);
  const first = page.getByRole("main").getByRole("article").first();
  await expect(first.getByRole("link", { name: title, exact: true })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
}
