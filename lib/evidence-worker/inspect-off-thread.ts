import type { EvidenceFormat } from "../evidence/format.ts";
import type { EvidenceInspection, ReadEvidence } from "../evidence/inspect.ts";
import type { Locator } from "../evidence/locator.schema.ts";
import type { Located } from "../evidence/resolve.ts";
import type { SourceText } from "../evidence/view.ts";
import type { RowWindow } from "../evidence/window.ts";
import { FaultError } from "../kernel/invariant.ts";
import { ok } from "../kernel/result.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { ReaderThread } from "./reader-thread.ts";
import type { Task, TaskResults } from "./tasks.ts";

const TIME_LIMIT_MS = 15_000;
const THREADS = 2;
const MAX_WAITING = 32;
const PLACE = Symbol.for("countersign.evidence-threads");

/** The threads of this process, shared by every module graph in it (the server's own and Next's). */
function threads(): readonly ReaderThread[] {
  const place = globalThis as { [PLACE]?: readonly ReaderThread[] };
  place[PLACE] ??= Array.from({ length: THREADS }, () => new ReaderThread());
  return place[PLACE];
}

/**
 * Inspects a file away from the main thread, within time and memory. Refuses with `unreadable-evidence` where the
 * file exhausts either or crashes the reader, and with `too-many` where too much waits; never throws for a file.
 */
export function inspectOffThread(bytes: Uint8Array): Promise<Outcome<EvidenceInspection>> {
  return run({ kind: "inspect", bytes });
}

/** Reads a file with the rows of its view, away from the main thread. Refuses as `inspectOffThread` does. */
export function readOffThread(bytes: Uint8Array, window: RowWindow): Promise<Outcome<ReadEvidence>> {
  return run({ kind: "read", bytes, window });
}

/** Lines of a file as text (null where it has none), away from the main thread. `from` counts from 1. */
export function sourceTextOffThread(
  bytes: Uint8Array,
  from: number,
  count: number,
): Promise<Outcome<SourceText | null>> {
  return run({ kind: "text", bytes, from, count });
}

/** Resolves locators in a file, one outcome each in their order, away from the main thread. */
export function resolveOffThread(
  bytes: Uint8Array,
  format: EvidenceFormat,
  locators: readonly Locator[],
): Promise<Outcome<readonly Outcome<Located>[]>> {
  return run({ kind: "resolve", bytes, format, locators });
}

/** Ends the threads of this process, as at shutdown; a later call starts new ones. */
export async function closeEvidenceThreads(): Promise<void> {
  await Promise.all(threads().map((thread) => thread.close()));
}

async function run<T extends Task>(task: T): Promise<Outcome<TaskResults[T["kind"]]>> {
  const thread = [...threads()].sort((a, b) => a.load - b.load)[0];
  if (!thread || thread.load >= MAX_WAITING) return refuse("too-many", "Many files are being read just now.");
  try {
    return ok((await thread.run(task, TIME_LIMIT_MS)) as TaskResults[T["kind"]]);
  } catch (fault) {
    if (!(fault instanceof FaultError)) throw fault;
    return refuse("unreadable-evidence", SENTENCES[fault.code] ?? SENTENCES["evidence-crashed"]);
  }
}

const SENTENCES: Readonly<Record<string, string>> = {
  "evidence-timeout": "Reading it took longer than is allowed.",
  "evidence-crashed": "Reading it failed or needed more memory than is allowed.",
};
