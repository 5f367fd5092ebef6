import { expect, test } from "@playwright/test";
import { DEMO_ROLES } from "../lib/settings/demo-roles.ts";
import { startAppServer } from "./fixtures/app-server.mjs";
import { virtualAuthenticator } from "./fixtures/authenticator.ts";
import { seat } from "./fixtures/seat.ts";
import { openSheet } from "./pages/approval-page.ts";
import { open } from "./pages/open.ts";
import { enrolPasskey } from "./pages/profile-page.ts";

const DEMO = "Settlement path cutover, release train 26.4";

for (const role of DEMO_ROLES) {
  test(`The ${role} sits down at a host of their own and sees whose turn it is`, async ({ browser }) => {
    const { page, context } = await seat(browser, role);
    await expect(page.getByRole("heading", { level: 1, name: "Your turn" })).toBeVisible();
    await context.close();
  });
}

test("The demo walks a newcomer to the button, and its release to its lane", async ({ browser }) => {
  // A server of its own: this approves the demo's packet, which other journeys look at as it was made.
  const server = await startAppServer();
  try {
    const owner = await seat(browser, "release-owner", server.port);
    await virtualAuthenticator(owner.page);
    await enrolPasskey(owner.page);
    await open(owner.page, "/");
    await owner.page.getByRole("list", { name: "Your turn" }).getByRole("link", { name: DEMO }).click();
    await expect(owner.page).toHaveURL(/\/packets\/.+\/approve$/);
    const slug = new URL(owner.page.url()).pathname.split("/")[2] ?? "";
    const sheet = await openSheet(owner.page, slug, 1);
    await sheet.tickResiduals();
    const release = await sheet.release();

    const recipient = await seat(browser, "recipient", server.port);
    await open(recipient.page, release);
    await expect(recipient.page.getByRole("heading", { level: 1, name: DEMO })).toBeVisible();
    await expect(recipient.page.getByText("with a passkey")).toBeVisible();

    const outsider = await seat(browser, "outsider", server.port);
    const refused = await open(outsider.page, release);
    const missing = await open(outsider.page, `/releases/${crypto.randomUUID()}`);
    expect([refused?.status(), missing?.status()]).toEqual([404, 404]);
  } finally {
    await server.stop();
  }
});
