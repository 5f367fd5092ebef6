import { expect, type Page } from "@playwright/test";
import { open } from "./open.ts";

interface NewLane {
  readonly title: string;
  readonly key: string;
  readonly purpose: string;
  readonly maxWindowHours: number;
  readonly recipients: readonly string[];
}

/** Makes a lane that takes passkeys and passwords, as an administrator. */
export async function makeLane(page: Page, lane: NewLane): Promise<void> {
  await open(page, "/lanes/new");
  await page.getByLabel("Title").fill(lane.title);
  await page.getByRole("textbox", { name: "Key" }).fill(lane.key);
  await page.getByLabel("Purpose").fill(lane.purpose);
  await page.getByLabel("Longest window, in hours").fill(String(lane.maxWindowHours));
  await page.getByRole("checkbox", { name: /^Password re-entry/ }).check();
  for (const name of lane.recipients)
    await page.getByRole("checkbox", { name: new RegExp(`^${name} `) }).check();
  await page.getByRole("button", { name: "Make the lane" }).click();
  await expect(page).toHaveURL(new RegExp(`/lanes/${lane.key}$`));
}
