// Pictures of every page for whoever looks at them: `node scripts/screenshots.mjs` writes .tmp/screens, light and dark,
// wide and narrow, from a demo of its own. With `--readme` only docs/screenshot.png. Needs a build.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { startAppServer } from "../e2e/fixtures/app-server.mjs";
import { ensureBrowser } from "./setup/browser.mjs";

const FOLDER = join(".tmp", "screens");
const README = process.argv.includes("--readme");
const SIZES = [
  { name: "wide", width: 1440, height: 900 },
  { name: "narrow", width: 360, height: 740 },
];
/** Who looks at what; `{slug}` is the demo packet that waits for approval, `{draft}` the one being written. */
const PAGES = [
  ["release-owner", "home", "/"],
  ["release-owner", "approval", "/packets/{slug}/approve"],
  ["release-owner", "profile", "/profile"],
  ["author", "home-author", "/"],
  ["author", "packets", "/packets"],
  ["author", "gallery", "/packets/new"],
  ["author", "kind", "/kinds/namespace-pod-security-label-restoration"],
  ["author", "new-packet", "/packets/new/payments-tokenization-exception"],
  ["author", "room-frozen", "/packets/{slug}"],
  ["author", "room", "/packets/{draft}"],
  ["author", "flow", "/packets/{slug}/flow"],
  ["author", "readiness", "/packets/{slug}/readiness"],
  ["author", "objections", "/packets/{slug}/objections"],
  ["author", "sources", "/packets/{slug}/sources"],
  ["author", "source", "/packets/{slug}/sources/{source}"],
  ["author", "revisions", "/packets/{slug}/revisions"],
  ["author", "revision", "/packets/{slug}/revisions/1"],
  ["author", "people", "/packets/{slug}/people"],
  ["author", "register", "/packets/{slug}/registers/options"],
  ["author", "annexes", "/packets/{slug}/annexes"],
  ["author", "annex", "/packets/{slug}/annexes/A1"],
  ["reviewer", "annex-held", "/packets/{slug}/annexes/A1"],
  ["recipient", "lanes", "/lanes"],
  ["recipient", "release", "{release}"],
  ["recipient", "verify", "{release}/verify"],
  ["outsider", "nothing-here", "/packets/{slug}"],
  ["auditor", "ledger", "/ledger"],
  ["auditor", "ledger-entry", "/ledger/60"],
  ["admin", "accounts", "/admin/accounts"],
  ["admin", "lane", "/lanes/architecture-review"],
  ["admin", "lane-new", "/lanes/new"],
];

async function signIn(browser, role, port, options = {}) {
  const context = await browser.newContext({
    baseURL: `http://${role}.localhost:${port}`,
    locale: "en-GB",
    ...options,
  });
  const page = await context.newPage();
  await page.goto("/sign-in?seat=1");
  await page.waitForURL((url) => url.pathname === "/");
  return page;
}

async function idsOf(page) {
  await page.goto("/packets");
  const hrefs = await page
    .getByRole("main")
    .getByRole("link")
    .evaluateAll((links) => links.map((a) => a.getAttribute("href")));
  const slug = hrefs.find((href) => href.includes("settlement"))?.split("/")[2];
  const draft = hrefs.find((href) => href.includes("rules-package"))?.split("/")[2];
  await page.goto(`/packets/${slug}/sources`);
  const source = await page.getByRole("link", { name: /Messaging suite/ }).getAttribute("href");
  return { slug, draft, source: source?.split("/")[4], release: "/lanes" };
}

/** Approves the demo's packet with the password, so that there is a release to look at. */
async function release(browser, port, { slug }) {
  const page = await signIn(browser, "release-owner", port);
  await page.goto(`/packets/${slug}/approve`);
  await page.getByRole("button", { name: "Use the password instead" }).click();
  for (const box of await page.getByRole("checkbox").all()) await box.check();
  await page.getByLabel("Your password, in place of a passkey").fill("demo");
  await page.getByRole("button", { name: /^Approve r1/ }).click();
  await page.waitForURL(/\/releases\//);
  const { pathname } = new URL(page.url());
  await page.context().close();
  return pathname;
}

async function shoot(page, path, file, fullPage = true) {
  await page.goto(path);
  await page.waitForFunction(
    () => document.fonts.status === "loaded" && !document.querySelector('[aria-busy="true"]'),
  );
  // The sheet shows nothing before this browser has hashed the bytes itself.
  if (path.endsWith("/approve")) await page.getByText("computed these digests itself").waitFor();
  await page.screenshot({ path: file, fullPage });
}

async function takeAll(browser, port, ids, pages) {
  for (const colorScheme of ["light", "dark"]) {
    for (const { name, ...viewport } of SIZES) {
      for (const role of new Set(pages.map(([one]) => one))) {
        const page = await signIn(browser, role, port, { viewport, colorScheme });
        for (const [, title, pattern] of pages.filter(([one]) => one === role)) {
          const path = pattern.replace(/\{(\w+)\}/g, (_, key) => ids[key]);
          await shoot(page, path, join(FOLDER, `${title}-${name}-${colorScheme}.png`));
        }
        await page.context().close();
      }
      const context = await browser.newContext({
        viewport,
        colorScheme,
        baseURL: `http://localhost:${port}`,
      });
      await shoot(await context.newPage(), "/sign-in", join(FOLDER, `sign-in-${name}-${colorScheme}.png`));
      await context.close();
    }
  }
}

const server = await startAppServer();
const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: ["--no-sandbox"] });
try {
  mkdirSync(FOLDER, { recursive: true });
  const author = await signIn(browser, "author", server.port, { viewport: { width: 1440, height: 900 } });
  const ids = await idsOf(author);
  if (README) {
    const owner = await signIn(browser, "release-owner", server.port, {
      viewport: { width: 1280, height: 860 },
    });
    await shoot(owner, `/packets/${ids.slug}/approve`, join("docs", "screenshot.png"), false);
  } else {
    await takeAll(
      browser,
      server.port,
      ids,
      PAGES.filter(([, , path]) => !path.startsWith("{release}")),
    );
    ids.release = await release(browser, server.port, ids);
    await takeAll(
      browser,
      server.port,
      ids,
      PAGES.filter(([, , path]) => path.startsWith("{release}")),
    );
  }
} finally {
  await browser.close();
  await server.stop();
}
