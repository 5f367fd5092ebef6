// Every rule of docs/spec is named by a test, and every rule that a test names is in docs/spec.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const SPEC = join("docs", "spec");
const RULE = /^- \*\*([A-Z]{2}\d+)\*\*/gm;
const NAMED = /\[([A-Z]{2}\d+)\]/g;
const TEST = /\.(test|spec)\.tsx?$/;
const TESTED_FOLDERS = ["lib", "components", "app", "test", "e2e", "prisma", "scripts"];
const FLOOR = 60;

function* testFiles(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== "node_modules" && entry.name !== "generated")
      yield* testFiles(path);
    else if (TEST.test(entry.name)) yield path;
  }
}

const rules = new Map();
const problems = [];
for (const file of readdirSync(SPEC).filter((name) => name.endsWith(".md"))) {
  for (const [, id] of readFileSync(join(SPEC, file), "utf8").matchAll(RULE)) {
    if (rules.has(id)) problems.push(`${id} stands in ${rules.get(id)} and in ${file}.`);
    rules.set(id, file);
  }
}
const named = new Set();
for (const path of TESTED_FOLDERS.flatMap((folder) => [...testFiles(folder)])) {
  for (const [, id] of readFileSync(path, "utf8").matchAll(NAMED)) {
    named.add(id);
    if (!rules.has(id)) problems.push(`${path} names ${id}, which no page of ${SPEC} has.`);
  }
}
for (const [id, file] of rules)
  if (!named.has(id)) problems.push(`${id} of ${join(SPEC, file)} is named by no test.`);
if (rules.size < FLOOR) problems.push(`Only ${rules.size} rules were read; expected ${FLOOR} at least.`);
for (const problem of [...new Set(problems)].sort()) console.log(problem);
console.log(`${rules.size} rules, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
