// `npm start`, `npm run dev`: everything from a fresh clone to a page that answers, and back again in order.
// Plain Node until the packages are installed; what needs packages is imported after that.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { build } from "./setup/build.mjs";
import { takeDataFolder } from "./setup/data-folder.mjs";
import { checkNode, generateClient, install } from "./setup/install.mjs";
import { checkPort } from "./setup/port.mjs";
import { endRunning, run } from "./setup/run.mjs";
import { Plain, say, step } from "./setup/say.mjs";
import { startServerProcess } from "./setup/server-process.mjs";

const dev = process.argv.includes("--dev");
const port = Number(process.env.PORT || 3000);
const publicUrl = process.env.PUBLIC_URL || "";
const dataDir = resolve(process.env.DATA_DIR || ".data");
const embedded = !process.env.DATABASE_URL;
const demo = embedded && !publicUrl;
const address = publicUrl || `http://localhost:${port}`;
const hosts = process.env.HOST ? [process.env.HOST] : publicUrl ? ["::"] : ["127.0.0.1", "::1"];

/** What was started, last first when it is stopped. */
const undo = [];
let stopping = null;

function stop(code) {
  stopping ??= (async () => {
    await endRunning();
    for (const { name, run: end } of undo.reverse()) {
      await end().catch((cause) => {
        say(`  ✗ ${name}: ${cause.message}`);
        code = 1;
      });
    }
    process.exit(code);
  })();
  return stopping;
}

function onSignal(signal) {
  if (stopping) {
    say("Still stopping: open requests are ended, then the database.");
    return;
  }
  say(`\n${signal}: stopping.`);
  void stop(0);
}

/** The server would refuse the same settings, but only after the database and the build. */
async function checkSettings() {
  const { tsImport } = await import("tsx/esm/api");
  const { readSettings } = await tsImport("../lib/settings/settings.ts", import.meta.url);
  const own = embedded ? { COUNTERSIGN_EMBEDDED: "1", DATABASE_URL: "postgresql://127.0.0.1/embedded" } : {};
  try {
    readSettings({ ...process.env, ...own, NODE_ENV: dev ? "development" : "production" });
  } catch (cause) {
    throw new Plain(cause.message);
  }
}

async function prepareDatabase() {
  if (!embedded) return connectGivenDatabase();
  const { startEmbedded } = await import("./db/embedded.mjs");
  const database = await step("Starting the database", () => startEmbedded(dataDir));
  undo.push({ name: "database", run: () => step("Database stopped", database.stop) });
  if (database.moved)
    say(`    It is in ${database.folder}: the account it runs as cannot enter this folder.`);
  await step("Migrating", async () => (await database.migrate((line) => say(`    ${line}`))).length > 0);
  return {
    env: { COUNTERSIGN_EMBEDDED: "1", DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl },
    database,
  };
}

async function connectGivenDatabase() {
  const { migrate, pendingMigrations } = await import("./db/migrations.mjs");
  const owner = process.env.DATABASE_OWNER_URL;
  if (owner) {
    await step(
      "Migrating",
      async () => (await migrate({ url: owner, log: (line) => say(`    ${line}`) })).length > 0,
    );
    await letApplicationIn(owner);
    return { env: {}, database: null };
  }
  const pending = await pendingMigrations(process.env.DATABASE_URL);
  if (pending.length === 0) return { env: {}, database: null };
  throw new Plain(
    `The database lacks ${pending.join(", ")}. Give DATABASE_OWNER_URL (the role that owns the tables) once, or apply prisma/migrations yourself.`,
  );
}

/** Makes the login role a member of the role that the migrations granted to; where that is not allowed, says how. */
async function letApplicationIn(owner) {
  const { grantApplication, withClient } = await import("./db/roles.mjs");
  const login = decodeURIComponent(new URL(process.env.DATABASE_URL).username);
  const database = decodeURIComponent(new URL(owner).pathname.slice(1));
  await withClient(owner, (client) => grantApplication(client, { login, database })).catch((cause) => {
    say(`    ${login} could not be let in (${cause.message}).`);
    say(`    As an administrator: GRANT "${database}_app" TO "${login}"`);
  });
}

async function seedDemo(database, env) {
  if (!demo || !existsSync(join("prisma", "seed.ts")) || !(await database.needsDemo())) return false;
  await run(process.execPath, ["--import", "tsx", join("prisma", "seed.ts")], { env });
  await database.markDemo();
  return true;
}

async function untilServing(finished) {
  let exit = null;
  void finished.then((how) => {
    exit = how;
  });
  for (;;) {
    if (exit) throw new Plain(`The server ended before it served (${exit}).`);
    const answer = await fetch(
      `http://${hosts[0] === "::" ? "127.0.0.1" : hosts[0]}:${port}/api/health`,
    ).catch(() => null);
    if (answer?.ok) return;
    await wait(100);
  }
}

async function greet() {
  say();
  say(`  Countersign is at ${address}`);
  if (demo) {
    const { tsImport } = await import("tsx/esm/api");
    const { DEMO_ROLES } = await tsImport("../lib/settings/demo-roles.ts", import.meta.url);
    say("  The demo's roles; each sits down with one press, in a window of its own:");
    for (const role of DEMO_ROLES) say(`    http://${role}.localhost:${port}`);
  }
  say(`  ${publicUrl ? "" : "It listens on this machine alone. "}Ctrl-C stops it.`);
}

async function main() {
  checkNode();
  say(`Countersign ${dev ? "for development" : "starts"}.`);
  await checkPort(port, hosts);
  await step("Installing packages", install);
  await step("Making the database client", generateClient);
  await checkSettings();
  const release = takeDataFolder(dataDir);
  undo.push({ name: "data folder", run: async () => release() });
  const { env, database } = await prepareDatabase();
  const mode = {
    ...env,
    NODE_ENV: dev ? "development" : "production",
    DATA_DIR: dataDir,
    PORT: String(port),
  };
  await step("Seeding the demo", () => seedDemo(database, mode));
  if (!dev) await step("Building", build);
  if (stopping) return;
  const server = startServerProcess(mode);
  undo.push({ name: "server", run: () => step("Server stopped", server.stop) });
  await step("Serving", () => untilServing(server.finished));
  if (dev) server.reloadOnChange();
  await greet();
  const how = await server.finished;
  if (!stopping) throw new Plain(`The server ended by itself (${how}).`);
}

// A package manager that is killed does not always pass it on; then whoever asked for this start is gone.
const parent = process.ppid;
const watch = setInterval(() => {
  if (process.env.npm_lifecycle_event && process.ppid !== parent && !stopping)
    onSignal("The command that started this is gone");
}, 1000);
watch.unref();
process.on("SIGINT", onSignal);
process.on("SIGTERM", onSignal);
process.on("SIGHUP", onSignal);
main().catch((cause) => {
  if (stopping) return;
  say();
  say(cause instanceof Plain ? cause.message : cause.stack);
  void stop(1);
});
