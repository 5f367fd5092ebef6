// `kind check <file>…`: reads kind files, checks them as the server does, prints every mistake. No server, no database.

import { readFileSync } from "node:fs";
import path from "node:path";
import type { Kind } from "../../lib/kinds/kind.schema.ts";
import { type KindFault, parseKind } from "../../lib/kinds/parse-kind.ts";
import { faultsText } from "../../lib/kinds/present-faults.ts";

const USAGE = `Usage: countersign kind check <file>… [--json]

  Checks packet-kind files (kinds/<family>/<key>.yaml) as the server does when it loads them.
  --json  prints {file, kind, faults} for each file as JSON

  Exit codes: 0 every file is a kind, 1 one is not or cannot be read, 2 wrong usage
`;

interface Checked {
  readonly file: string;
  readonly text: string;
  readonly kind: Kind | null;
  readonly faults: readonly KindFault[];
}

/** Runs the command on the words after `kind`; returns the exit code. */
export function main(given: readonly string[]): number {
  const json = given.includes("--json");
  const files = given.slice(1).filter((word) => word !== "--json");
  if (given[0] !== "check" || files.length === 0 || files.some((file) => file.startsWith("-"))) {
    process.stderr.write(USAGE);
    return 2;
  }
  const checked = files.map(check);
  if (json) {
    const rows = checked.map(({ file, kind, faults }) => ({ file, kind: kind?.key ?? null, faults }));
    process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  } else {
    for (const one of checked) process.stdout.write(presented(one));
  }
  return checked.every((one) => one.kind !== null) ? 0 : 1;
}

function check(file: string): Checked {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    const fault = { file, line: 1, column: 1, path: "", says: "the file cannot be read" };
    return { file, text: "", kind: null, faults: [fault] };
  }
  const parsed = parseKind(text, file);
  if (!parsed.ok) return { file, text, kind: null, faults: parsed.error };
  const wanted = path.join(parsed.value.family, `${parsed.value.key}.yaml`);
  if (!path.resolve(file).endsWith(path.join(path.sep, wanted))) {
    const says = `the server looks for this kind in kinds/${wanted}`;
    return { file, text, kind: null, faults: [{ file, line: 1, column: 1, path: "key", says }] };
  }
  return { file, text, kind: parsed.value, faults: [] };
}

function presented({ file, text, kind, faults }: Checked): string {
  if (!kind) {
    const count = faults.length === 1 ? "1 mistake" : `${faults.length} mistakes`;
    return `${faultsText(faults, text)}\n${file}: ${count}\n`;
  }
  const { gates, sections, sources, fields } = kind;
  const holds = [`${sections.length} sections`, `${sources.length} evidence slots`, `${gates.length} gates`];
  if (fields.length > 0) holds.push(`${fields.length} fields`);
  return `${file}: ${kind.title}, version ${kind.version}: ${holds.join(", ")}; no mistake\n`;
}
