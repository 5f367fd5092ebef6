/** A step of stopping: its name, for the log, and what it does. */
export interface ShutdownStep {
  readonly name: string;
  readonly run: () => Promise<unknown>;
}

/** A step that takes longer is left behind: the connection that holds it up is cut by the end of the process. */
const PATIENCE_MS = 10_000;

/**
 * Runs the steps in order at the first SIGINT, SIGTERM, or when the launcher that started this process is gone;
 * then ends the process. A step that fails or hangs is said and does not keep the others from running.
 */
export function stopOnSignal(steps: readonly ShutdownStep[]): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    let clean = true;
    for (const step of steps) clean = (await runStep(step)) && clean;
    process.exit(clean ? 0 : 1);
  };
  for (const event of ["SIGINT", "SIGTERM", "disconnect"] as const) {
    process.on(event, () => {
      void stop();
    });
  }
}

async function runStep({ name, run }: ShutdownStep): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took more than ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
  });
  try {
    await Promise.race([run(), late]);
    return true;
  } catch (cause) {
    console.error(`Stopping: ${name} did not end cleanly.`, cause);
    return false;
  } finally {
    clearTimeout(timer);
  }
}
