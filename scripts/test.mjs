// `npm test` (all), `npm run check` (--fast), `npm run soak` (--soak). Sets up what it needs; exits 0 only when
// everything passed and nothing was skipped. The last line is "N passed, N failed".
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { ensureBrowser, ensureNextTypes } from "./setup/browser.mjs";
import { build } from "./setup/build.mjs";
import { checkNode, generateClient, install } from "./setup/install.mjs";
import { endRunning, run } from "./setup/run.mjs";
import { Plain, say, step } from "./setup/say.mjs";

const part = process.argv.includes("--fast") ? "fast" : process.argv.includes("--soak") ? "soak" : "whole";
const REPORTS = join(".tmp", "reports");
const SLOWEST = 10;
const totals = { passed: 0, failed: 0 };
const times = [];

function count(name, ok, seconds) {
  if (ok) totals.passed += 1;
  else totals.failed += 1;
  times.push({ name, seconds });
}

/** A check that passes or fails as one; the others still run. */
async function check(name, work) {
  const begun = Date.now();
  try {
    await step(name, async () => {
      await work();
    });
    count(name, true, (Date.now() - begun) / 1000);
    return true;
  } catch (cause) {
    say(cause instanceof Plain ? cause.message : cause.stack);
    count(name, false, (Date.now() - begun) / 1000);
    return false;
  }
}

const node = (...args) => run(process.execPath, args);
const tool = (...path) => join("node_modules", ...path);

function report(name) {
  try {
    return JSON.parse(readFileSync(join(REPORTS, name), "utf8"));
  } catch (cause) {
    throw new Plain(`There is no report of ${name}: ${cause.message}`);
  }
}

/** Runs a test program that writes a report, and counts what the report says, skipped tests as failed ones. */
async function suite(name, { args, env, file, read }) {
  const begun = Date.now();
  let output = "";
  await step(name, async () => {
    output = await run(process.execPath, args, { env, tolerate: true });
  });
  try {
    const tests = read(report(file));
    if (tests.length === 0) throw new Plain(`${name}: no test was found.`);
    for (const test of tests) count(test.name, test.state === "passed", test.seconds);
    const bad = tests.filter((test) => test.state !== "passed");
    if (bad.length > 0) say(output);
    for (const test of bad) say(`    ✗ ${test.name} (${test.state})`);
  } catch (cause) {
    say(output);
    say(cause.message);
    count(name, false, (Date.now() - begun) / 1000);
  }
}

function readVitest(json) {
  return json.testResults.flatMap((file) => {
    const where = relative(process.cwd(), file.name);
    // A file that does not load has no tests to report; it is a failure all the same.
    if (file.assertionResults.length === 0) return [{ name: where, state: "failed", seconds: 0 }];
    return file.assertionResults.map((test) => ({
      name: `${where} › ${test.fullName}`,
      state: test.status,
      seconds: (test.duration ?? 0) / 1000,
    }));
  });
}

function readPlaywright(json) {
  const tests = [];
  const visit = (item) => {
    for (const inner of item.suites ?? []) visit(inner);
    for (const spec of item.specs ?? []) {
      for (const test of spec.tests) {
        const state = test.status === "expected" ? "passed" : test.status;
        const seconds = test.results.reduce((sum, result) => sum + result.duration, 0) / 1000;
        tests.push({ name: `${spec.file} › ${spec.title}`, state, seconds });
      }
    }
  };
  for (const item of json.suites) visit(item);
  for (const error of json.errors ?? []) tests.push({ name: error.message, state: "failed", seconds: 0 });
  return tests;
}

function unitTests() {
  const file = "unit.json";
  const args = [
    tool("vitest", "vitest.mjs"),
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${join(REPORTS, file)}`,
  ];
  return suite(part === "soak" ? "Long forms" : "Unit and property tests", {
    args,
    env: { TEST_PART: part },
    file,
    read: readVitest,
  });
}

function browserTests(browser) {
  const file = "browser.json";
  const args = [tool("@playwright", "test", "cli.js"), "test"];
  const env = { CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: join(REPORTS, file), TEST_PART: part };
  return suite("Browser tests", { args, env, file, read: readPlaywright });
}

async function checks() {
  await check("Format", () =>
    node(tool("@biomejs", "biome", "bin", "biome"), "check", "--error-on-warnings", "."),
  );
  await check("Direction of imports", () => node(join("scripts", "check-dependencies.mjs")));
  await check("Rules and their tests", () => node(join("scripts", "check-spec-ids.mjs")));
  // Types and unit tests are the long ones; two cores take them side by side.
  await Promise.all([check("Types", () => node(tool("typescript", "bin", "tsc"), "--noEmit")), unitTests()]);
}

function summary(begun) {
  say();
  say(`The slowest ${SLOWEST}:`);
  const slowest = times.sort((a, b) => b.seconds - a.seconds).slice(0, SLOWEST);
  for (const { name, seconds } of slowest) say(`  ${seconds.toFixed(1).padStart(6)} s  ${name}`);
  say(`${((Date.now() - begun) / 1000).toFixed(0)} s in all.`);
  say(`${totals.passed} passed, ${totals.failed} failed`);
}

async function main() {
  const begun = Date.now();
  checkNode();
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  await step("Installing packages", install);
  await step("Making the database client", generateClient);
  ensureNextTypes();
  if (part === "soak") await unitTests();
  else await checks();
  if (part !== "fast") {
    await check("Every path of the seeds", () => node(join("scripts", "seeds.mjs")));
    const browser = await step("Finding a browser", ensureBrowser);
    process.env.NEXT_DIST_DIR ??= ".next-test";
    if (await check("Build", build)) await browserTests(browser);
  }
  summary(begun);
  process.exitCode = totals.failed === 0 ? 0 : 1;
}

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    void endRunning("SIGINT").then(() => process.exit(130));
  });
}
await main().catch((cause) => {
  say(cause instanceof Plain ? cause.message : cause.stack);
  say(`${totals.passed} passed, ${totals.failed + 1} failed`);
  process.exitCode = 1;
});
