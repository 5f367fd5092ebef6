// Builds the two offline verifiers, single files without dependencies, from the sources that the server runs:
// public/countersign-verify.mjs and public/verify.html. Called before the build; nothing of it is committed.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const shared = {
  bundle: true,
  write: false,
  minify: true,
  target: "es2022",
  charset: "utf8",
  legalComments: "inline",
};

// The schema library's messages in other languages would be two thirds of each file.
const withoutLocales = {
  name: "without-locales",
  setup(builder) {
    builder.onLoad({ filter: /zod[\\/].*locales[\\/]index\.js$/ }, () => ({ contents: "export {};" }));
  },
};

/** Builds both files into a folder. */
export async function buildVerifier(folder = join(root, "public")) {
  mkdirSync(folder, { recursive: true });
  const [command, page] = await Promise.all([
    bundle({
      entryPoints: [join(root, "scripts/cli/countersign-verify.ts")],
      platform: "node",
      format: "esm",
    }),
    bundle({
      entryPoints: [join(root, "scripts/verifier/verify-page.ts")],
      platform: "browser",
      format: "iife",
    }),
  ]);
  writeFileSync(join(folder, "countersign-verify.mjs"), `#!/usr/bin/env node\n${command}`);
  const style = readFileSync(join(root, "scripts/verifier/verify.css"), "utf8");
  const html = readFileSync(join(root, "scripts/verifier/verify.html"), "utf8")
    .replace("/*STYLE*/", () => style)
    // A script element ends at the first "</script", wherever it stands.
    .replace("/*SCRIPT*/", () => page.replaceAll("</script", "<\\/script"));
  writeFileSync(join(folder, "verify.html"), html);
}

async function bundle(options) {
  const { outputFiles } = await build({ ...shared, plugins: [withoutLocales], ...options });
  return outputFiles[0].text;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildVerifier();
