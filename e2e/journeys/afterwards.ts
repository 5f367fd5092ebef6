import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { open } from "../pages/open.ts";
import { askApproval } from "../pages/packet-pages.ts";
import { roomOn } from "../pages/packet-room.ts";
import type { Journey } from "./cast.ts";
import { object } from "./disagree.ts";
import { addVersion, REHEARSAL, WORDS } from "./draft.ts";

/** The pill of a packet's bar. */
async function pill(page: Page, slug: string, word: string): Promise<void> {
  await open(page, `/packets/${slug}`);
  await expect(page.getByText(word, { exact: true }).first()).toBeVisible();
}

/** The sheet says that the manifest does not stand, why, and offers nothing to sign. */
async function held(page: Page, slug: string, reason: RegExp): Promise<void> {
  await open(page, `/packets/${slug}/approve`);
  await expect(page.getByRole("alert").filter({ hasText: reason })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Approve r/ })).toHaveCount(0);
}

/** Step 12: whatever is bound and moves while approval is pending puts the manifest on hold, with the reason. */
export async function moveWhilePending(journey: Journey): Promise<void> {
  const { author, owner, reviewer, releaseOwner, slug, title } = journey;
  await test.step("A new source version holds it", async () => {
    await open(author.page, `/packets/${slug}`);
    await roomOn(author.page, title).write("Rollback caveats", "The second settlement batch was not tried.");
    await askApproval(author.page, slug);
    await addVersion(journey, "flaky-rerun-surefire.xml", REHEARSAL);
    await pill(owner.page, slug, "Held");
    await held(releaseOwner.page, slug, /Source S\d+ has a new version/);
  });
  await test.step("An objection holds the next one", async () => {
    await askApproval(author.page, slug);
    await open(reviewer.page, `/packets/${slug}`);
    await object(
      reviewer,
      title,
      "Rolling back restores routing",
      "Tokens too must be readable after a rollback.",
    );
    await pill(owner.page, slug, "Held");
    await held(releaseOwner.page, slug, /Objection O3/);
  });
  await test.step("An option holds the one after that", async () => {
    await askApproval(author.page, slug);
    await open(owner.page, `/packets/${slug}/registers/options`);
    await owner.page.getByRole("button", { name: "Amend narrow" }).click();
    const field = owner.page.getByLabel("What follows");
    await field.fill("A new revision answers what was asked, within a week.");
    await owner.page.getByRole("button", { name: "Amend", exact: true }).click();
    await expect(owner.page.getByText("within a week").first()).toBeVisible();
    await pill(owner.page, slug, "Held");
    await held(releaseOwner.page, slug, /option/i);
  });
}

/** A new revision is asked for, so that its release takes the place of the one before. Gives its number. */
export async function askForTheNext({ author, slug }: Journey): Promise<number> {
  return test.step("What moved is cut and asked for anew", async () => {
    const { page } = author;
    await open(page, `/packets/${slug}/revisions`);
    await askApproval(page, slug);
    await open(page, `/packets/${slug}/approve`);
    const heading = await page
      .getByRole("heading", { level: 1, name: /^Approve revision r\d+/ })
      .textContent();
    return Number(/r(\d+)/.exec(heading ?? "")?.[1]);
  });
}

/** Step 12, end: the older release says that it is superseded; the newer one is withdrawn with a reason. */
export async function supersedeAndWithdraw(journey: Journey, older: string, newer: string): Promise<void> {
  const { recipient, releaseOwner } = journey;
  await test.step("The older copy in the lane says that a newer one replaced it", async () => {
    await open(recipient.page, older);
    await expect(recipient.page.getByText("A newer revision replaced this").first()).toBeVisible();
    await expect(recipient.page.getByText(WORDS.sought)).toHaveCount(0);
    await open(recipient.page, newer);
    await expect(recipient.page.getByText(WORDS.sought).first()).toBeVisible();
  });
  await test.step("The release owner withdraws it, and the lane reads why", async () => {
    const reason = "The vault's certificate was reissued.";
    const { page } = releaseOwner;
    await open(page, newer);
    await page.getByRole("button", { name: "Withdraw the release…" }).click();
    const dialog = page.getByRole("dialog", { name: "Withdraw the release" });
    await dialog.getByLabel("Reason, shown to the lane").fill(reason);
    await dialog.getByRole("button", { name: "Withdraw", exact: true }).click();
    await expect(page.getByText(reason).first()).toBeVisible();
    await open(recipient.page, newer);
    await expect(recipient.page.getByText(reason)).toBeVisible();
    await expect(recipient.page.getByText(WORDS.sought)).toHaveCount(0);
  });
}

interface Files {
  readonly bundle: string;
  readonly trust: string;
}

/** Step 13, first half: what a recipient takes with them. */
export async function takeTheBundle({ recipient, folder }: Journey, release: string): Promise<Files> {
  return test.step("The recipient takes bundle and trust file along", async () => {
    const { page } = recipient;
    const bundle = join(folder, "release.countersign.json");
    const trust = join(folder, "trust.json");
    await open(page, release);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Export the bundle" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/-r\d+\.countersign\.json$/);
    await download.saveAs(bundle);
    await open(page, `${release}/verify`);
    const [pinned] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Trust file" }).click(),
    ]);
    await pinned.saveAs(trust);
    return { bundle, trust };
  });
}

function verify(bundle: string, trust: string) {
  const command = ["scripts/cli/countersign.mjs", "verify", bundle, "--trust", trust];
  return spawnSync(process.execPath, command, { encoding: "utf8" });
}

/** Changes one character of a file into another of its kind, at about the place given from 0 to 1. */
function changeOneByte(from: string, to: string, at: number): void {
  const bytes = readFileSync(from);
  let index = Math.floor(bytes.length * at);
  while (!/[a-z]/.test(String.fromCharCode(bytes[index] ?? 0))) index += 1;
  bytes[index] = (bytes[index] ?? 0) === 0x61 ? 0x62 : 0x61;
  writeFileSync(to, bytes);
}

/** Step 13, second half: it verifies without us, and one byte changed anywhere is named. */
export async function verifyWithoutUs(
  browser: Browser,
  { folder }: Journey,
  { bundle, trust }: Files,
): Promise<void> {
  const changed = join(folder, "changed.countersign.json");
  await test.step("The command in the clone verifies it, and names what one byte breaks", async () => {
    const good = verify(bundle, trust);
    expect([good.status, good.stdout + good.stderr]).toEqual([0, expect.stringMatching(/verified/i)]);
    for (const at of [0.1, 0.35, 0.6, 0.9]) {
      changeOneByte(bundle, changed, at);
      const bad = verify(changed, trust);
      expect([bad.status, bad.stdout + bad.stderr]).toEqual([1, expect.stringMatching(/BU\d+/)]);
    }
  });
  await test.step("So does the page from disk", async () => {
    const context = await browser.newContext({ offline: true });
    const page = await context.newPage();
    await page.goto(pathToFileURL(resolve("public/verify.html")).href);
    await page.getByLabel("Release bundle").setInputFiles(bundle);
    await page.getByLabel("Trust file").setInputFiles(trust);
    await expect(page.locator(".verdict strong")).toHaveText("Verified");
    await page.getByLabel("Release bundle").setInputFiles(changed);
    await expect(page.locator(".verdict strong")).toHaveText("Failed");
    await context.close();
  });
}
