import type { FormAction } from "../ui/action-form";

/** What the pages of a flow can do; each is a server action of the packet's own pages. */
export interface FlowActions {
  readonly start: FormAction;
  readonly take: FormAction;
  readonly lift: FormAction;
  readonly request: FormAction;
  /** Adds a row to a register. */
  readonly addRow: FormAction;
}
