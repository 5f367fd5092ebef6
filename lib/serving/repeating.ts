/** A job that runs again and again, never twice at once. */
export interface Repeating {
  /** No further round begins; resolves when the one under way has ended. */
  stop(): Promise<void>;
}

/**
 * Runs the job now and then after each pause. A round that fails is said in the log and the next one comes all the
 * same.
 *
 * @param name of the job, for the log
 * @param pauseMs between the end of one round and the beginning of the next
 */
export function repeat(name: string, pauseMs: number, job: () => Promise<unknown>): Repeating {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let round = run();

  async function run(): Promise<void> {
    try {
      await job();
    } catch (cause) {
      console.error(`${name} failed; it is tried again.`, cause);
    }
    if (stopped) return;
    timer = setTimeout(() => {
      round = run();
    }, pauseMs);
  }

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}
