import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, type Page, test } from "@playwright/test";

const VECTORS = join("lib", "bundle", "testdata");
const WORDS = {
  verified: "Verified",
  "consistent-only": "Consistent with itself",
  failed: "Failed",
} as const;
const folder = mkdtempSync(join(tmpdir(), "countersign-page-"));
const address = pathToFileURL(join(folder, "verify.html")).href;

test.beforeAll(async () => {
  const { buildVerifier } = (await import("../scripts/build-verifier.mjs" as string)) as {
    buildVerifier(folder: string): Promise<void>;
  };
  await buildVerifier(folder);
});
test.afterAll(() => rmSync(folder, { recursive: true }));

/** The page opened from disk, and every request that it tries to make. */
async function openFromDisk(page: Page): Promise<string[]> {
  const asked: string[] = [];
  await page.context().setOffline(true);
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(address);
  return asked;
}

test("[BU18] Anyone can drop a bundle on the page from disk and read the verdict", async ({ page }) => {
  const asked = await openFromDisk(page);
  for (const name of readdirSync(VECTORS)) {
    const expected = JSON.parse(readFileSync(join(VECTORS, name, "expected.json"), "utf8")) as {
      verdict: keyof typeof WORDS;
      rules: string[];
    };
    await page.reload();
    await page.getByLabel("Release bundle").setInputFiles(join(VECTORS, name, "bundle.countersign.json"));
    if (name !== "no-trust-file")
      await page.getByLabel("Trust file").setInputFiles(join(VECTORS, name, "trust.json"));
    await expect(page.locator("#trust-name")).toContainText(name === "no-trust-file" ? "Drop" : "trust.json");
    await expect(page.locator(".verdict strong"), name).toHaveText(WORDS[expected.verdict]);
    const wrong = await page.locator(".rules .bad .mono").allTextContents();
    expect(wrong, name).toEqual(expected.rules);
  }
  expect(asked.filter((url) => url !== address)).toEqual([]);
});

test("[BU20] The page fits a narrow screen, in the dark too, and says where it stops", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 360, height: 740 });
  await openFromDisk(page);
  await page.getByLabel("Release bundle").setInputFiles(join(VECTORS, "released", "bundle.countersign.json"));
  await expect(page.getByText("It stops here.")).toBeVisible();
  await expect(page.getByRole("img", { name: /^Fingerprint / })).toBeVisible();
  const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(wider).toBe(false);
});
