import { spawn } from "node:child_process";
import { Plain } from "./say.mjs";

const running = new Set();

/**
 * Runs a program to its end; what it prints is kept and shown only when it fails.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{env?: Record<string, string | undefined>, cwd?: string, tolerate?: boolean}} [options]
 *   `tolerate`: another exit code than 0 is no failure
 * @returns {Promise<string>} what it printed
 */
export function run(program, args, { env, cwd, tolerate = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    let output = "";
    const take = (chunk) => {
      output += chunk;
    };
    child.stdout.setEncoding("utf8").on("data", take);
    child.stderr.setEncoding("utf8").on("data", take);
    child.once("error", reject);
    child.once("close", (code, signal) => {
      running.delete(child);
      if (code === 0 || (tolerate && signal === null)) resolve(output);
      else reject(new Plain(`${program} ${args.join(" ")} ended with ${signal ?? code}.\n${output}`));
    });
  });
}

/**
 * Ends what `run` still waits for, and resolves when it is gone.
 *
 * @param {NodeJS.Signals} [signal] test programs take their servers down on SIGINT alone
 */
export function endRunning(signal = "SIGTERM") {
  return Promise.all(
    [...running].map(
      (child) =>
        new Promise((resolve) => {
          child.once("close", resolve);
          child.kill(signal);
        }),
    ),
  );
}
