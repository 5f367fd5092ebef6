import { expect, test } from "@playwright/test";
import { DEMO_ROLES } from "../lib/settings/demo-roles.ts";
import { seat } from "./fixtures/seat.ts";

for (const role of DEMO_ROLES) {
  test(`The ${role} sits down at a host of their own and sees whose turn it is`, async ({ browser }) => {
    const { page, context } = await seat(browser, role);
    await expect(page.getByRole("heading", { level: 1, name: "Your turn" })).toBeVisible();
    await context.close();
  });
}
