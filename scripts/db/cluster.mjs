// A PostgreSQL cluster of our own: made once, started in a process group of its own, stopped last.
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { locate } from "./binaries.mjs";

const SUPERUSER = "postgres";

/** A TCP port of 127.0.0.1 that nobody listens on now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function initialise(place, password) {
  mkdirSync(dirname(place.cluster), { recursive: true, mode: 0o755 });
  mkdirSync(place.cluster, { recursive: true, mode: 0o700 });
  const passwordFile = join(place.cluster, "..", `.initdb-${process.pid}`);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (place.account) {
    chownSync(place.cluster, place.account.uid, place.account.gid);
    chownSync(passwordFile, place.account.uid, place.account.gid);
  }
  try {
    const made = spawnSync(
      join(place.programs, "initdb"),
      [
        `--pgdata=${place.cluster}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-instructions",
      ],
      { ...place.account, cwd: "/", encoding: "utf8", env: { PATH: process.env.PATH, LC_ALL: "C" } },
    );
    if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || made.error}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** The process id in postmaster.pid when that process lives, with the port it listens on; else null. */
function alreadyRunning(cluster) {
  const file = join(cluster, "postmaster.pid");
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  try {
    process.kill(pid, 0);
    // The number may have gone to another process since a crash: only a server that logs in is ours.
    return { pid, port: Number(lines[3]) };
  } catch {
    return null; // no such process: a leftover of a crash, which postgres itself clears
  }
}

async function answers(port, password) {
  const client = new pg.Client({ host: "127.0.0.1", port, user: SUPERUSER, password, database: "postgres" });
  client.on("error", () => undefined); // a server that goes away while we ask has simply not answered
  try {
    await client.connect();
    await client.query("SELECT 1");
    return true;
  } catch {
    return false; // starting, or not ours: the caller asks again or gives up
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function untilGone(pid, milliseconds) {
  for (const end = Date.now() + milliseconds; Date.now() < end; ) {
    try {
      process.kill(pid, 0);
    } catch {
      return true; // gone
    }
    await wait(25);
  }
  return false;
}

async function stop(pid) {
  // SIGINT is PostgreSQL's "fast" shutdown: sessions are ended, everything is written, then it leaves.
  for (const [signal, patience] of [
    ["SIGINT", 20_000],
    ["SIGQUIT", 5_000],
  ]) {
    try {
      process.kill(pid, signal);
    } catch {
      return; // gone already
    }
    if (await untilGone(pid, patience)) return;
  }
  throw new Error(`PostgreSQL (process ${pid}) does not stop.`);
}

async function launch(place, { port, password, log, options }) {
  const output = openSync(log, "a", 0o600);
  const settings = { port, listen_addresses: "127.0.0.1", unix_socket_directories: "", ...options };
  const args = [
    "-D",
    place.cluster,
    ...Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`]),
  ];
  const child = spawn(join(place.programs, "postgres"), args, {
    ...place.account,
    cwd: "/",
    detached: true, // a process group of its own: Ctrl-C in the terminal must not reach it before the server drained
    stdio: ["ignore", output, output],
    env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" },
  });
  closeSync(output);
  let failed = null;
  child.once("error", (cause) => {
    failed = cause;
  });
  child.once("exit", (code) => {
    failed ??= new Error(`PostgreSQL ended at once (code ${code}); see ${log}`);
  });
  child.unref();
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    if (failed) throw failed;
    if (await answers(port, password)) return child.pid;
    await wait(40);
  }
  await stop(child.pid);
  throw new Error(`PostgreSQL did not answer within a minute; see ${log}`);
}

/**
 * Starts the cluster in a folder, making it first when it is not there.
 *
 * @param {{folder: string, log: string, options?: Record<string, string>, password?: string}} wanted
 *   `folder` for the cluster, `log` its output file, `options` server settings, `password` of the superuser
 * @returns {Promise<{port: number, password: string, folder: string, moved: boolean, adopted: boolean,
 *   superUrl: (database?: string) => string, stop: () => Promise<void>}>}
 *   `adopted`: it was running already (a launcher that was killed left it); `stop` ends it all the same
 */
export async function startCluster({
  folder,
  log,
  options = {},
  password = randomBytes(24).toString("base64url"),
}) {
  const place = locate(folder);
  if (!existsSync(join(place.cluster, "PG_VERSION"))) initialise(place, password);
  mkdirSync(dirname(log), { recursive: true });
  const running = alreadyRunning(place.cluster);
  const adopted = running !== null && (await answers(running.port, password));
  const port = adopted ? running.port : await freePort();
  const pid = adopted ? running.pid : await launch(place, { port, password, log, options });
  return {
    port,
    password,
    folder: place.cluster,
    moved: place.moved,
    adopted,
    superUrl: (database = "postgres") => connectionUrl({ user: SUPERUSER, password, port, database }),
    stop: () => stop(pid),
  };
}

/** A connection string for 127.0.0.1. */
export function connectionUrl({ user, password, port, database }) {
  return `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}
