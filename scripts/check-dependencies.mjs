// Holds the direction of imports. A tool that reads no file also finds no fault, so the number of modules has a
// floor, and a fixture that breaks every rule must be refused by every rule.
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { run } from "./setup/run.mjs";

const FLOOR = 150;
const FIXTURE = join("test", "fixtures", "dependency-rules");
const CONFIG = resolve(".dependency-cruiser.cjs");
const require = createRequire(import.meta.url);
const CLI = resolve("node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");

async function cruise(folder, roots) {
  const args = [CLI, "--config", CONFIG, "--output-type", "json", ...roots];
  // The exit code counts violations; the report says which.
  const text = await run(process.execPath, args, { cwd: folder, tolerate: true });
  return JSON.parse(text.slice(text.indexOf("{")));
}

const names = require(CONFIG).forbidden.map((rule) => rule.name);
const own = await cruise(".", ["lib", "components", "app", "server.ts"]);
const fixture = await cruise(FIXTURE, ["lib", "components", "app"]);
const problems = own.summary.violations.map(
  ({ rule, from, to, cycle }) =>
    `${rule.name}: ${from} → ${cycle ? cycle.map((step) => step.name).join(" → ") : to}`,
);
if (own.summary.totalCruised < FLOOR)
  problems.push(`Only ${own.summary.totalCruised} modules were read; expected ${FLOOR} at least.`);
const seen = new Set(fixture.summary.violations.map(({ rule }) => rule.name));
for (const name of names)
  if (!seen.has(name)) problems.push(`The fixture breaks ${name} and nothing noticed.`);
for (const problem of problems) console.log(problem);
console.log(`${own.summary.totalCruised} modules, ${names.length} rules, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
