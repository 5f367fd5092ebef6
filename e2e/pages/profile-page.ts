import { expect, type Page } from "@playwright/test";
import { DEMO_PASSWORD } from "../../lib/settings/demo-roles.ts";
import { open } from "./open.ts";

/** Enrols a passkey through the profile, confirming with the password. */
export async function enrolPasskey(page: Page, label = "Test key"): Promise<void> {
  await open(page, "/profile");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a passkey" });
  await dialog.getByLabel("Name of this passkey").fill(label);
  await dialog.getByLabel("Your password").fill(DEMO_PASSWORD);
  await dialog.getByRole("button", { name: "Make passkey" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: `Remove ${label}` })).toBeVisible();
}
