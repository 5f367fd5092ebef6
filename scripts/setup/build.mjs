import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run.mjs";

const FOLDERS = ["app", "components", "lib", "public", "scripts/cli", "scripts/verifier"];
const FILES = [
  "package.json",
  "package-lock.json",
  "next.config.mjs",
  "postcss.config.mjs",
  "tsconfig.json",
  "proxy.ts",
  "scripts/build-verifier.mjs",
];
/** Made by the build itself. */
const MADE = ["countersign-verify.mjs", "verify.html"].map((name) => join("public", name));
const NOT_BUILT = /\.test\.tsx?$/;

function* filesUnder(folder) {
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesUnder(path);
    else if (entry.isFile() && !NOT_BUILT.test(entry.name) && !MADE.includes(path)) yield path;
  }
}

/** One digest over the names and bytes of everything that a build reads from the clone. */
export function sourcesDigest() {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0]);
  for (const path of [
    ...FILES.filter((file) => existsSync(file)),
    ...FOLDERS.flatMap((folder) => [...filesUnder(folder)]),
  ]) {
    const bytes = readFileSync(path);
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}

/** The folder that holds the built app. */
export function distDir() {
  return process.env.NEXT_DIST_DIR ?? ".next";
}

/**
 * Builds when the sources are other than those of the build that is there. The digest is written last, so that a
 * build that was cut short is made again.
 *
 * @returns {Promise<boolean>} whether there was something to do
 */
export async function build() {
  const mark = join(distDir(), "sources.sha256");
  const digest = sourcesDigest();
  const made = MADE.every((path) => existsSync(path));
  if (made && existsSync(mark) && readFileSync(mark, "utf8") === digest) return false;
  const { buildVerifier } = await import("../build-verifier.mjs");
  await buildVerifier();
  await run(process.execPath, [join("node_modules", "next", "dist", "bin", "next"), "build"], {
    env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  writeFileSync(mark, digest);
  return true;
}
