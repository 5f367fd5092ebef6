import { spawn } from "node:child_process";
import { Plain } from "./say.mjs";

const running = new Set();

/**
 * Runs a program to its end; what it prints is kept and shown only when it fails.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{env?: Record<string, string | undefined>, show?: boolean}} [options] `show`: print as it goes
 * @returns {Promise<string>} what it printed
 */
export function run(program, args, { env, show = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    let output = "";
    const take = (chunk) => {
      output += chunk;
      if (show) process.stdout.write(chunk);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.once("error", reject);
    child.once("close", (code, signal) => {
      running.delete(child);
      if (code === 0) resolve(output);
      else
        reject(
          new Plain(`${program} ${args.join(" ")} ended with ${signal ?? code}.${show ? "" : `\n${output}`}`),
        );
    });
  });
}

/** Ends what `run` still waits for. */
export function endRunning() {
  for (const child of running) child.kill("SIGTERM");
}
