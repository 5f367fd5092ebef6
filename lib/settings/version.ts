import { readFileSync } from "node:fs";
import { join } from "node:path";

/** This program's version, from its package.json. */
export function version(): string {
  const text = readFileSync(join(process.cwd(), "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
