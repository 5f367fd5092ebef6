import { expect, type Locator, type Page } from "@playwright/test";
import { DEMO_PASSWORD } from "../../lib/settings/demo-roles.ts";
import { open } from "./open.ts";

/** The approval sheet of a packet. */
export interface ApprovalSheet {
  /** The revision's whole digest, as the sheet computed it from the bytes. */
  readonly digest: string;
  readonly approve: Locator;
  tickResiduals(): Promise<void>;
  /** Presses the button and waits for the release; gives its address. */
  release(): Promise<string>;
  decline(reason: string): Promise<void>;
}

/** Opens the sheet and waits until this browser has computed the digests itself. */
export async function openSheet(page: Page, slug: string, revision: number): Promise<ApprovalSheet> {
  await open(page, `/packets/${slug}/approve`);
  await expect(page.getByRole("heading", { level: 1, name: `Approve revision r${revision}` })).toBeVisible();
  await expect(page.getByText("computed these digests itself")).toBeVisible();
  const groups = page.getByTitle(/^[0-9a-f]{4}( [0-9a-f]{4}){15}$/).first();
  const digest = ((await groups.getAttribute("title")) ?? "").replaceAll(" ", "");
  expect(digest, "the sheet shows the whole digest").toHaveLength(64);
  const approve = page.getByRole("button", { name: new RegExp(`^Approve r${revision} · `) });
  return {
    digest,
    approve,
    tickResiduals: async () => {
      const boxes = page.getByRole("region", { name: /^Residual objections/ }).getByRole("checkbox");
      await expect(approve).toBeDisabled();
      for (const box of await boxes.all()) await box.check();
    },
    release: async () => {
      await expect(approve).toHaveText(`Approve r${revision} · ${digest.slice(0, 4)} ${digest.slice(4, 8)}`);
      await approve.click();
      await expect(page).toHaveURL(/\/releases\/[0-9a-f-]{36}$/);
      return new URL(page.url()).pathname;
    },
    decline: async (reason) => {
      await page.getByRole("button", { name: "Decline…" }).click();
      const dialog = page.getByRole("dialog", { name: `Decline r${revision}` });
      await dialog.getByLabel("Reason").fill(reason);
      await dialog.getByRole("button", { name: "Decline with this reason" }).click();
      const said = page.getByRole("alert").filter({ hasText: "This manifest was declined." });
      await expect(said).toContainText(reason);
      await expect(approve).toHaveCount(0);
    },
  };
}

/** Signs as a required signer with the password, and waits until the sheet says whose signature is left. */
export async function sign(page: Page, slug: string, revision: number): Promise<void> {
  const sheet = await openSheet(page, slug, revision);
  await givePassword(page);
  await sheet.approve.click();
  await expect(page.getByText(/^Signed\. Still to sign: /).first()).toBeVisible();
}

/** Gives the password in place of a passkey, where the lane allows it. */
export async function givePassword(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Use the password instead" }).click();
  await page.getByLabel("Your password, in place of a passkey").fill(DEMO_PASSWORD);
}
