// Reads evidence away from the main thread. Started by lib/evidence-worker; speaks { id, task } → { id, value | fault }.
import { parentPort } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
const { runTask } = await import("../../lib/evidence-worker/tasks.ts");

parentPort.on("message", ({ id, task }) => {
  try {
    parentPort.postMessage({ id, value: runTask(task) });
  } catch (fault) {
    // The message alone: evidence must not travel in a log through an error's properties.
    parentPort.postMessage({ id, fault: fault instanceof Error ? fault.name : "unknown" });
  }
});
parentPort.postMessage({ ready: true });
