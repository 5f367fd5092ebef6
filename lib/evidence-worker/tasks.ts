import type { EvidenceFormat } from "../evidence/format.ts";
import {
  type EvidenceInspection,
  inspectEvidence,
  type ReadEvidence,
  readEvidence,
} from "../evidence/inspect.ts";
import type { Locator } from "../evidence/locator.schema.ts";
import { type Located, resolveLocator } from "../evidence/resolve.ts";
import { sourceText } from "../evidence/source-text.ts";
import type { SourceText } from "../evidence/view.ts";
import type { RowWindow } from "../evidence/window.ts";
import type { Outcome } from "../refusals/refusal.ts";

/** Something that is done with the bytes of one file. */
export type Task =
  | { readonly kind: "inspect"; readonly bytes: Uint8Array }
  | { readonly kind: "read"; readonly bytes: Uint8Array; readonly window: RowWindow }
  | { readonly kind: "text"; readonly bytes: Uint8Array; readonly from: number; readonly count: number }
  | {
      readonly kind: "resolve";
      readonly bytes: Uint8Array;
      readonly format: EvidenceFormat;
      readonly locators: readonly Locator[];
    };

/** What each task gives. */
export interface TaskResults {
  readonly inspect: EvidenceInspection;
  readonly read: ReadEvidence;
  readonly text: SourceText | null;
  readonly resolve: readonly Outcome<Located>[];
}

/** Runs a task where it is called; pure. */
export function runTask(task: Task): TaskResults[Task["kind"]] {
  switch (task.kind) {
    case "inspect":
      return inspectEvidence(task.bytes);
    case "read":
      return readEvidence(task.bytes, task.window);
    case "text":
      return sourceText(task.bytes, task.from, task.count);
    case "resolve":
      return task.locators.map((locator) => resolveLocator(task.bytes, task.format, locator));
  }
}
