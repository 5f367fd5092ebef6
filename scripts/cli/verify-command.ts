// `verify <bundle> [--trust <file>] [--json]`: reads files, checks, prints. No network, no server, no database.

import { readFileSync } from "node:fs";
import type { Trust } from "../../lib/bundle/bundle.schema.ts";
import { exitCode, reportText } from "../../lib/bundle/present-report.ts";
import { readTrust } from "../../lib/bundle/read-bundle.ts";
import { verifyBundle } from "../../lib/bundle/verify-bundle.ts";

const USAGE = `Usage: countersign verify <bundle> [--trust <file>] [--json]
       countersign kind check <file>… [--json]

  Checks a release bundle with no server and no network.
  --trust <file>  the workspace's trust file (/api/v1/trust.json), which pins ledger, keys and origins
  --json          prints the report as JSON

  Exit codes: 0 verified, 1 failed, 2 consistent with itself only, or wrong usage
`;

interface Asked {
  readonly bundle: string;
  readonly trust: string | null;
  readonly json: boolean;
}

function parseArguments(given: readonly string[]): Asked | null {
  const words = given[0] === "verify" ? given.slice(1) : null;
  if (!words) return null;
  const files: string[] = [];
  let trust: string | null = null;
  let json = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    if (word === "--json") json = true;
    else if (word === "--trust") {
      i += 1;
      trust = words[i] ?? "";
    } else if (word.startsWith("-")) return null;
    else files.push(word);
  }
  const [bundle] = files;
  return bundle && files.length === 1 && trust !== "" ? { bundle, trust, json } : null;
}

/** Runs the command; returns the exit code. */
export function main(given: readonly string[]): number {
  const asked = parseArguments(given);
  if (!asked) return complain(USAGE);
  const bundle = readOrNull(asked.bundle);
  if (!bundle) return complain(`The bundle cannot be read: ${asked.bundle}\n`);
  let trust: Trust | null = null;
  if (asked.trust !== null) {
    const bytes = readOrNull(asked.trust);
    const read = bytes && readTrust(bytes);
    if (!read?.ok) {
      return complain(
        `The trust file cannot be used: ${read ? read.error : "it cannot be read"} (${asked.trust})\n`,
      );
    }
    trust = read.value;
  }
  const report = verifyBundle(bundle, trust);
  const text = asked.json
    ? `${JSON.stringify(report, null, 2)}\n`
    : reportText(report, new Date().toISOString());
  process.stdout.write(text);
  return exitCode(report.verdict);
}

function readOrNull(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch {
    // Missing, a folder or not ours to read: the caller names the path, which is all that helps.
    return null;
  }
}

function complain(text: string): number {
  process.stderr.write(text);
  return 2;
}
