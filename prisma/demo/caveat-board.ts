// A board of services that are not yet on the required runtime, with one update that would clear a blocker.
import type { Columns } from "../../lib/packet/registers.ts";
import { type DemoExport, dayFromNow } from "./evidence.ts";

export const BOARD_TITLE = "Runtime 21 support window, caveat board";

const STANDARD = "runtime-standard-21";

/** What the board leans on: standard, inventory and owners, and the record that one row points to. */
export const BOARD_EXPORTS: readonly DemoExport[] = [
  {
    slot: "platform-standard",
    file: "platform-standard.json",
    name: "Platform standard, runtime 21",
    authority: "Platform standards",
    hoursOld: 30,
    says: { standard: { version: STANDARD, retires: "runtime 17", retiresAt: dayFromNow(130) } },
  },
  {
    slot: "runtime-inventory",
    file: "runtime-inventory.json",
    name: "Runtime inventory",
    authority: "Fleet inventory",
    hoursOld: 6,
    says: { inventory: { takenAt: dayFromNow(0), standardVersion: STANDARD, services: 148, behind: 5 } },
  },
  {
    slot: "owner-record",
    file: "ownership.json",
    name: "Ownership after the last handoff",
    authority: "Service catalogue",
    hoursOld: 26,
    says: { ownership: { confirmed: true, unassigned: 0 } },
  },
  {
    slot: "prior-exception",
    file: "prior-exception-refund-batch.json",
    name: "Exception of refund-batch, last window",
    authority: "Platform standards",
    hoursOld: 900,
    says: { exception: { service: "refund-batch", window: "runtime 17", state: "ended" } },
  },
];

/** What the steward says of the kind's prerequisites, by their key. */
export const BOARD_PREREQUISITES: Readonly<Record<string, Columns>> = {
  "standard-named": { state: "confirmed", evidence: "S1, the standard as it stands" },
  "inventory-linked": { state: "confirmed", evidence: "S2, linked from every row" },
  "owners-named": { state: "confirmed", evidence: "S3: nobody is unassigned" },
};

export const BOARD_TEXT: Readonly<Record<string, readonly string[]>> = {
  scope: [
    "Five services that the inventory shows on runtime 17 while runtime 21 is the standard. The board says what is known of each and whom to ask, until the last of them has moved.",
  ],
  caveats: [
    "The image library of the old runtime has no build for the new one. It concerns invoice-render and statement-archive alike.",
  ],
  "migration-questions": [
    "Do statements that were signed before the move keep their signature when they are rendered again? Records management was asked.",
  ],
};

/** One row of the board. `row` names whose row it is in the workspace; `owner` is the team that the board names. */
export interface BoardRow {
  readonly row: "author" | "artifact-owner";
  readonly service: string;
  readonly owner: string;
  readonly state: "current" | "blocked" | "open question" | "waiting for evidence";
  readonly exception: "none" | "asked" | "granted elsewhere" | "ended";
  readonly caveat?: string;
  readonly blocker?: string;
}

export const BOARD_ROWS: readonly BoardRow[] = [
  {
    row: "author",
    service: "invoice-render",
    owner: "Billing platform",
    state: "blocked",
    exception: "none",
    caveat: "Draws its pages with the image library of the old runtime.",
    blocker: "The image library has no build for runtime 21.",
  },
  {
    row: "artifact-owner",
    service: "session-cache",
    owner: "Identity",
    state: "current",
    exception: "none",
    caveat: "Two nodes of the standby ring still start on the old runtime.",
  },
  {
    row: "author",
    service: "fraud-scoring",
    owner: "Risk engineering",
    state: "waiting for evidence",
    exception: "asked",
    caveat: "Its load test on runtime 21 is announced and not attached.",
  },
  {
    row: "author",
    service: "refund-batch",
    owner: "Payments back office",
    state: "current",
    exception: "ended",
    caveat: "Moved; its exception of the last window has ended.",
  },
  {
    row: "artifact-owner",
    service: "statement-archive",
    owner: "Records management",
    state: "open question",
    exception: "none",
    caveat: "See the question about signatures of older statements.",
  },
];

/** The columns that a row is kept in; every row is of the standard in force and leans on the inventory, a source. */
export function rowColumns(
  { service, owner, state, exception, caveat, blocker }: BoardRow,
  inventory: string | null,
): Columns {
  return {
    ...{ service, owner, state, "standard-version": STANDARD, "exception-status": exception },
    "inventory-link": inventory,
    "refreshed-at": new Date(Date.now() - 6 * 3_600_000).toISOString(),
    ...(caveat ? { caveat } : {}),
    ...(blocker ? { blocker } : {}),
  };
}

/** What the row's owner proposes: it would take a row out of “blocked”, so that a person has to look. */
export const BOARD_UPDATE = {
  row: "invoice-render",
  column: "state",
  from: "blocked",
  to: "current",
  note: "A preview build of the image library starts on runtime 21 in our test cluster.",
} as const;
