// What must be there before anything else: packages, and the database client made from the schema.
// Plain Node, nothing imported that an install would bring.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run.mjs";
import { Plain } from "./say.mjs";

const LOWEST = [20, 19];

/** Refuses a Node that is too old, before it fails somewhere less clear. */
export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > LOWEST[0] || (major === LOWEST[0] && minor >= LOWEST[1])) return;
  throw new Plain(`Node ${LOWEST.join(".")} or newer is needed; this is ${process.versions.node}.`);
}

function json(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}

/** Whether node_modules holds exactly what the lock file names; a platform's optional packages aside. */
export function isInstalled() {
  const wanted = json("package-lock.json")?.packages ?? {};
  const there = json(join("node_modules", ".package-lock.json"))?.packages ?? {};
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === "" || entry.optional || entry.devOptional || there[path]?.version === entry.version,
  );
}

/**
 * Installs from the lock file when node_modules differs from it. Install scripts stay off: the one that is needed
 * makes symbolic links, and `hydrateSymlinks` does that itself, alike under npm 10 and 11.
 *
 * @returns {Promise<boolean>} whether there was something to do
 */
export async function install() {
  if (isInstalled()) return false;
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  await (npm?.endsWith(".js") ? run(process.execPath, [npm, ...args]) : run("npm", args));
  return true;
}

/**
 * Makes lib/db/generated from the schema when the schema is another than last time, or the packages are.
 *
 * @returns {Promise<boolean>} whether there was something to do
 */
export async function generateClient() {
  const mark = join("lib", "db", "generated", ".made-from");
  const digest = createHash("sha256")
    .update(readFileSync(join("prisma", "schema.prisma")))
    .update(readFileSync("package-lock.json"))
    .digest("hex");
  if (existsSync(mark) && readFileSync(mark, "utf8") === digest) return false;
  await run(process.execPath, [join("node_modules", "prisma", "build", "index.js"), "generate"], {
    // `generate` never runs the engine, but asks to download one unless it is told of any file that exists.
    env: {
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: "1",
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
    },
  });
  writeFileSync(mark, digest);
  return true;
}
