// Pictures of every page for whoever looks at them: `node scripts/screenshots.mjs` writes .tmp/screens, light and dark,
// wide and narrow, from a demo of its own; further arguments name the pages, such as `flow-mesh home-*`. With `--readme`
// only docs/screenshot.png and docs/flow.png. Needs a build.
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
const ONLY = process.argv.slice(2).filter((word) => !word.startsWith("-"));
/** Words of the addresses of the demo's packets: the one that waits for approval is `{slug}`. */
const PACKETS = {
  slug: "settlement-path",
  draft: "rules-package",
  staging: "checkout-api",
  board: "runtime-21",
  mesh: "mesh-enforcement",
};
/** Who looks at what; each of the demo's packets stands under the name that `PACKETS` gives it. */
const PAGES = [
  ["release-owner", "home", "/"],
  ["release-owner", "approval", "/packets/{slug}/approve"],
  ["release-owner", "profile", "/profile"],
  ["author", "home-author", "/"],
  ["author", "packets", "/packets"],
  ["author", "gallery", "/packets/new"],
  ["author", "kind", "/kinds/namespace-pod-security-label-restoration"],
  ["author", "kind-mesh", "/kinds/service-mesh-mtls-enforcement-cutover-readiness"],
  ["author", "kind-staging", "/kinds/deployment-review-staging-record"],
  ["author", "kind-board", "/kinds/runtime-support-window-caveat-board"],
  ["author", "new-packet", "/packets/new/payments-tokenization-exception"],
  ["author", "new-packet-roles", "/packets/new/runtime-support-window-caveat-board"],
  ["author", "room-frozen", "/packets/{slug}"],
  ["author", "room", "/packets/{draft}"],
  ["author", "flow", "/packets/{slug}/flow"],
  ["author", "flow-staging", "/packets/{staging}/flow"],
  ["author", "flow-board", "/packets/{board}/flow"],
  ["author", "flow-mesh", "/packets/{mesh}/flow"],
  ["author", "room-staging", "/packets/{staging}"],
  ["author", "fields", "/packets/{staging}/fields"],
  ["author", "exceptions", "/packets/{staging}/registers/exceptions"],
  ["author", "registers", "/packets/{board}/registers"],
  ["author", "register-rows", "/packets/{board}/registers/rows"],
  ["author", "register-prerequisites", "/packets/{mesh}/registers/prerequisites"],
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
  ["reviewer", "home-reviewer", "/"],
  ["reviewer", "flow-staging-hold", "/packets/{staging}/flow"],
  ["cleared-reviewer", "home-cleared-reviewer", "/"],
  ["cleared-reviewer", "flow-board-review", "/packets/{board}/flow"],
  ["artifact-owner", "home-artifact-owner", "/"],
  ["artifact-owner", "people-board", "/packets/{board}/people"],
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
  const slugs = Object.entries(PACKETS).map(([name, word]) => [
    name,
    hrefs.find((href) => href.includes(word))?.split("/")[2],
  ]);
  const packets = Object.fromEntries(slugs);
  await page.goto(`/packets/${packets.slug}/sources`);
  const source = await page.getByRole("link", { name: /Messaging suite/ }).getAttribute("href");
  return { ...packets, source: source?.split("/")[4], release: "/lanes" };
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

/** True where a page is asked for: all are where none is named, and `flow-*` names every one that begins so. */
function asked(title) {
  return (
    ONLY.length === 0 ||
    ONLY.some((one) => (one.endsWith("*") ? title.startsWith(one.slice(0, -1)) : title === one))
  );
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
      if (!asked("sign-in")) continue;
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

/** The two pictures of the README: the sheet of the owner, and the flow of a record that is held, for who lifts it. */
async function takeReadme(browser, port, { slug, staging }) {
  const viewport = { width: 1280, height: 860 };
  const owner = await signIn(browser, "release-owner", port, { viewport });
  await shoot(owner, `/packets/${slug}/approve`, join("docs", "screenshot.png"), false);
  // As high as the picture of the flow, down to where it ends.
  const wide = await signIn(browser, "reviewer", port, { viewport: { width: 1440, height: 1490 } });
  await shoot(wide, `/packets/${staging}/flow`, join("docs", "flow.png"), false);
}

const server = await startAppServer();
const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: ["--no-sandbox"] });
try {
  mkdirSync(FOLDER, { recursive: true });
  const author = await signIn(browser, "author", server.port, { viewport: { width: 1440, height: 900 } });
  const ids = await idsOf(author);
  if (README) {
    await takeReadme(browser, server.port, ids);
  } else {
    const pages = PAGES.filter(([, title]) => asked(title));
    const isRelease = ([, , path]) => path.startsWith("{release}");
    await takeAll(
      browser,
      server.port,
      ids,
      pages.filter((page) => !isRelease(page)),
    );
    if (pages.some(isRelease)) {
      ids.release = await release(browser, server.port, ids);
      await takeAll(browser, server.port, ids, pages.filter(isRelease));
    }
  }
} finally {
  await browser.close();
  await server.stop();
}
