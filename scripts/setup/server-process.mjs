import { spawn } from "node:child_process";
import { watch } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { Plain, say } from "./say.mjs";

const PATIENCE_MS = 30_000;
const SETTLE_MS = 300;
/** What a change of concerns the server's own half; Next reloads the screens by itself. */
const RELOADS = /\.(ts|tsx)$/;
const NO_RELOAD = /\.test\.tsx?$|^db\/generated\//;

/**
 * The server as a process of its own: started, ended with patience, and made anew while developing.
 *
 * @param {Record<string, string | undefined>} env
 * @returns {{finished: Promise<string>, stop: () => Promise<void>, reloadOnChange: () => void}}
 *   `finished` resolves with how it ended when nobody asked it to
 */
export function startServerProcess(env) {
  let child = null;
  let expected = false;
  let finish;
  const finished = new Promise((resolve) => {
    finish = resolve;
  });
  const begin = () => {
    expected = false;
    const mine = spawn(process.execPath, ["--import", "tsx", "server.ts"], {
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
      // The channel tells the server when this launcher is gone, so that it never outlives it.
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    child = mine;
    mine.once("exit", (code, signal) => {
      if (!expected && child === mine) finish(String(signal ?? code));
    });
  };
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    expected = true;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    if ((await Promise.race([ended, wait(PATIENCE_MS, "late", { ref: false })])) !== "late") return;
    child.kill("SIGKILL");
    throw new Plain("The server did not stop in time and was ended.");
  };
  begin();
  return { finished, stop, reloadOnChange: () => reloadOnChange({ stop, begin }) };
}

function reloadOnChange({ stop, begin }) {
  let timer = null;
  let reloading = Promise.resolve();
  watch("lib", { recursive: true }, (_, name) => {
    if (!name || !RELOADS.test(name) || NO_RELOAD.test(name)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      reloading = reloading
        .then(async () => {
          say(`  ↻ ${name} changed: the server starts again.`);
          await stop();
          begin();
        })
        .catch((cause) => say(cause.message));
    }, SETTLE_MS);
  }).unref();
}
