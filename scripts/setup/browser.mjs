import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run.mjs";
import { Plain } from "./say.mjs";

const INSTALLED = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

function installed() {
  return INSTALLED.find((path) => path && existsSync(path)) ?? null;
}

async function playwrightsOwn() {
  const { chromium } = await import("@playwright/test");
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : null;
}

async function viaPlaywright() {
  const cli = join("node_modules", "@playwright", "test", "cli.js");
  // The system libraries need an administrator; without one the browser alone may do.
  const args = process.getuid?.() === 0 ? ["install", "--with-deps", "chromium"] : ["install", "chromium"];
  await run(process.execPath, [cli, ...args]);
  return playwrightsOwn();
}

async function viaApt() {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return null;
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update"], { env });
  await run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { env });
  return installed();
}

/** Finds a Chromium, or installs one. Returns the path of its program. */
export async function ensureBrowser() {
  const found = installed() ?? (await playwrightsOwn());
  if (found) return found;
  const problems = [];
  for (const way of [viaPlaywright, viaApt]) {
    try {
      const path = await way();
      if (path) return path;
    } catch (cause) {
      problems.push(cause.message.split("\n").slice(-4).join("\n"));
    }
  }
  throw new Plain(
    `No Chromium was found and none could be installed. Install one and set CHROMIUM_PATH.\n${problems.join("\n")}`,
  );
}

/** The file that `next build` writes and that types need before the first build. */
export function ensureNextTypes() {
  const file = "next-env.d.ts";
  if (existsSync(file) && readFileSync(file, "utf8").includes("next/image-types/global")) return;
  writeFileSync(file, '/// <reference types="next" />\n/// <reference types="next/image-types/global" />\n');
}
