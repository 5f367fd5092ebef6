// `npm run seeds`: walks every path of every system of the seeds through the real workflows, on a PostgreSQL of its own.
//   --only 24,42   systems by number; `004` is the one of document 004
//   --path 3       one path of each, by number
//   --check NAME   only paths that this check decides
//   --break NAME   this check always passes: what it decides must go red
//   --drawn        only whether the kinds draw what the seeds draw; no database
//   --json         one line, the last, for programs
// The last line is "55 systems, 220 paths, 132 drawn gates: all walked". Exits 1 on anything else.
import { mkdtempSync, rmSync } from "node:fs";
import { register as registerHooks } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { checkNode, generateClient, install } from "./setup/install.mjs";
import { Plain, say } from "./setup/say.mjs";

const SIGNALS = ["SIGINT", "SIGTERM"];
const OPTIONS = {
  only: { type: "string" },
  path: { type: "string" },
  check: { type: "string" },
  break: { type: "string" },
  drawn: { type: "boolean" },
  json: { type: "boolean" },
};

/** Queries say that they are for servers alone, by a package that a bundler must answer; nothing is bundled here. */
const SERVER_ONLY = `export const resolve = (name, context, next) =>
  name === "server-only" ? { url: "data:text/javascript,", shortCircuit: true } : next(name, context);`;

async function load(module) {
  registerHooks(`data:text/javascript,${encodeURIComponent(SERVER_ONLY)}`);
  const { register } = await import("tsx/esm/api");
  register();
  return import(`../seeds/${module}`);
}

async function drawn(only) {
  const { printDrawn } = await load("drawn.ts");
  const numbers = only?.split(",").map(Number) ?? null;
  return (await printDrawn(numbers, say)) === 0;
}

async function walked(values) {
  const { makeDatabase, startThrowawayCluster } = await import("./db/throwaway.mjs");
  const folder = mkdtempSync(join(tmpdir(), "countersign-seeds-"));
  const cluster = await startThrowawayCluster();
  const interrupted = () => void cluster.stop().finally(() => process.exit(130));
  for (const signal of SIGNALS) process.once(signal, interrupted);
  try {
    const { appUrl } = await makeDatabase(cluster, "seeds");
    Object.assign(process.env, {
      DATABASE_URL: appUrl,
      DATA_DIR: join(folder, "data"),
      KEYS_DIR: join(folder, "keys"),
      AUTH_SECRET: "a secret that only the seeds know, long enough",
      NODE_ENV: "test",
    });
    const { walkSeeds } = await load("run.ts");
    return await walkSeeds(values, say);
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupted);
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main() {
  const { values } = parseArgs({ options: OPTIONS });
  checkNode();
  await install();
  await generateClient();
  return values.drawn ? drawn(values.only) : walked(values);
}

process.exitCode = await main().then(
  (ok) => (ok ? 0 : 1),
  (cause) => {
    say(cause instanceof Plain ? cause.message : cause.stack);
    return 1;
  },
);
