// What the launcher and the test command print: one line a step, with its time, and a sign of life on long ones.

const QUIET_SECONDS = 10;

/** Prints one line. */
export function say(line = "") {
  process.stdout.write(`${line}\n`);
}

/**
 * Runs one step of a start and says how long it took. A step that says "nothing to do" (returns false) is silent.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} run
 * @returns {Promise<T>}
 */
export async function step(name, run) {
  const begun = Date.now();
  const seconds = () => ((Date.now() - begun) / 1000).toFixed(1);
  const alive = setInterval(() => say(`  … ${name}: ${seconds()} s so far`), QUIET_SECONDS * 1000);
  alive.unref();
  try {
    const result = await run();
    if (result !== false) say(`  ✓ ${name} (${seconds()} s)`);
    return result;
  } catch (cause) {
    say(`  ✗ ${name} (${seconds()} s)`);
    throw cause;
  } finally {
    clearInterval(alive);
  }
}

/** An error whose message is all that a person needs; it is printed without a stack. */
export class Plain extends Error {}
